import { imports } from '../../coder/recipes/script/imports';
import { readRecipe } from '../../coder/recipes/recipe';
import type { BlendHow } from '../../kernel/stack';
import type { Solution } from '../../solution/solution';
import {
  notebookLines,
  withoutNotebookLines
} from '../../syntax/notebookLines';
import { piecesOf } from '../../syntax/pieces';
import { noUsage } from '../../task/usage';
import { canPredict } from '../../coder/reply/contract';
import type { Writing } from '../../task/writing';

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
  /** How often each of them counts. */
  counts: readonly number[];
  how: BlendHow;
  /** The column of `submission.csv` that names the rows, where there is one. */
  key: string;
}

/** A blend as whoever writes a solution would give it. */
export function writeBlend(blended: IBlended): Writing {
  const { members, counts, how } = blended;
  const names = members.map(({ id }) => id);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const weighed = counts.every(count => count === counts[0])
    ? ''
    : ` Of ${total} parts ${names.map((name, i) => `${counts[i]} are of ${name}`).join(', ')}.`;
  return {
    title: `blend of ${names.join(', ')}`,
    plan: `The predictions of ${names.length} solutions together: ${WORDS[how]}.${weighed} Its script has a function for each of them.`,
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
function recipesTogether(blended: IBlended): string[] | null {
  const { members, key } = blended;
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
    `${togetherLines(blended)}


members = [${members.map(({ id }) => `member_${id}()`).join(', ')}]


def predict(table):
    """What is handed in for rows with the columns of the test table."""
    predictions = [member(table) for member in members]
    ids = predictions[0].columns.intersection([${JSON.stringify(key)}])
    return predictions[0][ids].join(together([p.drop(columns=ids) for p in predictions]))

${outOfFoldLines(blended)}
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
function scriptsTogether(blended: IBlended): string[] {
  const { members, how, key } = blended;
  const canAll = members.every(({ writing }) => canPredict(writing!.code));
  return [
    `# A blend of ${members.map(({ id }) => id).join(', ')}
import contextlib
import io
import os
from pathlib import Path

import pandas as pd


def predictions_of(name, member):
    """What a solution predicts, and how. A submission from before stays until the blend's is there."""
    before = "submission.csv.before"
    if os.path.exists("submission.csv"):
        os.replace("submission.csv", before)
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            predict = member()
        os.replace("submission.csv", f"submission-{name}.csv")
        if os.path.exists("oof.csv"):
            os.replace("oof.csv", f"oof-{name}.csv")
    finally:
        if os.path.exists(before):
            os.replace(before, "submission.csv")
    # What it reports of itself is not the score of the blend.
    print(said.getvalue().replace("validation_metric:", f"validation_metric of {name}:"))
    left = ${readCsv('f"submission-{name}.csv"', how)}
    os.remove(f"submission-{name}.csv")
    left = left.set_index([${JSON.stringify(key)}]) if ${JSON.stringify(key)} in left else left
    return left, predict`,
    ...members.map(member =>
      memberFunction(
        member,
        `${plainCode(member)}\nreturn ${canAll ? 'predict' : 'None'}`
      )
    ),
    `${togetherLines(blended)}


predictions, members = zip(
${members.map(({ id }) => `    predictions_of("${id}", member_${id}),`).join('\n')}
)
${canAll ? predictLines(key) : ''}blend = together([p.loc[predictions[0].index] for p in predictions])
blend.to_csv("submission.csv", index=blend.index.name is not None)
${outOfFoldLines(blended)}print(f"Blended {len(predictions)} solutions, {len(blend)} rows.")`
  ];
}

/** The function that predicts as all members do together, in whatever form each of them says it. */
function predictLines(key: string): string {
  return `

def predict(table):
    """What is handed in for rows with the columns of the test table."""
    said = [pd.DataFrame(member(table)).reset_index(drop=True) for member in members]
    ids = said[0].columns.intersection([${JSON.stringify(key)}])
    own = [p.drop(columns=ids, errors="ignore") for p in said]
    names = own[0].columns
    own = [p[names] if set(p) == set(names) else p.set_axis(names, axis=1) for p in own]
    return said[0][ids].join(together(own))


`;
}

/** The weights, and the function that makes one prediction of several. */
function togetherLines({ counts, how }: IBlended): string {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const weights = counts.map(count =>
    how === 'vote' ? `${count}` : `${count} / ${total}`
  );
  return `# What they predict together: ${WORDS[how]}
weights = [${weights.join(', ')}]


def together(predictions):
    """One prediction of those of all members, in their order."""
${indented(COMBINED[how])}`;
}

/** Lines of a function of the tables `predictions`, which have the same rows. */
const COMBINED: Record<BlendHow, string> = {
  mean: 'return sum(w * p for w, p in zip(weights, predictions))',
  rank: 'return sum(w * p.rank(pct=True) for w, p in zip(weights, predictions))',
  vote: `blend = predictions[0].copy()
for column in blend.columns:
    # What most say; of those that tie, what the better solution says.
    said = zip(*(p[column] for w, p in zip(weights, predictions) for _ in range(w)))
    blend[column] = [max(row, key=row.count) for row in said]
return blend`
};

/** Where the members say what they predict for their folds, the blend does, too. */
function outOfFoldLines({ members, how, key }: IBlended): string {
  if (!members.every(({ writing }) => writing!.code.includes('oof.csv'))) {
    return '';
  }
  const names = members.map(({ id }) => JSON.stringify(`oof-${id}.csv`));
  return `
# What they predict together for the folds, where those are given
left = [Path(name) for name in [${names.join(', ')}]]
if all(path.exists() for path in left):
    oof = [${readCsv('path', how)}.set_index("row") for path in left]
    # Names of rows are no predictions
    oof = [p.drop(columns=[${JSON.stringify(key)}], errors="ignore") for p in oof]
    rows = pd.concat(oof, axis=1, join="inner").index
    together([p.loc[rows] for p in oof]).to_csv("oof.csv")
for path in filter(Path.exists, left):
    path.unlink()

`;
}

/** What reads a file of predictions: labels as they are written. */
function readCsv(path: string, how: BlendHow): string {
  const asText = how === 'vote' ? ', dtype=str, keep_default_na=False' : '';
  return `pd.read_csv(${path}${asText})`;
}

function memberFunction({ id, writing }: Solution, body: string): string {
  const title = writing!.title.replace(/\s+/g, ' ').trim();
  return `# Solution ${id}: ${title}\ndef member_${id}():\n${indented(body)}`;
}

/** A script as plain Python without marks of cells, its wildcard imports left out of it. */
function plainCode({ writing }: Solution): string {
  const code = writing!.code.replace(/\r\n?/g, '\n');
  const python = withoutNotebookLines(code, notebookLines(code));
  return python.replace(/^# ?%%/gm, '#').trimEnd();
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
