import { Token } from '@lumino/coreutils';
import type { ISignal } from '@lumino/signaling';
import type { RunView } from './model/runView';
import type { Session } from './model/session';

/** AIDE in this window: a session for each notebook. */
export interface IAide {
  /** The session of the notebook in front; `null` where there is none. */
  readonly session: Session | null;
  /** Another session is in front, or the one in front changed. */
  readonly changed: ISignal<IAide, void>;
  /** A run came to its end by itself, be it shown or not. */
  readonly finished: ISignal<IAide, { session: Session; view: RunView }>;
  /** A run paused because something outside it needs a person. */
  readonly held: ISignal<IAide, { session: Session; view: RunView }>;
  /** The session of a notebook that was opened in this window, by its path. */
  find(path: string): Session | null;
  /** The person's settings, as the setting registry has them now. */
  settings(): Record<string, unknown>;
}

/** The token of {@link IAide}. */
export const IAide = new Token<IAide>(
  'jupyterlab-aide:IAide',
  'The runs of AIDE in this window: the session of the notebook in front, its run, and what is selected in it.'
);
