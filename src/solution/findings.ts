import { Forest } from '../base/forest';
import type { Submission } from '../task/handedIn';
import type { Probe } from '../task/probe';
import type { Rerun, Verification } from '../task/verification';
import type { TreeEvent } from './events';
import type { Solution } from './solution';

/** Solutions, and what was found out of them beside their scores. */
export class Findings extends Forest<Solution> {
  /** The latest verification of the best, finished or not. */
  get verification(): Verification | null {
    return this._verification;
  }

  /** What was run once more in the search, before any verification. */
  get passes(): readonly Rerun[] {
    return this._passes;
  }

  /** What was last made to be handed in, whatever the pick is now. */
  get submission(): Submission | null {
    return this._submission;
  }

  /** Whether a score holds for rows that are not drawn at random; `null` before it is known. */
  get probe(): Probe | null {
    return this._probe;
  }

  /** @throws Error - a solution is named that is not there. */
  protected _find(
    event: Extract<TreeEvent, { type: 'verify' | 'submit' | 'probe' | 'pass' }>
  ): void {
    switch (event.type) {
      case 'verify':
        event.verification.leaders.forEach(id => this.get(id));
        this._verification = event.verification;
        break;
      case 'submit':
        this.get(event.submission.id);
        this._submission = event.submission;
        break;
      case 'pass':
        this.get(event.id);
        this._passes.push(event.rerun);
        break;
      case 'probe':
        this.get(event.probe.id);
        this._probe = event.probe;
        break;
    }
  }

  private readonly _passes: Rerun[] = [];
  private _verification: Verification | null = null;
  private _submission: Submission | null = null;
  private _probe: Probe | null = null;
}
