import { title } from '../titles';
import type { IFacts } from '../facts';
import { recipeLine, withoutRecipe, type Recipe } from '../recipe';
import { toldClass } from './categories';
import { encodedOf, type IEncoded, together } from './encoded';
import { imports } from './imports';
import { helpers } from './helpers';
import { encoders, memberModel } from './model';
import { memberName } from './named';
import { prepareCell, type IColumns } from './prepare';
import { call, comment, list, literal, named, show } from './python';
import { readCell } from './read';
import { submitCell } from './submit';
import { validateCell } from './validate';
import { writtenCell } from './written';

/** A recipe as a Python script in cells that keeps to the candidate's contract. */
export function renderScript(recipe: Recipe, facts: IFacts): string {
  const cells = contentOf(recipe, facts);
  const head = `${comment(capital(title(recipe, facts)))}
${imports(cells.join('\n'))}

INPUT = Path('./input')  # the folder that holds the data`;
  const script = [head, ...cells].map(cell => `# %%\n${cell}\n`).join('\n');
  return `${script}print(f'validation_metric: {validation_metric}')\n${recipeLine(recipe)}\n`;
}

/** Tells of recipes whether their scripts do the same as this one's, whatever these are called. */
export function doingTheSame(
  base: Recipe,
  facts: IFacts
): (other: Recipe) => boolean {
  const told = (recipe: Recipe) => contentOf(recipe, facts).join('\n');
  const does = told(base);
  return other => told(other) === does;
}

/** Lines of a script with one model at most, and more for each further one. */
const MOST_LINES = { one: 150, further: 60 };

/**
 * Whether a recipe's script is longer than a person cares to read. What reads numbers and
 * dates as they are written stands in a cell of its own and is the same for all: that is
 * not counted. What a search finds is written out in a script of its own.
 */
export function isTooLong(recipe: Recipe, facts: IFacts): boolean {
  if (recipe.search !== undefined) {
    return false;
  }
  const script = withoutRecipe(renderScript(recipe, facts)).trimEnd();
  const common = writtenCell(facts, recipe.lessons)?.split('\n').length ?? 0;
  const most =
    MOST_LINES.one + MOST_LINES.further * (recipe.members.length - 1);
  return script.split('\n').length - common > most;
}

/** The cells that do something. */
function contentOf(recipe: Recipe, facts: IFacts): string[] {
  const prepared = prepareCell(facts, recipe.table, recipe.lessons);
  const encoded = encodedOf(recipe, facts, prepared.columns);
  return [
    writtenCell(facts, recipe.lessons),
    readCell(facts, recipe.lessons),
    prepared.code,
    recipe.search === undefined || recipe.search.by === 'optuna'
      ? modelCell(recipe, facts, prepared.columns, encoded)
      : encodeCell(recipe, facts, prepared.columns),
    validateCell(recipe, facts, prepared.columns, encoded),
    submitCell(recipe, facts, prepared.columns)
  ].filter(cell => cell !== null);
}

function modelCell(
  recipe: Recipe,
  facts: IFacts,
  columns: IColumns,
  encoded: readonly (IEncoded | null)[]
): string {
  const [first, ...others] = recipe.members.map((member, at) =>
    memberModel(member, facts, columns, encoded[at]?.name)
  );
  const encode = new Set(encoded.flatMap(each => each?.line ?? []));
  const lines =
    others.length === 0
      ? [
          '# The model, with everything that it learns from the rows',
          ...encode,
          show(named('model', first, ' = '))
        ]
      : [
          '# The models, each with everything that it learns from the rows',
          ...encode,
          show(
            list(
              [first, ...others].map((model, i) =>
                named(literal(memberName(recipe, i, facts)), model, ': ')
              ),
              'models = {',
              '}'
            )
          )
        ];
  const told = recipe.members.flatMap(
    member => toldClass(member, facts, columns) ?? []
  );
  return [...new Set(told), withClasses(lines.join('\n'))].join('\n\n\n');
}

/** The columns as a library for AutoML is given them. */
function encodeCell(
  { members: [member] }: Recipe,
  facts: IFacts,
  columns: IColumns
): string {
  const steps = encoders(member, facts, columns);
  return withClasses(
    [
      '# The columns as numbers without gaps',
      show(
        named('encode', together(steps) ?? call('FunctionTransformer'), ' = ')
      )
    ].join('\n')
  );
}

/** Lines with the classes of our own that they need. */
function withClasses(code: string): string {
  const needed = Object.entries(helpers).flatMap(([name, text]) =>
    code.includes(name) ? [text] : []
  );
  return [...needed, code].join('\n\n\n');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
