import { imports } from '../../coder/recipes/script/imports';
import { readRecipe } from '../../coder/recipes/recipe';
import type { Solution } from '../../solution/solution';
import {
  notebookLines,
  withoutNotebookLines
} from '../../syntax/notebookLines';
import { piecesOf } from '../../syntax/pieces';
import { noUsage } from '../../task/usage';
import type { Writing } from '../../task/writing';
import type { BlendHow } from './blend';

/**
 * A blend as one script that reads top to bottom: what its members agree in once, a
 * function for each of them, and in the end their weights.
 */

const WORDS: Record<BlendHow, string> = {
  mean: 'the mean of their predictions is taken',
  rank: 'the mean of the ranks of their predictions is taken',
  vote: 'what most of them predict is taken'
};

/** Members of a blend, best first; each is named once. */
export interface IBlended {
  members: readonly Solution[];
  how: BlendHow;
  /** The column of `submission.csv` that names the rows, where there is one. */
  key: string;
}

/** A blend as whoever writes a solution would give it. */
export function writeBlend(
  members: readonly Solution[],
  how: BlendHow,
  key: string
): Writing {
  const names = members.map(({ id }) => id);
  const blended = { members, how, key };
  return {
    title: `blend of ${names.join(', ')}`,
    plan: `The predictions of ${names.length} solutions together: ${WORDS[how]}. Its script has a function for each of them.`,
    code: (recipesTogether(blended) ?? scriptsTogether(blended))
      .map(cell => `# %%\n${cell}\n`)
      .join('\n'),
    usage: noUsage
  };
}

/**
 * Whether a script can be a function: what it says of names of its module would mean
 * others there.
 */
export function canBeMember(code: string): boolean {
  return !/^[ \t]*(?:global|nonlocal)\b|^[ \t]+from .* import \*/m.test(code);
}

/** Recipes: what they read and prepare alike stands once. `null` where they read otherwise. */
function recipesTogether({ members, how, key }: IBlended): string[] | null {
  if (!members.every(({ writing }) => readRecipe(writing!.code))) {
    return null;
  }
  const all = members.map(({ writing }) => cellsOf(writing!.code).slice(1, -1));
  const [first] = all;
  const differ = first.findIndex((cell, i) =>
    all.some(each => each[i] !== cell)
  );
  const alike = differ < 0 ? first.length - 1 : differ;
  const shared = first.slice(0, alike);
  const parts = all.map(cells => fitted(cells));
  if (
    !shared.some(cell => cell.startsWith('# The data')) ||
    parts.includes(null)
  ) {
    return null;
  }
  const functions = members.map((member, i) => {
    const cells = [...all[i].slice(alike, -1), parts[i]!.until].map(cell =>
      cell.replace("'oof.csv'", `'oof-${member.id}.csv'`)
    );
    const own = `print(f'validation_metric of ${member.id}: {validation_metric}')`;
    return memberFunction(
      member,
      `${[...cells, own].join('\n\n')}\nreturn predict`
    );
  });
  const body = [
    ...shared,
    ...functions,
    `# What they predict together: ${WORDS[how]}
members = [${members.map(({ id }) => `member_${id}()`).join(', ')}]
${weightsOf(members, how)}

def predict(table):
    """What is handed in for rows with the columns of the test table."""
    predictions = [member(table) for member in members]
    ids = predictions[0].columns.intersection([${JSON.stringify(key)}])
${indented(combine(how))}
    return predictions[0][ids].join(blend)


${parts[0]!.after}`
  ];
  return [
    `# A blend of ${members.map(({ id }) => id).join(', ')}
${imports(body.join('\n'))}

INPUT = Path('./input')  # the folder that holds the data`,
    ...body
  ];
}

