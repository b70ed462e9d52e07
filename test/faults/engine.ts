import { type ChildProcess, fork } from 'node:child_process';
import { resolve } from 'node:path';
import type { Solution } from '../../src/solution/solution';
import type { Order, Word } from './messages';
import { MARK, pause, signal } from './processes';

/** Where an engine finds its server. */
export interface IAccess {
  url: string;
  token: string;
  mark: string;
}

/** What whoever holds an engine is told. */
export interface IWatcher {
  /** A solution is kept as this says. */
  onKept(solution: Solution): void;
  /** It was as this says when the run was opened. */
  onFound(solution: Solution): void;
  /** The engine ended although nobody asked it to. */
  onCrash(why: string): void;
}

/** One driver process, as its parent sees it. */
export class Engine {
  constructor(access: IAccess, watcher: IWatcher) {
    this._process = fork(resolve(process.env.AIDE_FAULTS_DRIVER!), {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: {
        PATH: process.env.PATH,
        [MARK]: access.mark,
        AIDE_FAULTS_URL: access.url,
        AIDE_FAULTS_TOKEN: access.token
      }
    });
    let said = '';
    this._process.stderr!.on('data', piece => (said += piece));
    this._process.on('message', (word: Word) => {
      switch (word.is) {
        case 'open':
          this.path = word.path;
          break;
        case 'kept':
          watcher.onKept(word.solution);
          break;
        case 'found':
          watcher.onFound(word.solution);
          break;
        case 'status':
          this.status = word;
          break;
        case 'driven':
          this.isDriven = true;
          break;
        case 'refused':
          this.refusal = word.message;
      }
    });
    this._process.on('exit', (code, name) => {
      this.hasEnded = true;
      if (!this._isEnding) {
        watcher.onCrash(`${code ?? name}: ${said.slice(0, 1500)}`);
      }
    });
  }

  hasEnded = false;
  /** The run's folder, once it is open. */
  path: string | null = null;
  status: Extract<Word, { is: 'status' }> | null = null;
  /** Whether it found somebody else driving. */
  isDriven = false;
  /** Why the last order was not followed. */
  refusal: string | null = null;

  get pid(): number {
    return this._process.pid!;
  }

  tell(order: Order): void {
    this.refusal = null;
    this.isDriven = false;
    if (this._process.connected) {
      this._process.send(order, () => undefined);
    }
  }

  /** End it at once, in the midst of whatever it does. */
  async kill(): Promise<void> {
    this._isEnding = true;
    signal(this.pid, 'SIGKILL');
    while (!this.hasEnded) {
      await pause(5);
    }
  }

  private readonly _process: ChildProcess;
  private _isEnding = false;
}
