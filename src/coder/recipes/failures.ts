import { firstMember, usableFamilies } from './drafts';
import type { IFacts } from './facts';
import { families } from './families';
import { isLogarithmic } from './metrics';
import { Member, type Lessons, type Recipe } from './recipe';
import { rowsOf } from './sample';

/** A recipe debugged after a failure that was understood. */
export interface IDebugged {
  /** In a few words: "read the files as latin-1". */
  title: string;
  /** What went wrong and what is done about it. */
  why: string;
  recipe: Recipe;
  /** What it tells about the data, for every recipe to heed; `null` for nothing. */
  lesson: Partial<Lessons> | null;
}

type Debug = (
  recipe: Recipe,
  match: RegExpExecArray,
  facts: IFacts
) => IDebugged | null;

/** What can go wrong, as Python says it, and how it is debugged; the first that fits. */
export const failures: readonly [RegExp, Debug][] = [
  [/ModuleNotFoundError|ImportError|cannot open shared object/, withoutPackage],
  [/UnicodeDecodeError|codec can't decode/, otherEncoding],
  [/ParserError|Error tokenizing data|Expected \d+ fields/, lenient],
  [/Input (y )?contains NaN|negative values/, belowZero],
  [
    /Input y contains|cannot convert float NaN to integer/,
    recipe =>
      learn(
        recipe,
        { dropMissingTarget: true },
        'rows without a target left out',
        'Some rows have no target, although the preview saw none. They are left out.'
      )
  ],
  [
    /number of members in each class|less than \d+ examples|only one class|not belonging to the passed labels|Number of classes in y_true|in training fold|along dimension 1,/,
    tooFewInClass
  ],
  [
    /number of splits|number of folds/,
    recipe => cheaperFolds(recipe, 'There are too few rows for so many folds.')
  ],
  [/KeyError|not a column of the dataframe/, unknownColumn],
  [
    /could not convert string to float|uniformly strings or numbers|pandas dtypes must be|not supported between instances|Input X contains NaN/,
    recipe =>
      learn(
        recipe,
        { distrustTypes: true },
        'columns sorted by what they hold',
        'A column holds other values than the preview saw. Columns are sorted by what is really in them, and gaps are filled.'
      )
  ],
  [
    /unexpected keyword argument '(\w+)'|Invalid parameter '?(\w+)/,
    dropSetting
  ],
  [/empty vocabulary|After pruning, no terms remain/, withoutTexts],
  [
    /contains infinity|Input contains NaN|too large for dtype|LinAlgError|SVD did not converge/,
    plainer
  ]
];

function learn(
  recipe: Recipe,
  lesson: Partial<Lessons>,
  title: string,
  why: string
): IDebugged {
  const lessons = { ...recipe.lessons, ...lesson };
  return {
    title,
    why,
    recipe: { ...recipe, change: 'debug', lessons },
    lesson
  };
}

function withoutPackage(
  recipe: Recipe,
  match: RegExpExecArray,
  facts: IFacts
): IDebugged | null {
  const broken = recipe.members
    .map(member => families[member.family].needs)
    .filter(needs => needs !== undefined);
  const name = broken.find(needs => match.input.includes(needs)) ?? broken[0];
  if (name === undefined) {
    return null;
  }
  const lost = [...recipe.lessons.broken, name];
  const used = recipe.members.map(({ family }) => family);
  const other =
    usableFamilies(facts, lost).find(
      family => !used.includes(family) && !families[family].scaled
    ) ?? 'linear';
  const members = recipe.members.map(member =>
    families[member.family].needs === name
      ? Member.parse({ ...member, family: other, settings: {} })
      : member
  );
  return learn(
    { ...recipe, members },
    { broken: lost },
    `${families[other].title[facts.kind]} instead of ${name}`,
    `The package ${name} cannot be imported here, so ${families[other].title[facts.kind]} takes its place.`
  );
}

function otherEncoding(recipe: Recipe): IDebugged | null {
  const next = ['cp1252', 'latin-1', 'utf-16'];
  const at = next.indexOf(recipe.lessons.encoding ?? '');
  const encoding = next[at + 1];
  return encoding
    ? learn(
        recipe,
        { encoding },
        `files read as ${encoding}`,
        `A file is not in the encoding that was expected. It is read as ${encoding}.`
      )
    : null;
}

/** The logarithm of a negative target is no number. */
function belowZero(
  recipe: Recipe,
  _match: RegExpExecArray,
  facts: IFacts
): IDebugged | null {
  return isLogarithmic(facts.metric)
    ? learn(
        recipe,
        { clipTarget: true },
        'negative targets as zero',
        `${facts.metric.name} is not defined below zero and the target has negative values, so these count as zero.`
      )
    : null;
}

function lenient(recipe: Recipe): IDebugged {
  return learn(
    recipe,
    { lenient: true },
    'separator found, broken rows left out',
    'A file has broken rows or another separator. pandas is to find the separator, and rows that do not fit are left out.'
  );
}

function tooFewInClass(recipe: Recipe, _match: RegExpExecArray, facts: IFacts) {
  return facts.kind === 'regression'
    ? null
    : learn(
        recipe,
        { dropRareClasses: true },
        'rare classes left out',
        'A class has too few rows to be in every fold. Classes with fewer than 10 rows are left out, and the script says how many rows that are.'
      );
}

function cheaperFolds(recipe: Recipe, why: string): IDebugged {
  const folds = recipe.lessons.folds === 3 ? 2 : 3;
  return learn(
    recipe,
    { folds },
    `${folds} folds`,
    `${why} ${folds} are taken.`
  );
}

/** Names in the message that could be columns: spaces around them first, then do without. */
function unknownColumn(
  recipe: Recipe,
  match: RegExpExecArray,
  facts: IFacts
): IDebugged | null {
  const message = match.input.split('\n')[0];
  const quoted = [...message.matchAll(/'((?:[^'\\]|\\.)+)'|"([^"[\]]+)"/g)].map(
    found => found[1] ?? found[2]
  );
  if (quoted.length === 0) {
    return null;
  }
  if (!recipe.lessons.stripNames) {
    return learn(
      recipe,
      { stripNames: true },
      'spaces around column names removed',
      `There is no column ${quoted[0]} under exactly that name. Spaces around the names are removed.`
    );
  }
  const columns = quoted.filter(name => name !== facts.target.name);
  return columns.length === 0
    ? // Not even the target is there: the separator must be another one.
      lenient(recipe)
    : learn(
        recipe,
        { without: [...recipe.lessons.without, ...columns] },
        `without ${columns[0]}`,
        `The column ${columns.join(', ')} is not in every table, so it is left out.`
      );
}

