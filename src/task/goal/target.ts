import { inside } from '../inside';
import { toBeFilled } from './gaps';
import { isUsualName } from './usual';
import { joinedWith, type IGoalColumn, type IRankedColumn } from './joined';
import { asks, placesOf, verbBehind } from './cues';
import { leftOutBy } from './leftOut';
import { mentionsOf } from './mentions';
import { otherKindIn } from './otherKind';
import { rolesOf } from './roles';
import { calledClass, valueMentions } from './values';
import { weigh } from './weigh';
import { fold } from './words';

/** What is known of the tables beside the goal. */
export interface IGoalTables {
  /** The training table's columns that can be predicted: no numbers of rows. */
  columns: readonly IGoalColumn[];
  /** Names of the columns of the table to be predicted; `null` where there is none. */
  test: readonly string[] | null;
  /** Columns of the sample submission but the first; `null` where there is none. */
  sample: readonly string[] | null;
  /** Which of the columns the metric that the goal names can measure; all where it names none. */
  canBeMeasured?: (column: IGoalColumn) => boolean;
}

/** What is to be predicted, as far as goal and tables tell. */
export interface ITargetReading {
  /** Usually one; several where the sample submission asks for several. */
  names: string[];
  /** "from the goal", "test.csv lacks it" and the like; for people. */
  from: 'goal' | 'test' | 'sample' | 'name' | 'guess';
  /** Whether nothing speaks for another column. */
  sure: boolean;
  /** Others that it may be, most likely first, where that is not sure. */
  others: string[];
}

/** So far ahead of the next, in log odds, a column must be to be taken for sure. */
const CLEAR = 1;
/** So much, in log odds, speaks for a column that is worth a guess. */
const LIKELY = 1.5;
/** How much a goal asks for a column of which it calls a value the class. */
const CALLED = 0.9;
/** So much evidence is more than a word in passing. */
const ENOUGH = 0.5;

/**
 * Which columns are to be predicted. A sample submission says so outright, then what the
 * goal asks for among the columns that the test table lacks, then a usual name.
 *
 * @returns `null` where nothing tells.
 */
export function readTarget(
  goal: string,
  { columns, test, sample, canBeMeasured = () => true }: IGoalTables
): ITargetReading | null {
  const names = columns.map(({ name }) => name);
  const ranked = rankColumns(goal, columns);
  const evidence = (name: string) =>
    ranked.find(r => r.name === name)?.score ?? 0;
  const fits = (name: string) =>
    canBeMeasured(columns.find(column => column.name === name)!);
  const absent =
    test === null ? [] : names.filter(name => !test.includes(name));
  const asked = sampleTargets(columns, sample);
  if (asked !== null) {
    return {
      names: asked,
      from: asked.every(name => evidence(name) >= ENOUGH) ? 'goal' : 'sample',
      sure: true,
      // Named in the goal as well, and not known of what is predicted.
      others: ranked
        .filter(
          ({ name, isLiteral, score }) =>
            isLiteral &&
            score >= ENOUGH &&
            !asked.includes(name) &&
            absent.includes(name)
        )
        .map(({ name }) => name)
    };
  }
  if (absent.length === 1) {
    // The goal names another letter by letter, and not this one: one of them is wrong.
    const rival = ranked.find(
      r => r.name !== absent[0] && r.isLiteral && r.score >= 0.9
    );
    return {
      names: absent,
      from: evidence(absent[0]) >= ENOUGH ? 'goal' : 'test',
      sure: rival === undefined || evidence(absent[0]) > 0,
      others: rival ? [rival.name] : []
    };
  }
  const weighed = weigh(goal, columns, ranked).filter(
    ({ name }) => absent.length === 0 || absent.includes(name)
  );
  const near = weighed.filter(
    each => weighed[0].total - each.total < CLEAR && fits(each.name)
  );
  // Of those that are level, none is meant that the metric cannot measure.
  const pool =
    near.length === 0
      ? weighed
      : weighed.filter(
          each => near.includes(each) || weighed[0].total - each.total >= CLEAR
        );
  const [first] = pool;
  if (!first || (!first.isSpokenFor && first.total < LIKELY)) {
    return null;
  }
  const joined = joinedWith(first, pool, goal);
  const together = joined.isEither ? [first] : joined.columns;
  const rivals = [
    ...new Set([
      ...(joined.isEither ? joined.columns : []),
      ...pool.filter(
        each =>
          first.total - each.total < CLEAR &&
          // What is asked for by its name has none that the goal is silent about.
          (each.score > 0 || !first.isLiteral || first.score < ENOUGH)
      )
    ])
  ].filter(each => !together.includes(each));
  const other = otherKindIn(goal);
  const sure =
    rivals.length === 0 &&
    first.isSpokenFor &&
    // "Segment our customers" asks for no `customers_age`.
    (first.score >= ENOUGH || other === null || other === 'steps');
  return {
    names: together.map(({ name }) => name),
    from: !sure
      ? 'guess'
      : first.score < 0.3 && isUsualName(first.name)
        ? 'name'
        : 'goal',
    sure,
    others: sure
      ? []
      : (rivals.length > 0 ? rivals : pool.slice(1, 4)).map(({ name }) => name)
  };
}

