import { z } from 'zod';
import { ExecutedCell } from '../../task/execution';
import { parseJson } from '../folder/parse';
import { COPY, type RunFile, readRunFile } from '../folder/runFile';
import type { IRunFiles } from './checkFiles';
import { checkJournal } from './checkJournal';
import { type ICheckedNode, OrderCheck } from './checkOrder';

export { contentsFiles, type IRunFiles } from './checkFiles';

/** What was found in a run's folder. */
export interface IRunCheck {
  /** A sentence for everything that is wrong. */
  problems: string[];
  /**
   * A sentence for what is odd but cost nothing: a line cut off by a crash,
   * whose work was not acknowledged yet.
   */
  notes: string[];
  /** How many solutions the journal begins. */
  nodes: number;
  /** How many events it holds. */
  events: number;
}

/**
 * Check a run's folder: its files, every line of its journal, and that they
 * agree with one another. Changes nothing. A run that somebody is driving may
 * be between two files; at rest it is sound or not.
 */
export async function checkRun(files: IRunFiles): Promise<IRunCheck> {
  const problems: string[] = [];
  const notes: string[] = [];
  const file = await checkRunFile(files, problems, notes);
  const order = new OrderCheck();
  order.direction = file?.config.direction ?? null;
  const events =
    file === null ? 0 : await checkJournal(files, order, problems, notes);
  problems.push(...order.problems);
  if (file !== null) {
    await checkOutputs(files, order.nodes, problems);
    await checkBest(files, order, problems);
  }
  await checkLeftovers(files, problems);
  return { problems, notes, nodes: order.nodes.size, events };
}

async function checkRunFile(
  files: IRunFiles,
  problems: string[],
  notes: string[]
): Promise<RunFile | null> {
  const content = await readRunFile(files.read);
  switch (content.state) {
    case 'whole':
      return content.file;
    case 'copied':
      notes.push(`run.json was cut off; ${COPY} stands in for it.`);
      return content.file;
    case 'missing':
      problems.push(
        'There is no run.json, so this is not the folder of a run.'
      );
      return null;
    case 'newer':
      problems.push(
        `run.json has the version ${content.version}, which a newer jupyterlab-aide wrote. Check it with that one.`
      );
      return null;
    case 'damaged':
      problems.push('run.json is damaged.');
      return null;
  }
}

/** Files read at once. */
const readers = 8;

/** What ran has its cells, and they are those of its script. */
async function checkOutputs(
  files: IRunFiles,
  nodes: ReadonlyMap<string, ICheckedNode>,
  problems: string[]
): Promise<void> {
  for (const folder of ['outputs', 'work']) {
    for (const name of await files.list(folder)) {
      const id = /^(\d{4,})(?:\.json)?$/.exec(name)?.[1];
      if (id !== undefined && !nodes.has(id)) {
        problems.push(
          `${folder}/${name} is there, but the journal knows no solution ${id}.`
        );
      }
    }
  }
  const found: string[] = [];
  // The search goes on while cells are being written, until a solution settles.
  const queue = [...nodes.values()].filter(
    node => node.execution !== null && node.at === 'evaluated'
  );
  await Promise.all(
    Array.from({ length: readers }, async () => {
      for (let node = queue.shift(); node; node = queue.shift()) {
        const problem = await checkCells(files, node);
        if (problem !== null) {
          found.push(problem);
        }
      }
    })
  );
  problems.push(...found.sort());
}

async function checkCells(
  files: IRunFiles,
  { id, code }: ICheckedNode
): Promise<string | null> {
  const path = `outputs/${id}.json`;
  const text = await files.read(path);
  if (text === null) {
    return `Solution ${id} ran, but ${path} is missing.`;
  }
  const cells = z.array(ExecutedCell).safeParse(parseJson(text));
  if (!cells.success) {
    return `${path} is damaged.`;
  }
  const ran = cells.data.map(cell => cell.source).join('\n');
  return `${statements(ran)}\n`.startsWith(`${statements(code ?? '')}\n`)
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

/** best.py and best.ipynb hold a solution that counts, with its score. */
async function checkBest(
  files: IRunFiles,
  { nodes, direction }: OrderCheck,
  problems: string[]
): Promise<void> {
  const isDue =
    direction !== null && [...nodes.values()].some(node => node.good);
  const script = await files.read('best.py');
  const notebook = await files.read('best.ipynb');
  if (script === null || notebook === null) {
    if (isDue) {
      const missing = script === null ? 'best.py' : 'best.ipynb';
      problems.push(`There is a good solution, but no ${missing}.`);
    }
    return;
  }
  const id = /^# Solution (\d{4,}) of the run /.exec(script)?.[1];
  const score = /^# validation_metric: (\S+)/m.exec(script)?.[1];
  const node = nodes.get(id ?? '');
  if (!node?.good) {
    problems.push('best.py holds no solution that counts.');
  } else if (Number(score) !== node.score) {
    problems.push(
      `best.py gives solution ${id} the score ${score}; the journal says ${node.score}.`
    );
  } else if (!isWhole(script, node.code ?? '')) {
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
}

/** Whether a script is there to its end; where it reads `./input` may differ. */
function isWhole(script: string, code: string): boolean {
  const end = statements(code).split('input').at(-1)!;
  const count = (text: string) => statements(text).split('\n').length;
  return statements(script).endsWith(end) && count(script) === count(code);
}

/** What Jupyter puts beside a file while it writes it. */
async function checkLeftovers(
  files: IRunFiles,
  problems: string[]
): Promise<void> {
  for (const folder of ['', 'journal', 'outputs']) {
    for (const name of await files.list(folder)) {
      if (name.startsWith('.~') || name.endsWith('.invalid')) {
        const path = folder === '' ? name : `${folder}/${name}`;
        problems.push(`A write was cut off and left ${path} behind.`);
      }
    }
  }
}
