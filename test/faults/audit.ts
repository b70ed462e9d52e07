import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Solution } from '../../src/solution/solution';
import type { IReply } from './model';
import type { ICut } from './world';

/**
 * What a run's folder holds, read without any of the product's own code.
 */
export interface IFindings {
  /** What was kept and is not there as it was, in words. */
  lost: string[];
  /** What is there twice. */
  duplicates: string[];
  /** Files and lines that were not written to their end. */
  torn: string[];
}

interface IEvent {
  type: string;
  id?: string;
  step?: number;
  writing?: { title: string; usage: { calls: number } };
  execution?: object;
  evaluation?: { analysis: string; usage: { calls: number } };
  usage?: { calls: number };
  final?: boolean;
}

/** Milliseconds from the end of a reply until it is surely in the journal. */
const KEPT_WITHIN = 3000;
/** Milliseconds that a request may take through a busy server, whoever sent it being gone. */
const ON_ITS_WAY = 2000;

/**
 * Compare a run's folder with what watchers were told of it.
 *
 * @param kept - the solutions as they were told last.
 */
export function audit(folder: string, kept: Iterable<Solution>): IFindings {
  const { events, torn } = readEvents(folder);
  const lost: string[] = [];
  for (const solution of kept) {
    const own = events.filter(({ id }) => id === solution.id);
    const last = (type: string) =>
      own.filter(each => each.type === type).at(-1);
    const compare = (what: string, told: unknown, there: unknown) => {
      if (told && !isDeepStrictEqual(told, there)) {
        lost.push(`${what} of ${solution.id}`);
      }
    };
    const { stage, parent, step } = solution;
    const select = last('select') as (IEvent & Partial<Solution>) | undefined;
    compare(
      'choice',
      { stage, parent, step },
      select && {
        stage: select.stage,
        parent: select.parent,
        step: select.step
      }
    );
    compare('reply', plain(solution.writing), last('write')?.writing);
    compare('result', plain(solution.execution), last('execute')?.execution);
    if (solution.state === 'good' || solution.state === 'buggy') {
      const evaluated = last('evaluate');
      compare('score', plain(solution.evaluation), evaluated?.evaluation);
      compare('end', true, evaluated?.final);
    }
  }
  return { lost, duplicates: twice(events), torn };
}

/**
 * Replies that were sent whole and are nowhere: neither in the journal, nor cut
 * off on their way by what was done to the engine, nor of no use and counted.
 */
export function unused(
  folder: string,
  replies: readonly IReply[],
  cuts: readonly ICut[]
): string[] {
  const { events, text } = readEvents(folder);
  const there = new Set(text.match(/reply-\d+/g));
  let calls = 0;
  for (const { type, writing, evaluation, usage, final } of events) {
    if (type !== 'evaluate' || final) {
      calls += (writing ?? evaluation ?? { usage }).usage?.calls ?? 0;
    }
  }
  const missing = replies.filter(
    ({ mark, asked, sent }) =>
      !(mark !== null && there.has(mark)) &&
      !cuts.some(
        ({ from, to }) => asked <= to + ON_ITS_WAY && sent >= from - KEPT_WITHIN
      )
  );
  const named = missing.flatMap(({ mark }) => mark ?? []);
  // What was of no use was asked for again, and the count of calls says so.
  const useless = missing.length - named.length;
  return useless > calls - there.size
    ? [...named, `${useless} replies without use`]
    : named;
}

/** What cannot be read to its end among the files that hold something whole. */
export function halfWritten(folder: string): string[] {
  const outputs = join(folder, 'outputs');
  const files = [
    'run.json',
    'best.ipynb',
    ...readdirSync(outputs)
      .filter(name => /^\d+\.json$/.test(name))
      .map(name => join('outputs', name))
  ];
  return files.filter(name => {
    const path = join(folder, name);
    if (!existsSync(path)) {
      return false;
    }
    try {
      JSON.parse(readFileSync(path, 'utf8'));
      return false;
    } catch {
      return true;
    }
  });
}

/** The lines of a run's journal that end with a newline. */
export function journalLines(folder: string): string[] {
  return segments(folder).flatMap(({ text }) => text.split('\n').slice(0, -1));
}

function segments(folder: string): { name: string; text: string }[] {
  const journal = join(folder, 'journal');
  return readdirSync(journal)
    .filter(name => /^\d+\.jsonl$/.test(name))
    .sort()
    .map(name => ({ name, text: readFileSync(join(journal, name), 'utf8') }));
}

function readEvents(folder: string): {
  events: IEvent[];
  torn: string[];
  text: string;
} {
  const torn: string[] = [];
  const events: IEvent[] = [];
  let text = '';
  for (const { name, text: content } of segments(folder)) {
    text += content;
    const lines = content.split('\n');
    if (lines.pop() !== '') {
      torn.push(`${name}: its end`);
    }
    lines.forEach((line, i) => {
      try {
        events.push(JSON.parse(line).event);
      } catch {
        torn.push(`${name}: line ${i + 1}`);
      }
    });
  }
  return { events, torn, text };
}

/** What no solution may have two of. */
function twice(events: readonly IEvent[]): string[] {
  const seen = new Set<string>();
  return events.flatMap(({ type, id, final }) => {
    if (type === 'run' || (type === 'evaluate' && !final)) {
      return [];
    }
    const key = type === 'direction' ? type : `${type} of ${id}`;
    if (seen.has(key)) {
      return [key];
    }
    seen.add(key);
    return [];
  });
}

/** A value as JSON gives it back. */
function plain(value: unknown): unknown {
  return value && JSON.parse(JSON.stringify(value));
}
