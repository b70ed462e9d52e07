import { readRecipe } from '../../coder/recipes/recipe';
import { imports } from '../../coder/recipes/script/imports';
import type { Solution } from '../../solution/solution';
import {
  memberFunction,
  outOfFoldLines,
  togetherLines,
  type IBlended,
  listOf
} from './blendLines';

/**
 * A blend of recipes: what its members read, prepare and measure alike stands once. Each
 * function of a member begins where that differs, with a preparation of its own if need be.
 */

/** A recipe's script in its parts. */
interface IParts {
  /** The cells that read and prepare. */
  prepared: string[];
  /** The cells that make the model. */
  model: string[];
  /** The lines that measure it. */
  validation: string[];
  /** The last cell, until what predicts is there, */
  fitted: string;
  /** and what is done with that. */
  after: string;
}

/** The script's cells; `null` where not all members are recipes. */
export function recipesTogether(blended: IBlended): string[] | null {
  const { members, keys } = blended;
  const all = members.map(({ writing }) => partsOf(writing!.code));
  if (!all.every(parts => parts !== null)) {
    return null;
  }
  const [first, ...others] = all;
  const alike = others.map(each => agreeing(first.prepared, each.prepared));
  // What the first one reads is needed for the rows that are asked for.
  const read = first.prepared.findIndex(cell => cell.startsWith('# The data'));
  const shared = first.prepared.slice(0, Math.max(read + 1, ...alike));
  const measured = all.every(
    ({ prepared }) =>
      prepared.length === shared.length &&
      agreeing(prepared, shared) === shared.length
  )
    ? measuredAlike(all.map(({ validation }) => validation))
    : [];
  const body = [
    ...shared,
    ...(measured.length > 0 ? [measured.join('\n')] : []),
    ...members.map((member, i) =>
      functionOf(member, all[i], shared, measured.length)
    ),
    `${togetherLines(blended)}


members = [${members.map(({ id }) => `member_${id}()`).join(', ')}]


def predict(table):
    """What is handed in for rows with the columns of the test table."""
    predictions = [member(table) for member in members]
    ids = predictions[0].columns.intersection(${listOf(keys)})
    return predictions[0][ids].join(together([p.drop(columns=ids) for p in predictions]))

${outOfFoldLines(blended)}
${first.after}`
  ];
  return [
    `# A blend of ${members.map(({ id }) => id).join(', ')}
${imports(body.join('\n'))}

INPUT = Path('./input')  # the folder that holds the data`,
    ...body
  ];
}

/** A member: what it does otherwise than is done for all, and how it predicts. */
function functionOf(
  member: Solution,
  { prepared, model, validation, fitted }: IParts,
  shared: readonly string[],
  measured: number
): string {
  const measures = validation.slice(measured).join('\n');
  const cells = [
    ...prepared.slice(agreeing(prepared, shared)),
    ...model,
    measures.replace("'oof.csv'", `'oof-${member.id}.csv'`).trim(),
    fitted
  ];
  const own = `print(f'validation_metric of ${member.id}: {validation_metric}')`;
  return memberFunction(
    member,
    `${[...cells, own].join('\n\n').replace(/\n{3,}/g, '\n\n')}\nreturn predict`
  );
}

/** How many of them are the same from the beginning. */
function agreeing(some: readonly string[], other: readonly string[]): number {
  const differ = some.findIndex((each, i) => each !== other[i]);
  return differ < 0 ? some.length : differ;
}

/**
 * The first lines that all measure by, as far as whole statements agree: what is a score, and
 * the folds. What follows these is done with each model, whatever its words.
 */
function measuredAlike(all: readonly string[][]): string[] {
  const [first, ...others] = all;
  const folds = first.map(line => /^\s*folds = /.test(line)).lastIndexOf(true);
  let alike = Math.min(folds + 1, ...others.map(each => agreeing(first, each)));
  const isWithin = (lines: readonly string[]) =>
    /^(\s|[)\]}]|else:)/.test(lines[alike] ?? '');
  while (alike > 0 && all.some(isWithin)) {
    alike--;
  }
  return first.slice(0, alike);
}

/** The end of a recipe's script, which is not a blend's; once it was a cell of its own. */
const END =
  /(\n# %%\n# The score)?\nprint\(f'validation_metric: \{validation_metric\}'\)\n# aide-recipe: .*\s*$/;

function partsOf(code: string): IParts | null {
  if (!readRecipe(code)) {
    return null;
  }
  const [, ...cells] = code
    .replace(END, '')
    .split(/^# %%\n/m)
    .slice(1)
    .map(cell => cell.trimEnd());
  const at = (words: string) =>
    cells.findIndex(cell => cell.startsWith(`# ${words}`));
  const [features, validation] = [at('Features'), at('Validation')];
  const last = cells.at(-1)!;
  const end = last.indexOf('\n\n\n', last.indexOf('def predict('));
  return features < 0 || validation < 0 || !last.includes('def predict(')
    ? null
    : {
        prepared: cells.slice(0, features + 1),
        model: cells.slice(features + 1, validation),
        validation: cells[validation].split('\n'),
        fitted: last.slice(0, end),
        after: last.slice(end + 3).replace(/\n# To keep .*$/, '')
      };
}
