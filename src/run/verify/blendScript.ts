import type { Solution } from '../../solution/solution';
import {
  notebookLines,
  withoutNotebookLines
} from '../../syntax/notebookLines';
import { noUsage } from '../../task/usage';
import { canPredict } from '../../coder/reply/contract';
import type { Writing } from '../../task/writing';
import {
  memberFunction,
  outOfFoldLines,
  readCsv,
  togetherLines,
  WORDS,
  type IBlended,
  listOf
} from './blendLines';
import { recipesTogether } from './blendRecipes';

/**
 * A blend as one script that reads top to bottom: what its members agree in once, a
 * function for each of them, and in the end their weights.
 */

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

/** Any scripts: each writes its predictions, and they are taken from there. */
function scriptsTogether(blended: IBlended): string[] {
  const { members, how, keys } = blended;
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
    ids = [name for name in ${listOf(keys)} if name in left]
    return left.set_index(ids) if ids else left, predict`,
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
${canAll ? predictLines(keys) : ''}blend = together([p.loc[predictions[0].index] for p in predictions])
blend.to_csv("submission.csv", index=blend.index.names != [None])
${outOfFoldLines(blended)}print(f"Blended {len(predictions)} solutions, {len(blend)} rows.")`
  ];
}

/** The function that predicts as all members do together, in whatever form each of them says it. */
function predictLines(keys: readonly string[]): string {
  return `

def predict(table):
    """What is handed in for rows with the columns of the test table."""
    said = [pd.DataFrame(member(table)).reset_index(drop=True) for member in members]
    ids = said[0].columns.intersection(${listOf(keys)})
    own = [p.drop(columns=ids, errors="ignore") for p in said]
    names = own[0].columns
    own = [p[names] if set(p) == set(names) else p.set_axis(names, axis=1) for p in own]
    return said[0][ids].join(together(own))


`;
}

/** A script as plain Python without marks of cells, its wildcard imports left out of it. */
function plainCode({ writing }: Solution): string {
  const code = writing!.code.replace(/\r\n?/g, '\n');
  const python = withoutNotebookLines(code, notebookLines(code));
  return python.replace(/^# ?%%/gm, '#').trimEnd();
}
