import { z } from 'zod';
import { learningFromAll } from '../../coder/recipes/sample';
import { canPredict } from '../../coder/reply/contract';
import type { SolutionTree } from '../../search/tree';
import { isSettled, type Solution } from '../../solution/solution';
import { ExecutedCell } from '../../task/execution';
import { handingInAs } from '../../task/handedIn';
import { scoresOf } from '../account/scores';
import { parseJson } from '../folder/parse';
import { type IFiles, list, readText } from '../folder/storage';

/** Files read at once. */
const readers = 8;

/** What ran has its cells, and they are those of its script; else a sentence for each. */
export async function checkOutputs(
  contents: IFiles,
  run: string,
  tree: SolutionTree
): Promise<string[]> {
  const found: string[] = [];
  // The search goes on while cells are being written, until a solution settles.
  const queue = [...tree.solutions].filter(
    ({ execution, state }) =>
      execution !== null && (state === 'good' || state === 'buggy')
  );
  await Promise.all(
    Array.from({ length: readers }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const path = `outputs/${next.id}.json`;
        const text = await readText(contents, `${run}/${path}`);
        const problem = cellsProblem(next, path, text);
        if (problem !== null) {
          found.push(problem);
        }
      }
    })
  );
  return found.sort();
}

function cellsProblem(
  { id, writing }: Solution,
  path: string,
  text: string | null
): string | null {
  if (text === null) {
    return `Solution ${id} ran, but ${path} is missing.`;
  }
  const cells = z.array(ExecutedCell).safeParse(parseJson(text));
  if (!cells.success) {
    return `${path} is damaged.`;
  }
  const ran = cells.data.map(cell => cell.source).join('\n');
  return `${statements(ran)}\n`.startsWith(
    `${statements(writing?.code ?? '')}\n`
  )
    ? null
    : `${path} holds another script than solution ${id}.`;
}

/** A script without its comments, cell markers and blank lines. */
function statements(code: string): string {
  return code
    .split(/\r\n?|\n/)
    .map(line => line.trimEnd())
    .filter(line => !/^\s*(#|$)/.test(line))
    .join('\n');
}

/** Whether best.py and best.ipynb hold a solution that counts, with its score. */
export async function checkBest(
  contents: IFiles,
  run: string,
  tree: SolutionTree
): Promise<string[]> {
  const script = await readText(contents, `${run}/best.py`);
  const notebook = await readText(contents, `${run}/best.ipynb`);
  if (script === null || notebook === null) {
    const isDue = tree.direction !== null && tree.good.ranked.some(isSettled);
    const missing = script === null ? 'best.py' : 'best.ipynb';
    return isDue ? [`There is a good solution, but no ${missing}.`] : [];
  }
  const problems: string[] = [];
  const id = /^# Solution (\d{4,}) of the run /.exec(script)?.[1];
  const score = /^# (?:Score \(.*\)|validation_metric): (\S+)/m.exec(
    script
  )?.[1];
  const best = id !== undefined && tree.has(id) ? tree.get(id) : null;
  if (best?.state !== 'good') {
    problems.push('best.py holds no solution that counts.');
  } else if (!scoresOf(tree, best).some(({ value }) => shows(score, value))) {
    problems.push(
      `best.py gives solution ${id} the score ${score}; the journal says ${best.evaluation!.score}.`
    );
  } else if (!isWhole(script, best.writing!.code, tree)) {
    problems.push('best.py is cut off.');
  }
  const content = z
    .looseObject({
      cells: z.array(z.unknown()),
      metadata: z.looseObject({ aide: z.looseObject({ solution: z.string() }) })
    })
    .safeParse(parseJson(notebook));
  if (!content.success) {
    problems.push('best.ipynb is damaged.');
  } else if (content.data.metadata.aide.solution !== id) {
    problems.push('best.py and best.ipynb hold different solutions.');
  }
  return problems;
}

/** Whether a text is what a score comes to with so many digits. */
function shows(text: string | undefined, score: number): boolean {
  const digits = text?.replace(/e.*|\D/g, '').replace(/^0+/, '').length ?? 0;
  return (
    text !== undefined &&
    Number(text) === Number(score.toPrecision(Math.max(1, digits)))
  );
}

/** What every version began and ended it with that a script predicts later rows. */
const BEFORE =
  /import argparse\n[^]*?\n {4}parser\.error\(f'there is no file \{cli\.predict\}'\)\n/;
const AFTER = '\n# %%\n# Rows that came later';
const END = "print(f'{out} has predictions for {len(rows):,} rows')";

/**
 * Whether a script is there to its end. Where it reads `./input` may differ, and so may what
 * makes it predict later rows, which each version wrote in its way.
 */
function isWhole(
  script: string,
  code: string,
  { submission }: SolutionTree
): boolean {
  const whole = statements(handingInAs(learningFromAll(code), submission));
  const at = canPredict(code) ? script.lastIndexOf(AFTER) : -1;
  const own = at < 0 ? script : script.slice(0, at).replace(BEFORE, '');
  const count = (text: string) => text.split('\n').length;
  return (
    statements(own).endsWith(whole.split('input').at(-1)!) &&
    count(statements(own)) === count(whole) &&
    (at < 0 || script.trimEnd().endsWith(END))
  );
}

/** What lies in the run's folders and should not; a sentence for each. */
export async function checkFolders(
  contents: IFiles,
  run: string,
  tree: SolutionTree | null
): Promise<string[]> {
  const problems: string[] = [];
  for (const folder of ['', 'journal', 'outputs', 'work']) {
    const there = await list(contents, folder ? `${run}/${folder}` : run);
    for (const { name } of there ?? []) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const id = /^(\d{4,})(?:\.json)?$/.exec(name)?.[1];
      if (folder === 'work' || folder === 'outputs') {
        if (id !== undefined && tree !== null && !tree.has(id)) {
          problems.push(
            `${path} is there, but the journal knows no solution ${id}.`
          );
        }
      }
      // What Jupyter puts beside a file while it writes it.
      if (
        folder !== 'work' &&
        (name.startsWith('.~') || name.endsWith('.invalid'))
      ) {
        problems.push(`A write was cut off and left ${path} behind.`);
      } else if (folder === 'journal' && !KEPT.test(name)) {
        problems.push(`${path} does not belong there.`);
      }
    }
  }
  return problems;
}

/** Segments and their copy, what was kept aside of either, and what is hidden. */
const KEPT = /^(\d{4,}(-Copy\d+)?\.jsonl|last(-Copy\d+)?\.copy|\..*)$/;