function dropSetting(recipe: Recipe, match: RegExpExecArray): IDebugged | null {
  const name = match[1] ?? match[2];
  const members = recipe.members.map(member =>
    name in member.settings
      ? {
          ...member,
          settings: Object.fromEntries(
            Object.entries(member.settings).filter(([key]) => key !== name)
          )
        }
      : member
  );
  return {
    title: `without the setting ${name}`,
    why: `The installed version does not know ${name}.`,
    recipe: { ...recipe, change: 'debug', members },
    lesson: null
  };
}

function withoutTexts(
  recipe: Recipe,
  _match: RegExpExecArray,
  facts: IFacts
): IDebugged {
  return learn(
    recipe,
    { without: [...recipe.lessons.without, ...facts.texts] },
    'without the texts',
    'The texts hold no words that repeat, so they are left out.'
  );
}

/** Numbers ran away: nothing learned from the numbers, no transformed target. */
function plainer(recipe: Recipe, match: RegExpExecArray): IDebugged {
  const members = recipe.members.map(member =>
    Member.parse({
      family: member.family,
      settings: member.settings,
      categories: member.categories
    })
  );
  return {
    title: 'without transformations',
    why: `A transformation did not work out (${match[0]}). The numbers and the target are taken as they are.`,
    recipe: { ...recipe, change: 'debug', members, table: [] },
    lesson: null
  };
}

/** Less work: fewer models, then fewer rows and folds, then a linear model. */
export function cheaper(recipe: Recipe, facts: IFacts, why: string): IDebugged {
  const { members, lessons } = recipe;
  const debugged = (title: string, change: Partial<Recipe>): IDebugged => ({
    title,
    why: `${why} Less is asked of it: ${title}.`,
    recipe: { ...recipe, change: 'debug', ...change },
    lesson: null
  });
  if (members.length > 1) {
    return debugged('one model less', { members: members.slice(0, -1) });
  }
  const rows = rowsOf(facts, lessons);
  if (rows > 2000) {
    const fewer = Math.max(1000, Math.round(rows / 3));
    return debugged(`${fewer.toLocaleString('en')} rows and 3 folds`, {
      lessons: { ...lessons, rows: fewer, folds: 3 }
    });
  }
  if (lessons.folds !== 3 && facts.folds > 3) {
    return debugged('3 folds', { lessons: { ...lessons, folds: 3 } });
  }
  return debugged('a plain linear model', {
    members: [firstMember('linear', facts)],
    table: []
  });
}