/** The last cell of a recipe: until what predicts is there, and what is done with it. */
function fitted(
  cells: readonly string[]
): { until: string; after: string } | null {
  const cell = cells.at(-1)!;
  const at = cell.indexOf('\n\n\n', cell.indexOf('def predict('));
  return cell.includes('def predict(') && at > 0
    ? {
        until: cell.slice(0, at),
        after: cell.slice(at + 3).replace(/\n# To keep .*$/, '')
      }
    : null;
}

/** Any scripts: each writes its predictions, and they are taken from there. */
function scriptsTogether({ members, how, key }: IBlended): string[] {
  return [
    `# A blend of ${members.map(({ id }) => id).join(', ')}
import contextlib
import io
import os

import pandas as pd


def predictions_of(name, member):
    """What a solution predicts. A submission from before stays until the blend's is there."""
    before = "submission.csv.before"
    if os.path.exists("submission.csv"):
        os.replace("submission.csv", before)
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            member()
        os.replace("submission.csv", f"submission-{name}.csv")
        if os.path.exists("oof.csv"):
            os.replace("oof.csv", f"oof-{name}.csv")
    finally:
        if os.path.exists(before):
            os.replace(before, "submission.csv")
    # What it reports of itself is not the score of the blend.
    print(said.getvalue().replace("validation_metric:", f"validation_metric of {name}:"))
    left = pd.read_csv(f"submission-{name}.csv")
    return left.set_index([${JSON.stringify(key)}]) if ${JSON.stringify(key)} in left else left`,
    ...members.map(member => memberFunction(member, plainCode(member))),
    `# What they predict together: ${WORDS[how]}
predictions = [
${members.map(({ id }) => `    predictions_of("${id}", member_${id}),`).join('\n')}
]
ids = []
predictions = [p.loc[predictions[0].index] for p in predictions]
${weightsOf(members, how)}${combine(how)}
blend.to_csv("submission.csv", index=blend.index.name is not None)
print(f"Blended {len(predictions)} solutions, {len(blend)} rows.")`
  ];
}

function weightsOf(members: readonly Solution[], how: BlendHow): string {
  const share = `1 / ${members.length}`;
  return how === 'vote'
    ? ''
    : `weights = [${members.map(() => share).join(', ')}]\n`;
}

/** Lines that make `blend` of `predictions`, but for the columns `ids`. */
function combine(how: BlendHow): string {
  const parts = 'zip(weights, predictions)';
  switch (how) {
    case 'mean':
      return `blend = sum(w * p.drop(columns=ids) for w, p in ${parts})`;
    case 'rank':
      return `blend = sum(w * p.drop(columns=ids).rank(pct=True) for w, p in ${parts})`;
    case 'vote':
      return `blend = predictions[0].drop(columns=ids)
for column in blend.columns:
    # What most say; of those that tie, what the better solution says.
    votes = zip(*(p[column] for p in predictions))
    blend[column] = [max(row, key=row.count) for row in votes]`;
  }
}

function memberFunction({ id, writing }: Solution, body: string): string {
  const title = writing!.title.replace(/\s+/g, ' ').trim();
  return `# Solution ${id}: ${title}\ndef member_${id}():\n${indented(body)}`;
}

/** A script as plain Python without marks of cells, its wildcard imports left out of it. */
function plainCode({ writing }: Solution): string {
  const code = writing!.code.replace(/\r\n?/g, '\n');
  const python = withoutNotebookLines(code, notebookLines(code));
  return `${python.replace(/^# ?%%/gm, '#').trimEnd()}\nreturn None`;
}

function cellsOf(code: string): string[] {
  return code
    .split(/^# %%\n/m)
    .slice(1)
    .map(cell => cell.trimEnd());
}

/** Code one level deeper; what is within a text stays as it is. */
function indented(code: string): string {
  const within = piecesOf(code)
    .filter(({ kind }) => kind === 'string')
    .map(({ from, to }) => [from, to]);
  let at = 0;
  return code
    .split('\n')
    .map(line => {
      const start = at;
      at += line.length + 1;
      const isText = within.some(([from, to]) => from < start && start < to);
      return line === '' || isText ? line : `    ${line}`;
    })
    .join('\n');
}
