import { type ISignal, Signal } from '@lumino/signaling';
import type { IQuestion } from '../../run/host';

/** The scripts of this window's runs that wait for a person's word. */
export class Questions {
  /** Something is asked, or answered; with the question where it is a new one. */
  get changed(): ISignal<Questions, IQuestion | null> {
    return this._changed;
  }

  /** What a run asks, the oldest first. @param run - its folder. */
  of(run: string): readonly IQuestion[] {
    return [...this._open.keys()].filter(question => question.run === run);
  }

  /** Wait for an answer. */
  ask(question: IQuestion): Promise<boolean> {
    return new Promise(resolve => {
      this._open.set(question, resolve);
      question.signal.addEventListener(
        'abort',
        () => this.answer(question, false),
        { once: true }
      );
      this._changed.emit(question);
    });
  }

  /** Answer: true lets the script run, false skips it. */
  answer(question: IQuestion, isLetRun: boolean): void {
    const resolve = this._open.get(question);
    if (this._open.delete(question)) {
      resolve?.(isLetRun);
      this._changed.emit(null);
    }
  }

  private readonly _open = new Map<IQuestion, (isLetRun: boolean) => void>();
  private readonly _changed = new Signal<this, IQuestion | null>(this);
}
