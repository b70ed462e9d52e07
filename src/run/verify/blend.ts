import type { Solution } from '../../solution/solution';
import { isBetter } from '../../task/scores';
import type { Direction } from '../../task/task';
import { noUsage } from '../../task/usage';
import type { Writing } from '../../task/writing';

/**
 * A blend: the mean of what several solutions predict. Members are chosen by the
 * predictions that they left behind, so it costs no model call; its script runs
 * the members' own code.
 */

/** How predictions become one: their mean, the mean of their ranks, or a vote. */
export type BlendHow = 'mean' | 'rank' | 'vote';

/** Members, best first, and what their blend scores. */
export interface IBlend {
  members: readonly string[];
  how: BlendHow;
  score: number;
}

/**
 * How predictions for a metric can be blended.
 *
 * @param metric - by the scorer's name: `rmse`, `roc_auc`, `f1_macro`.
 */
export function waysToBlend(metric: string): BlendHow[] {
  if (
    /^(balanced_)?accuracy$|^f1|^precision$|^recall$|kappa|^matthews/.test(
      metric
    )
  ) {
    return ['vote'];
  }
  return /^(roc_auc|average_precision|gini|spearman_correlation)$/.test(metric)
    ? ['mean', 'rank']
    : ['mean'];
}

/** How a blend is searched for. */
export interface IChooseOptions {
  direction: Direction;
  ways: readonly BlendHow[];
  /** Members at most. */
  most: number;
  /** Scores a blend; `null` where it cannot be scored. */
  score: (ids: readonly string[], how: BlendHow) => Promise<number | null>;
}

/**
 * Choose members greedily: begin with the best, and take in whichever of the
 * others makes the blend best, as long as one makes it better.
 *
 * @param leaders - good solutions, best first.
 * @returns `null` where no blend is better than the best alone.
 */
export async function chooseBlend(
  leaders: readonly Solution[],
  { direction, ways, most, score }: IChooseOptions
): Promise<IBlend | null> {
  const [first] = leaders;
  const alone = first?.evaluation?.score ?? null;
  if (alone === null) {
    return null;
  }
  let chosen: IBlend | null = null;
  for (const how of ways) {
    let members: readonly string[] = [first.id];
    let best = alone;
    while (members.length < most) {
      let next: string[] | null = null;
      for (const { id } of leaders) {
        if (members.includes(id)) {
          continue;
        }
        const tried = [...members, id];
        const value = await score(tried, how);
        if (value !== null && isBetter(value, best, direction)) {
          best = value;
          next = tried;
        }
      }
      if (next === null) {
        break;
      }
      members = next;
    }
    if (
      members.length > 1 &&
      (chosen === null || isBetter(best, chosen.score, direction))
    ) {
      chosen = { members, how, score: best };
    }
  }
  return chosen;
}

const WORDS: Record<BlendHow, string> = {
  mean: 'the mean of their predictions is taken',
  rank: 'the mean of the ranks of their predictions is taken',
  vote: 'what most of them predict is taken'
};

const COMBINE: Record<BlendHow, string> = {
  mean: 'blend[columns] = sum(p[columns] for p in predictions) / len(predictions)',
  rank: 'blend[columns] = sum(p[columns].rank(pct=True) for p in predictions) / len(predictions)',
  vote: `for column in columns:
    # What most say; of those that tie, what the better solution says.
    votes = zip(*(p[column] for p in predictions))
    blend[column] = [max(row, key=row.count) for row in votes]`
};

/**
 * A blend as a script: every member's code in a namespace of its own, one after
 * another, then their submissions in one.
 *
 * @param members - best first; each has code and writes `submission.csv`.
 * @param key - the column of `submission.csv` that names the rows.
 */
export function writeBlend(
  members: readonly Solution[],
  how: BlendHow,
  key: string
): Writing {
  const cells = [
    `import contextlib
import io
import os

import pandas as pd

predictions = []


def run_member(name, code):
    """Run a solution in a namespace of its own and keep what it predicts."""
    # A submission from before stays until the blend's own is there.
    before = "submission.csv.before"
    if os.path.exists("submission.csv"):
        os.replace("submission.csv", before)
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            exec(compile(code, f"solution {name}", "exec"), {"__name__": "__main__"})
        os.replace("submission.csv", f"submission-{name}.csv")
    finally:
        if os.path.exists(before):
            os.replace(before, "submission.csv")
    # What a member reports of itself is not the score of the blend.
    print(said.getvalue().replace("validation_metric:", f"validation_metric of {name}:"))
    predictions.append(pd.read_csv(f"submission-{name}.csv").set_index(${JSON.stringify(key)}))`,
    ...members.map(
      ({ id, writing }) =>
        `# Solution ${id}: ${oneLine(writing!.title)}\nrun_member("${id}", ${pythonText(withoutMarkers(writing!.code))})`
    ),
    `# ${capital(WORDS[how])}.
blend = predictions[0].copy()
predictions = [p.loc[blend.index] for p in predictions]
columns = list(blend.columns)
${COMBINE[how]}
blend.reset_index().to_csv("submission.csv", index=False)
print(f"Blended {len(predictions)} solutions, {len(blend)} rows.")`
  ];
  const names = members.map(({ id }) => id);
  return {
    title: `blend of ${names.join(', ')}`,
    plan: `The predictions of ${names.length} solutions together: ${WORDS[how]}. Its script runs the code of each of them.`,
    code: cells.map(cell => `# %%\n${cell}\n`).join('\n'),
    usage: noUsage
  };
}

/** The code of a member is one text: its cells are not the blend's. */
function withoutMarkers(code: string): string {
  return code.replace(/^# ?%%/gm, '#').replace(/\r\n?/g, '\n');
}

/** A text as a Python literal that can be read. */
function pythonText(text: string): string {
  const lines = `\n${text.trimEnd()}\n`;
  return lines.includes("'''")
    ? `'''${lines.replace(/\\/g, '\\\\').replace(/'''/g, "\\'\\'\\'")}'''`
    : `r'''${lines}'''`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
