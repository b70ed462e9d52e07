import type { Contents } from '@jupyterlab/services';
import { z } from 'zod';
import { ExecutedCell } from '../search/solution';
import { type ICheckedNode, OrderCheck } from './checkOrder';
import { RunFile } from './folder';
import { JournalEntry } from './journal';
import { unseal } from './seal';
import { COPY } from './segmentCopy';
import { list, readText } from './storage';

/** The files of one run; paths are relative to its folder. */
export interface IRunFiles {
  /** The names of what lies in a folder; none where there is no such folder. */
  list(folder: string): Promise<string[]>;
  /** A file's text as UTF-8, `null` where there is none. */
  read(path: string): Promise<string | null>;
}

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

/** A run's files through Jupyter's Contents API. @param run - its folder. */
export function contentsFiles(
  contents: Contents.IManager,
  run: string
): IRunFiles {
  return {
    list: async folder =>
      ((await list(contents, `${run}/${folder}`)) ?? []).map(
        ({ name }) => name
      ),
    read: path => readText(contents, `${run}/${path}`)
  };
}

/**
 * Check a run's folder: its files, every line of its journal, and that they
 * agree with one another. Changes nothing. A run that somebody is driving may
 * be between two files; at rest it is sound or not.
 */
export async function checkRun(files: IRunFiles): Promise<IRunCheck> {
  const problems: string[] = [];
  const notes: string[] = [];
  const file = await checkRunFile(files, problems);
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
  problems: string[]
): Promise<RunFile | null> {
  const text = await files.read('run.json');
  if (text === null) {
    problems.push('There is no run.json, so this is not the folder of a run.');
    return null;
  }
  const value = parseJson(text);
  const version = z.looseObject({ version: z.number() }).safeParse(value);
  if (version.success && version.data.version > 1) {
    problems.push(
      `run.json has the version ${version.data.version}, which a newer jupyterlab-aide wrote. Check it with that one.`
    );
    return null;
  }
  const file = RunFile.safeParse(value);
  if (!file.success) {
    problems.push('run.json is damaged.');
    return null;
  }
  return file.data;
}

/** Read every segment in its order. @returns how many events there are. */
async function checkJournal(
  files: IRunFiles,
  order: OrderCheck,
  problems: string[],
  notes: string[]
): Promise<number> {
  const names = (await files.list('journal')).filter(
    name => !name.startsWith('.') && name !== COPY
  );
  const numbers = names
    .map(name => Number(/^(\d{4,})\.jsonl$/.exec(name)?.[1] ?? NaN))
    .filter(Number.isInteger)
    .sort((a, b) => a - b);
  const alien = (name: string) => !/^\d{4,}\.jsonl$|^last\.copy$/.test(name);
  for (const name of names.filter(alien)) {
    problems.push(`journal/${name} does not belong there.`);
  }
  const last = numbers.at(-1) ?? 0;
  const seen = new Map<string, string>();
  let elapsed = 0;
  let events = 0;
  for (let number = 1; number <= last; number++) {
    const path = `journal/${String(number).padStart(4, '0')}.jsonl`;
    if (!numbers.includes(number)) {
      problems.push(`${path} is missing.`);
      // Up to the next one that is there.
      number = numbers.find(each => each > number)! - 1;
      continue;
    }
    let text = (await files.read(path)) ?? '';
    if (number === last && !isSound(text)) {
      const copy = await copyOf(files, number);
      if (copy !== null && isSound(copy)) {
        notes.push(
          `A save of ${path} was cut off; last.copy stands in for it.`
        );
        text = copy;
      }
    }
    const lines = text.split('\n');
    // Every line ends with a newline, so what follows the last one is torn.
    if (lines.pop() !== '') {
      notes.push(`The last line of ${path} was cut off; it does not count.`);
    }
    for (const [index, line] of lines.entries()) {
      const where = `${path}, line ${index + 1}`;
      const entry = JournalEntry.safeParse(parseJson(line, unseal));
      if (!entry.success) {
        problems.push(`${where} is damaged.`);
        continue;
      }
      const before = seen.get(line);
      if (before !== undefined) {
        problems.push(`${where} is the same as ${before}.`);
      }
      seen.set(line, where);
      if (Number.isNaN(Date.parse(entry.data.time))) {
        problems.push(`${where} has no time.`);
      }
      if (entry.data.elapsed < elapsed) {
        problems.push(
          `${where} says that the run had worked ${entry.data.elapsed} s, less than the ${elapsed} s before it.`
        );
      }
      elapsed = Math.max(elapsed, entry.data.elapsed);
      events += 1;
      order.take(entry.data.event, where);
    }
  }
  return events;
}

/** Whether a segment is whole, line by line. */
function isSound(text: string): boolean {
  const lines = text.split('\n');
  return (
    lines.pop() === '' &&
    lines.every(line => JournalEntry.safeParse(parseJson(line, unseal)).success)
  );
}

/** What the last segment held before its last save; `null` where nobody knows. */
async function copyOf(
  files: IRunFiles,
  segment: number
): Promise<string | null> {
  const text = await files.read('journal/last.copy');
  const end = text?.indexOf('\n') ?? -1;
  const head = z
    .object({ segment: z.literal(segment) })
    .safeParse(parseJson(text?.slice(0, end) ?? ''));
  return head.success ? text!.slice(end + 1) : null;
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
  const queue = [...nodes.values()].filter(node => node.execution !== null);
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

function parseJson(
  text: string,
  parse: (text: string) => unknown = JSON.parse
): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
