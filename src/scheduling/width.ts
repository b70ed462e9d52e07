/** One call in flight, as far as its times tell what the coder serves at once. */
export interface ICallInFlight {
  /** The first words of its reply came. */
  begun(): void;
  /** The coder asked to wait, or was silent. */
  held(): void;
  end(): void;
}

/** So many replies must come before more calls are tried again, at most. */
const LONGEST_WAIT = 16;
/** How much later than another reply one begins that had to wait for it. */
const LATER = 1.5;

/**
 * How many calls at once serve a coder best, found out by how its replies come:
 * one more where all of them come side by side, half where it is in trouble, and
 * as many as came side by side where one waited for the whole of another.
 */
export class Width {
  /**
   * @param begin - calls at once to begin with.
   * @param _most - calls at once at most.
   * @param _clock - milliseconds.
   * @param _onChange - told whenever `now` changes.
   */
  constructor(
    begin: number,
    private readonly _most: number,
    private readonly _clock: () => number,
    private readonly _onChange: (now: number) => void
  ) {
    this._now = Math.min(begin, _most);
  }

  /** Calls that may be in flight now. */
  get now(): number {
    return this._now;
  }

  /** What was found; `null` where nothing showed it. */
  get found(): number | null {
    return this._found;
  }

  /** A call begins. */
  begin(): ICallInFlight {
    const call: ICall = {
      sent: this._clock(),
      begun: null,
      ended: null,
      beside: 1,
      age: this._age
    };
    return {
      begun: () => {
        if (call.begun === null) {
          call.begun = this._clock();
          this._onReply(call);
        }
      },
      held: () => {
        // What was sent before the last change says nothing of what holds now.
        if (call.age === this._age) {
          this._shrink(Math.floor(this._now / 2));
        }
      },
      end: () => {
        call.ended = this._clock();
        if (call.begun !== null) {
          this._replies++;
          if (this._now === 1) {
            this._grow();
          }
        }
      }
    };
  }

  private _onReply(call: ICall): void {
    const side = [...this._calls.filter(each => each.ended === null), call];
    for (const each of side) {
      each.beside = Math.max(each.beside, side.length);
    }
    const waitedFor = this._calls.filter(each => isBehind(call, each));
    if (waitedFor.length > 0) {
      const served = Math.max(...waitedFor.map(each => each.beside));
      if (served <= this._now) {
        this._found = served;
      }
      this._shrink(served);
    } else if (side.length > 1 && side.length >= this._now) {
      this._found = this._now;
      this._grow();
    }
    this._calls.push(call);
    // None that begins from now on was sent long ago.
    this._calls.splice(0, this._calls.length - 4 * this._most);
  }

  private _grow(): void {
    if (this._replies >= this._needed && this._now < this._most) {
      this._set(this._now + 1);
    }
  }

  private _shrink(to: number): void {
    this._needed = Math.min(LONGEST_WAIT, Math.max(2, 2 * this._needed));
    this._set(Math.max(1, Math.min(to, this._now)));
  }

  private _set(now: number): void {
    this._replies = 0;
    this._age++;
    if (now !== this._now) {
      this._now = now;
      this._onChange(now);
    }
  }

  private _now: number;
  private _found: number | null = null;
  /** Replies that came since the last change, and those that a change needs. */
  private _replies = 0;
  private _needed = 0;
  /** Counts the changes. */
  private _age = 0;
  /** The latest whose reply began. */
  private readonly _calls: ICall[] = [];
}

/** One call, its times in milliseconds. */
interface ICall {
  sent: number;
  begun: number | null;
  ended: number | null;
  /** How many replies came side by side with its own, that one counted. */
  beside: number;
  /** How many changes there had been when it was sent. */
  age: number;
}

/** Whether a call, sent before another one's reply began, had to wait for its end. */
function isBehind(call: ICall, other: ICall): boolean {
  return (
    other.ended !== null &&
    other.begun! > call.sent &&
    call.begun! - call.sent > LATER * (other.begun! - other.sent)
  );
}
