import { ExternalError } from '../../base/externalError';
import type { SearchNotice } from '../../search/interfaces';
import type { ISearchOutcome } from '../../search/search';
import type { TreeEvent } from '../../solution/events';
import type { News } from '../../task/news';
import type { Verification } from '../../task/verification';
import { RunLog } from '../folder/log';
import type { IRunStatus, RunPhase } from '../interfaces';
import type { RunModel } from '../live/runModel';
import { outstanding } from '../verify/evidence';

/** How a run that is driven here stands, told to whoever looks and kept in its log. */
export class Progress {
  constructor(
    private readonly _model: RunModel,
    private _phase: RunPhase
  ) {
    this._log = new RunLog(_model.folder);
  }

  get phase(): RunPhase {
    return this._phase;
  }

  get standing(): Pick<IRunStatus, 'phase' | 'news' | 'fault' | 'waiting'> {
    return {
      phase: this._phase,
      news: this._news,
      fault: this._fault,
      waiting: [...this._waiting.values()][0] ?? null
    };
  }

  /** Come to a phase, with what is told of it. */
  to(phase: RunPhase, news: readonly News[] = []): void {
    this._phase = phase;
    this.say(news);
  }

  /** Tell what goes on. */
  say(news: readonly News[]): void {
    this._news = news;
    this._model.changed();
  }

  /** Keep a sentence for those who look for what went wrong. */
  note(text: string): void {
    this._log.add(text);
  }

  /** Why it rested before is no trouble of now. */
  begin(): void {
    this._fault = null;
  }

  /** @param isLeft - whether somebody else goes on with the run. */
  rest(rest: ISearchOutcome, isLeft: boolean): void {
    this._waiting.clear();
    this._model.endStreams();
    this._fault = isLeft ? null : rest.fault;
    if (this._fault) {
      this.note(`Paused: ${this._fault.message}`);
    }
    this.to(
      rest.state === 'paused' || isLeft ? 'paused' : 'finished',
      isLeft ? [] : rest.news
    );
  }

  /** Take note of an event that the tree has taken in. Its status is told by the caller. */
  took(event: TreeEvent): void {
    if (event.type === 'verify' && this._phase === 'running') {
      this._news = verifying(event.verification);
    }
    if ('id' in event) {
      this._waiting.delete(event.id);
    }
    this._model.took(event);
  }

  /** Tell what the search says of a solution under way. */
  notice(notice: Exclude<SearchNotice, { type: 'tree' }>): void {
    const { id, type } = notice;
    if (type === 'wait' && notice.seconds === 0) {
      // Something that was found out; nobody waits.
      this.note(notice.reason);
    } else if (type === 'wait') {
      const until = Date.now() + notice.seconds * 1000;
      this._waiting.set(id, { reason: notice.reason, until });
      this.note(`${notice.reason} Next try in ${Math.ceil(notice.seconds)} s.`);
      this._model.changed();
    } else {
      this._model.comesIn({ id, kind: type, text: notice.text });
      if (this._waiting.delete(id)) {
        this._model.changed();
      }
    }
  }

  private readonly _log: RunLog;
  private _news: readonly News[] = [];
  private _fault: ExternalError | null = null;
  /** What waits for its next try, by the solution's id. */
  private readonly _waiting = new Map<
    string,
    NonNullable<IRunStatus['waiting']>
  >();
}

/** How far a verification has come; nothing once it is done. */
function verifying(verification: Verification): News[] {
  const done = verification.reruns.length;
  const left = outstanding(verification).length;
  return verification.isDone
    ? []
    : [{ code: 'verifying', done, all: done + left }];
}