/** Whether a goal asks for a column by its name right behind a verb: "for now predict `stars`". */
export function asksByName(goal: string, name: string): boolean {
  const folded = fold(goal);
  const verbs = placesOf(asks, folded);
  return mentionsOf(goal, [name])
    .filter(({ fit }) => fit >= 0.85)
    .some(
      ({ start, end }) =>
        verbs.some(
          verb => verb.end <= start && link.test(folded.slice(verb.end, start))
        ) ||
        placesOf(verbBehind, folded).some(
          verb => verb.start >= end && link.test(folded.slice(end, verb.start))
        )
    );
}

/** Nothing but quotes, articles and what a name is of. */
const link =
  /^(?:[\s"'“”„«»`*「」『』:：を]|\b(?:the|die|der|das|den|le|la|les|l['’]|el|los|o|a|os|as|il|lo|column|spalte|colonne|columna|coluna|colonna|field|variable)\b|столбец|列|字段)*$/u;

/** The columns that a goal asks for, best first. */
function rankColumns(
  goal: string,
  columns: readonly IGoalColumn[]
): IRankedColumn[] {
  const mentions = [
    ...mentionsOf(
      goal,
      columns.map(({ name }) => name)
    ),
    ...valueMentions(goal, columns)
  ];
  const role = rolesOf(goal, mentions);
  const owner = toBeFilled(goal, columns) ?? calledClass(goal, columns);
  const turnedDown = leftOutBy(
    goal,
    columns.map(({ name }) => name)
  );
  return columns
    .map(column => {
      const own = mentions.filter(mention => mention.column === column.name);
      // Given by its name, it is not asked for by a part of it: "time_in_hospital" beside
      // "who come back to hospital".
      const isGiven = own.some(
        mention => mention.fit >= 0.85 && role(mention) < -0.35
      );
      const scores = own
        .map(mention => role(mention) * mention.fit)
        .map((score, i) =>
          isGiven && own[i].fit < 0.85 ? Math.min(0, score) : score
        );
      const literal = own
        .filter(({ fit }) => fit >= 0.85)
        .sort((a, b) => role(b) * b.fit - role(a) * a.fit);
      const isLeftOut =
        literal.some(mention => role(mention) <= -1) ||
        // Asked for, it may yet be "only known afterwards".
        (turnedDown.includes(column.name) &&
          !literal.some(mention => role(mention) >= ENOUGH));
      const most = scores.length === 0 ? 0 : Math.max(...scores);
      const isLiteral = literal.length > 0 && role(literal[0]) > 0;
      const isByName = isLiteral && role(literal[0]) * literal[0].fit >= ENOUGH;
      const best = isByName ? literal[0] : own[scores.indexOf(most)];
      return {
        name: column.name,
        score:
          column.name === owner
            ? Math.max(CALLED, most)
            : isLeftOut
              ? -1
              : most <= 0
                ? Math.min(0, ...scores)
                : most,
        isLiteral,
        best: best ?? null
      };
    })
    .filter(({ score }) => score !== 0)
    .sort((a, b) => b.score - a.score);
}

/** The columns that a sample submission asks for; `null` where it does not tell. */
function sampleTargets(
  columns: readonly IGoalColumn[],
  sample: readonly string[] | null
): string[] | null {
  if (sample === null || sample.length === 0) {
    return null;
  }
  const known = sample.filter(name =>
    columns.some(column => column.name === name)
  );
  if (known.length > 0 && known.length === sample.length) {
    return known;
  }
  // Called after several: "pred_y1", "pred_y2".
  const all = columns.map(({ name }) => name);
  const called = sample.length > 1 && known.length === 0 && inside(sample, all);
  if (called && called.every(name => all.includes(name ?? ''))) {
    return [...new Set(called as string[])];
  }
  // A column for each class: "Status_C", or the class alone.
  const owner = columns.find(
    ({ name, values }) =>
      sample.length > 1 &&
      values.length > 1 &&
      sample.every(asked =>
        values.some(
          value =>
            asked === value ||
            (asked.endsWith(value) &&
              asked.toLowerCase().startsWith(name.toLowerCase()))
        )
      )
  );
  return owner ? [owner.name] : known.length > 0 ? known : null;
}
