import type { WriteStream } from 'node:tty';
import type { IRun, IRunStatus } from '../run/interfaces';
import { scoreOf } from '../run/account/scores';
import { isSettled, type Solution } from '../solution/solution';
import { ScoreFormat } from '../task/scoreFormat';
import {
  crop,
  renderMessage,
  renderProbe,
  renderProgress,
  renderSolution,
  renderTree
} from './render';

/** Who shows a run while it goes on. */
export interface IScreen {
  /** Say something that stays. */
  say(line: string): void;
  /** Show no more; what is on the screen stays. */
  close(): void;
}

/**
 * The tree live where the output is a terminal, else a line for each change; so
 * too where questions come between.
 */
export function openScreen(run: IRun, out: WriteStream): IScreen {
  return out.isTTY &&
    process.env.TERM !== 'dumb' &&
    !run.config.askBeforeRunning
    ? new LiveScreen(run, out)
    : new PlainLines(run, out);
}

// Milliseconds between two frames at least, and at most: time goes on.
const fastest = 100;
const slowest = 1000;

/** Draws the tree over and over in the same place. */
class LiveScreen implements IScreen {
  constructor(
    private readonly _run: IRun,
    private readonly _out: WriteStream
  ) {
    // No cursor, and no wrapping: terminals differ in how wide some characters are, and
    // none must add a line.
    _out.write('\x1b[?25l\x1b[?7l');
    process.once('exit', this._restore);
    _run.solutionChanged.connect(this._schedule, this);
    _run.statusChanged.connect(this._schedule, this);
    this._draw();
  }

  say(line: string): void {
    this._out.write(`${this._toTop()}${line}\x1b[K\n`);
    this._drawn = 0;
    this._draw();
  }

  close(): void {
    this._run.solutionChanged.disconnect(this._schedule, this);
    this._run.statusChanged.disconnect(this._schedule, this);
    this._draw();
    clearTimeout(this._timer);
    process.off('exit', this._restore);
    this._restore();
  }

  private _schedule(): void {
    if (!this._isSoon) {
      this._isSoon = true;
      this._wake(fastest);
    }
  }

  private _wake(milliseconds: number): void {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => this._draw(), milliseconds);
  }

  private _draw(): void {
    // Where the terminal does not tell its size.
    const columns = this._out.columns || 80;
    const rows = this._out.rows || 24;
    const { tree, config, status } = this._run;
    const probe = renderProbe(tree);
    const lines = [
      ...renderTree(tree, {
        width: columns,
        // Below the tree come an empty line, progress, message and the cursor.
        height: Math.max(3, rows - 5 - (probe === '' ? 0 : 1)),
        color: this._out.hasColors()
      }),
      '',
      crop(renderProgress(tree, config.steps, status), columns),
      crop(renderMessage(status, Date.now()), columns),
      ...(probe === '' ? [] : [crop(probe, columns)])
    ];
    const text = lines.map(line => `${line}\x1b[K\n`).join('');
    this._out.write(`${this._toTop()}${text}\x1b[J`);
    this._drawn = lines.length;
    this._isSoon = false;
    this._wake(slowest);
  }

  /** What moves the cursor to where the frame begins. */
  private _toTop(): string {
    return `${this._drawn > 0 ? `\x1b[${this._drawn}A` : ''}\r`;
  }

  private readonly _restore = (): void => {
    this._out.write('\x1b[?25h\x1b[?7h');
  };
  private _drawn = 0;
  private _isSoon = false;
  private _timer: ReturnType<typeof setTimeout> | undefined;
}

/** Prints a line when a solution begins, runs and has its result. */
class PlainLines implements IScreen {
  constructor(
    private readonly _run: IRun,
    private readonly _out: NodeJS.WritableStream
  ) {
    _run.solutionChanged.connect(this._onSolution, this);
    _run.statusChanged.connect(this._onStatus, this);
    this._onStatus(_run, _run.status);
  }

  say(line: string): void {
    this._out.write(`${line}\n`);
  }

  close(): void {
    this._run.solutionChanged.disconnect(this._onSolution, this);
    this._run.statusChanged.disconnect(this._onStatus, this);
  }

  private _onSolution(_: IRun, solution: Solution): void {
    const { tree, config, status } = this._run;
    const { state } = solution;
    if (state === 'writing' || state === 'running' || isSettled(solution)) {
      const style = { width: Infinity, color: false };
      const score = scoreOf(tree, solution);
      if (score !== null) {
        this._format.add(score.value);
      }
      this.say(renderSolution(tree, solution, this._format, '', style));
    }
    if (isSettled(solution)) {
      this.say(renderProgress(tree, config.steps, status));
    }
  }

  private _onStatus(_: IRun, status: IRunStatus): void {
    const text = renderMessage(status, Date.now());
    // That time goes on is no news.
    const message = status.waiting?.reason ?? text;
    if (message !== '' && message !== this._message) {
      this.say(text);
    }
    this._message = message;
    const probe = renderProbe(this._run.tree);
    if (probe !== this._probe) {
      this.say(probe);
    }
    this._probe = probe;
  }

  private readonly _format = new ScoreFormat();
  private _message = '';
  private _probe = '';
}
