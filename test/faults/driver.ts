/**
 * An engine that drives one run, as a tab or the terminal does, and tells its
 * parent what its watchers are told. It may be killed at any moment.
 */
import { connectHost } from '../../src/headless/host';
import { trans as english } from '../../src/run/account/english';
import { newsText } from '../../src/run/account/newsText';
import { Driven } from '../../src/run/live/driven';
import { createRun, openRun } from '../../src/run/drive/run';
import type { RunModel } from '../../src/run/live/runModel';
import type { Order, Word } from './messages';

console.debug = console.log = console.warn = console.error = () => undefined;
// Nobody is left to tell.
process.on('disconnect', () => process.exit());

const say = (word: Word): void => void process.send!(word);
const { AIDE_FAULTS_URL: url, AIDE_FAULTS_TOKEN: token } = process.env;
const host = connectHost({ url: url!, token: token! });
let run: RunModel | null = null;

process.on('message', (order: Order) => {
  perform(order).catch((error: Error) =>
    say(
      error instanceof Driven
        ? { is: 'driven' }
        : { is: 'refused', message: error.message }
    )
  );
});

async function perform(order: Order): Promise<void> {
  switch (order.do) {
    case 'create':
      return watch(await createRun(await host, order.request, order.name));
    case 'open':
      return watch(await openRun(await host, order.path));
    case 'start':
      return run!.start({ take: order.take });
    case 'finish':
      return finish(run!);
    case 'jump':
      return jump(order.ms);
    case 'leave':
      process.exit();
  }
}

function watch(opened: RunModel): void {
  run = opened;
  run.solutionChanged.connect((_, solution) => say({ is: 'kept', solution }));
  run.statusChanged.connect(tell);
  for (const solution of run.tree.solutions) {
    say({ is: 'found', solution });
  }
  say({ is: 'open', path: run.path, notes: run.notes });
}

function tell(): void {
  const { phase, news, fault } = run!.status;
  const message = newsText(news, english) || (fault?.message ?? '');
  say({ is: 'status', phase, message, fault: fault?.kind ?? null });
}

/** Rest, then go on with no more than what is left and one solution more. */
async function finish(run: RunModel): Promise<void> {
  run.command({ do: 'pause' });
  const isAtRest = () => /paused|finished/.test(run.status.phase);
  await new Promise<void>(resolve => {
    const look = () => {
      if (isAtRest()) {
        run.statusChanged.disconnect(look);
        resolve();
      }
    };
    run.statusChanged.connect(look);
    look();
  });
  await run.command({ do: 'extend', steps: run.tree.size + 1 });
  await run.start();
}

/** The clock of the machine is set, as after a sleep or by a time server. */
function jump(ms: number): void {
  const Before = Date;
  globalThis.Date = class extends Before {
    constructor(...parts: []) {
      if (parts.length > 0) {
        super(...parts);
      } else {
        super(Before.now() + ms);
      }
    }
    static override now(): number {
      return Before.now() + ms;
    }
  } as DateConstructor;
}
