const ESC = '\u001b';
const BEL = '\u0007';

/** CSI and OSC sequences, as terminals take them for colours and cursors. */
const ansi = new RegExp(
  `${ESC}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${BEL}${ESC}]*(?:${BEL}|${ESC}\\\\))`,
  'g'
);

/** Text without ANSI codes. */
export function plain(text: string): string {
  return text.replace(ansi, '');
}

/**
 * Text that comes in pieces, of which only the head and the tail are kept, with
 * a line in between that says how much is missing. Carriage returns overwrite
 * their line, as on a terminal, so that a progress bar is its last state.
 */
export class HeadTail {
  /**
   * @param head - characters kept from the beginning.
   * @param tail - characters kept from the end.
   */
  constructor(
    private readonly _headLength: number,
    private readonly _tailLength: number
  ) {}

  add(text: string): void {
    const whole = overwritten(this._line + text);
    const end = whole.lastIndexOf('\n') + 1;
    this._line = whole.slice(end);
    this._keep(whole.slice(0, end));
    if (this._line.length > this._headLength + this._tailLength) {
      this._keep(this._line);
      this._line = '';
    }
  }

  toString(): string {
    // There is room only as long as nothing is in the tail.
    const room = this._headLength - this._head.length;
    const rest = this._tail + this._line;
    const head = this._head + rest.slice(0, room);
    const tail = rest.slice(room).slice(-this._tailLength);
    const omitted =
      this._omitted + Math.max(0, rest.length - room) - tail.length;
    return omitted === 0
      ? head + tail
      : `${trimmed(head)}\n[... ${omitted} characters left out ...]\n${trimmed(tail)}`;
  }

  private _keep(text: string): void {
    const room = this._headLength - this._head.length;
    this._head += text.slice(0, room);
    this._tail += text.slice(room);
    if (this._tail.length > 2 * this._tailLength) {
      this._omitted += this._tail.length - this._tailLength;
      this._tail = this._tail.slice(-this._tailLength);
    }
  }

  private _head = '';
  private _tail = '';
  private _omitted = 0;
  /** The last line, which may yet be overwritten. */
  private _line = '';
}

/** Text of any length with its middle left out. */
export function capped(text: string, head: number, tail: number): string {
  const kept = new HeadTail(head, tail);
  kept.add(text);
  return kept.toString();
}

function overwritten(text: string): string {
  return text.includes('\r')
    ? text.replace(/\r+\n/g, '\n').replace(/[^\n]*\r(?=[^\n\r])/g, '')
    : text;
}

/** Without the halves of characters that a cut may leave. */
function trimmed(text: string): string {
  return text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '');
}
