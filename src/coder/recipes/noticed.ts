import type { ColumnPreview } from '../../task/data';
import { gapWords } from '../../task/goal/gaps';
import { otherKindIn } from '../../task/goal/otherKind';
import { fold } from '../../task/goal/words';
import { listed } from '../../task/said';
import { tagsIn } from './tags';
import { isHeld } from './tableParts';
import type { ITables } from './tables';
import type { IUnderstanding } from './understand';
import { FEW_VALUES } from './written';

/** Rows below which scores say little. */
const FEW = 60;

/** Rows of a class below which scores say little of it. */
const FEW_OF_CLASS = 10;

/** Beyond this, models hold no number. */
const LARGEST = 1e30;

/** What is odd in the data and how it is handled, in sentences. */
export function noticed(
  goal: string,
  { train, test }: ITables,
  { target, kind, metric }: IUnderstanding
): string[] {
  const { table } = train;
  const column = table.columns.find(({ name }) => name === target?.name);
  const share = (part: number) => `${Math.max(1, Math.round(100 * part))} %`;
  const notes: string[] = [];
  if (table.rows < FEW) {
    notes.push(
      `Rows are few (${table.rows}), so scores say little and none are held out.`
    );
  }
  if (test === null && otherKindIn(goal) === 'steps') {
    notes.push(
      'The goal asks for several steps ahead. Each row is predicted by its own columns, so leave out what is not known by then, and put the rows to come into a test table.'
    );
  }
  // Such as those of columns without a name, or with another's.
  for (const note of train.notes.filter(each =>
    /^(a|one more) col/.test(each)
  )) {
    notes.push(`${note.charAt(0).toUpperCase()}${note.slice(1)}.`);
  }
  for (const file of [train, test]) {
    const ofRows = file?.notes.filter(each =>
      /^(?:no line of col|the (?:last row|first line|(?:line|row) below)|[\d,]+ rows? (?!group))/.test(
        each
      )
    );
    notes.push(...(ofRows ?? []).map(note => `${file!.path}: ${note}.`));
  }
  const several = column && kind === 'multiclass' ? tagsIn(column) : null;
  if (several !== null) {
    notes.push(
      `“${several}” in “${column!.name}” is a class of its own, and not several tags in one cell. Where they are tags, give each a column of 0 and 1 and name these as the targets.`
    );
  }
  const large = table.columns.filter(
    each =>
      isLarge(each) && (each.name !== target?.name || kind !== 'regression')
  );
  if (large.length > 0) {
    notes.push(
      `${listed(large.map(({ name }) => name))}: values beyond 1e30 count as that in what is learned from, and as they are in what is predicted.`
    );
  }
  const infinite = table.columns.filter(
    each => (each.infinite ?? 0) > 0 && each.name !== target?.name
  );
  if (infinite.length > 0) {
    notes.push(
      `${listed(infinite.map(({ name }) => name))}: infinite values count as missing.`
    );
  }
  const listing = table.columns.filter(
    ({ top, name }) =>
      name !== target?.name && top.length > 1 && top.every(isList)
  );
  if (listing.length > 0) {
    notes.push(
      `${listed(listing.map(({ name }) => `“${name}”`))}: cells hold lists, and each list as a whole counts as one word. Give what is in them columns of their own to learn from that.`
    );
  }
  for (const { name, odd } of table.columns.filter(each => each.odd)) {
    notes.push(
      `Some values of “${name}”, such as “${odd}”, are no dates: they count as missing.`
    );
  }
  for (const { name, dotted } of table.columns.filter(each => each.dotted)) {
    notes.push(
      `“${name}” has values such as “${dotted}”, which are read as decimals: write them without dots where they are thousands.`
    );
  }
  for (const { name, written, unique } of table.columns) {
    const isTarget = name === target?.name && kind === 'regression';
    if (
      !written ||
      (!isTarget && (unique <= FEW_VALUES || name === target?.name))
    ) {
      continue;
    }
    if (isTarget || written.unsure || written.scaled) {
      notes.push(
        `“${name}” is written as “${written.text}”, which is read as ${written.number}${written.unsure ? ': nothing in the column tells whether its marks are decimal ones' : ''}.`
      );
    }
    if (written.odd !== undefined) {
      notes.push(
        `Some values of “${name}”, such as “${written.odd}”, are no numbers: they count as missing.`
      );
    }
  }
  if (!column) {
    return notes;
  }
  if (test && isHeld(test.table, [column.name])) {
    notes.push(
      `${test.path} holds values of “${column.name}”, too: they are neither learned from nor handed in, and its rows are predicted.`
    );
  }
  const filler = test?.table.columns.find(
    ({ name, kind: held, missing }) =>
      name === column.name && held === 'constant' && missing === 0
  );
  if (filler && test!.table.rows > 1) {
    notes.push(
      `Every row of ${test!.path} holds “${filler.top[0]?.value ?? 'the same'}” as “${column.name}”, which counts as empty: these rows are predicted.`
    );
  }
  if (column.missing > 0) {
    notes.push(
      `${share(column.missing)} of “${column.name}” is missing; these rows are left out.${
        test === null && gapWords.test(fold(goal))
          ? ` To have them predicted, put them into a table of their own, without “${column.name}”.`
          : ''
      }`
    );
  }
  const spellings = kind === 'regression' ? [] : (column.spellings ?? []);
  for (const { value, others } of spellings.slice(0, 3)) {
    const forms = [value, ...others.slice(0, 3)].map(each => `“${each}”`);
    notes.push(
      `${forms.join(', ')}${others.length > 3 ? ' and others' : ''} are one class of “${column.name}”, written “${value}”.`
    );
  }
  if (spellings.length > 3) {
    notes.push(
      `So are the forms of ${spellings.length - 3} more classes, which differ in case or in blanks alone.`
    );
  }
  const beyond = [
    (column.infinite ?? 0) > 0 ? ['infinite values'] : [],
    isLarge(column) ? ['values beyond 1e30'] : []
  ].flat();
  if (beyond.length > 0 && kind === 'regression') {
    notes.push(
      `“${column.name}” has ${beyond.join(' and ')}; these rows are left out.`
    );
  }
  if (
    metric &&
    /MSLE/.test(metric.name) &&
    typeof column.min === 'number' &&
    column.min < 0
  ) {
    notes.push(
      `${metric.name} has no meaning below zero: such values of “${column.name}” count as zero.`
    );
  }
  const rare =
    kind === 'regression' || kind === null
      ? []
      : column.top.filter(({ count }) => count < FEW_OF_CLASS);
  for (const { value, count } of rare.slice(0, 3)) {
    notes.push(
      count === 1
        ? `The class “${value}” has one row only, which is not scored.`
        : `The class “${value}” has ${count} rows only, so scores say little of it.`
    );
  }
  if (rare.length > 3) {
    notes.push(`So have ${rare.length - 3} more classes few rows.`);
  }
  return notes;
}

/** Whether a cell holds a list, as Python or JSON write it. */
function isList({ value }: { value: string }): boolean {
  return /^\[(?:["'\d[{-]|\w+\.|\]$)/.test(value);
}

function isLarge({ min, max }: ColumnPreview): boolean {
  return [min, max].some(
    each => typeof each === 'number' && Math.abs(each) > LARGEST
  );
}
