import { KernelMessage } from '@jupyterlab/services';
import type { CellOutput, ExecutedCell } from '../task/execution';
import { HeadTail, capped, plain } from './text';

/** Characters kept at the head, and at the tail, of everything printed. */
const TEXT = 4_000;
/** The same for one stream of a cell, and for its error. */
const STREAM = 20_000;
/** Outputs of one cell. */
const OUTPUTS = 100;
/** Characters of an image, and of any other representation of a result. */
const IMAGE = 2_000_000;
const DATA = 200_000;
/** Characters of all results of a candidate. */
const RESULTS = 8_000_000;

/** What follows `validation_metric:`. */
const metric = /validation_metric:(.*)/g;

/**
 * Collects what the cells of one candidate put out, as nbformat outputs and as
 * text. All of it is bounded while it comes in, whatever a candidate prints.
 */
export class Outputs {
  /**
   * @param sources - the candidate's cells.
   * @param onText - called when `text` has grown.
   */
  constructor(
    sources: readonly string[],
    private readonly _onText: () => void
  ) {
    this._cells = sources.map(source => new Cell(source));
  }

  /** Everything printed so far, without ANSI codes, its middle left out. */
  get text(): string {
    return plain(this._text.toString());
  }

  /** What followed the last `validation_metric:` that was printed. */
  get metric(): string | null {
    return [...this.text.matchAll(metric)].pop()?.[1].trim() ?? null;
  }

  /** The cells with their outputs so far. */
  get cells(): ExecutedCell[] {
    return this._cells.map(cell => cell.toJSON());
  }

  /** Note how long a cell took. Cells count from 0. */
  setSeconds(cell: number, seconds: number): void {
    this._cells[cell].seconds = seconds;
  }

  /** Take in a message of a cell's output. */
  add(index: number, message: KernelMessage.IIOPubMessage): void {
    const cell = this._cells[index];
    if (KernelMessage.isStreamMsg(message)) {
      const { name, text } = message.content;
      cell.addText(name, text);
      this._print(text);
    } else if (KernelMessage.isExecuteResultMsg(message)) {
      const { data, metadata, execution_count } = message.content;
      cell.addOutput({
        output_type: 'execute_result',
        execution_count,
        metadata,
        data: bounded(data, this._room)
      });
      this._print(`${data['text/plain'] ?? ''}\n`);
    } else if (KernelMessage.isDisplayDataMsg(message)) {
      const { data, metadata, transient } = message.content;
      const result: CellOutput = {
        output_type: 'display_data',
        metadata,
        data: bounded(data, this._room)
      };
      cell.addOutput(result);
      this._remember(transient?.display_id, result);
      this._print(`${data['text/plain'] ?? ''}\n`);
    } else if (KernelMessage.isUpdateDisplayDataMsg(message)) {
      const { data, metadata, transient } = message.content;
      for (const result of this._displays.get(transient.display_id) ?? []) {
        result.data = {};
        result.data = bounded(data, this._room);
        result.metadata = metadata;
      }
    } else if (KernelMessage.isClearOutputMsg(message)) {
      cell.clear(message.content.wait);
    }
    // An error comes with the reply too, which no server leaves out.
  }

  /** Add the error that ended a cell. */
  addError(
    cell: number,
    error: { ename: string; evalue: string; traceback: string[] }
  ): void {
    this._cells[cell].addOutput({
      output_type: 'error',
      ename: error.ename,
      evalue: capped(error.evalue, STREAM, STREAM),
      traceback: capped(error.traceback.join('\n'), STREAM, STREAM).split('\n')
    });
  }

  private _print(text: string): void {
    this._text.add(text);
    this._onText();
  }

  private _remember(display: string | undefined, result: CellOutput): void {
    if (display !== undefined) {
      const results = this._displays.get(display) ?? [];
      this._displays.set(display, [...results, result]);
    }
  }

  /** Characters that further results may have. What was replaced is not held. */
  private get _room(): number {
    const held = this._cells.reduce((sum, cell) => sum + cell.held, 0);
    return RESULTS - held;
  }

  private readonly _cells: Cell[];
  private readonly _text = new HeadTail(TEXT, TEXT);
  private readonly _displays = new Map<string, CellOutput[]>();
}

/** One cell and its outputs, the texts of streams as they grow. */
class Cell {
  constructor(private readonly _source: string) {}

  seconds: number | null = null;

  /** Characters of the results that it shows. */
  get held(): number {
    return this._outputs.reduce(
      (sum, output) =>
        output instanceof Stream ? sum : sum + lengthOf(output.data),
      0
    );
  }

  addText(name: string, text: string): void {
    this._clearIfDue();
    let stream = this._outputs[this._outputs.length - 1];
    if (!(stream instanceof Stream && stream.name === name)) {
      stream = new Stream(name);
      this.addOutput(stream);
    }
    stream.text.add(text);
  }

  addOutput(output: CellOutput | Stream): void {
    this._clearIfDue();
    // An error is the last thing a cell puts out, and the one that counts.
    const isError =
      !(output instanceof Stream) && output.output_type === 'error';
    if (this._outputs.length < OUTPUTS || isError) {
      this._outputs.push(output);
    } else {
      this._omitted++;
    }
  }

  clear(wait: boolean): void {
    this._clearIsDue = true;
    if (!wait) {
      this._clearIfDue();
    }
  }

  toJSON(): ExecutedCell {
    const outputs = this._outputs.map(output =>
      output instanceof Stream ? output.toJSON() : output
    );
    if (this._omitted > 0) {
      outputs.splice(OUTPUTS, 0, {
        output_type: 'stream',
        name: 'stderr',
        text: `[... ${this._omitted} more outputs left out ...]\n`
      });
    }
    return { source: this._source, seconds: this.seconds, outputs };
  }

  private _clearIfDue(): void {
    if (this._clearIsDue) {
      this._outputs = [];
      this._omitted = 0;
      this._clearIsDue = false;
    }
  }

  private _outputs: (CellOutput | Stream)[] = [];
  private _omitted = 0;
  private _clearIsDue = false;
}

/** What was printed to stdout or stderr without another output in between. */
class Stream {
  constructor(readonly name: string) {}

  readonly text = new HeadTail(STREAM, STREAM);

  toJSON(): CellOutput {
    return {
      output_type: 'stream',
      name: this.name,
      text: this.text.toString()
    };
  }
}

/** A result's representations but for those that are too large to keep. */
function bounded(
  data: Record<string, unknown>,
  room: number
): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  const notes: string[] = [];
  for (const [type, value] of Object.entries(data)) {
    if (type === 'application/vnd.jupyter.widget-view+json') {
      // A view of what ends with the kernel.
      continue;
    }
    const length = lengthOf(value);
    const limit = type.startsWith('image/') ? IMAGE : DATA;
    if (type === 'text/plain') {
      kept[type] = capped(String(value), STREAM, STREAM);
    } else if (length <= Math.min(limit, room - lengthOf(kept))) {
      kept[type] = value;
    } else {
      notes.push(`[${type} of ${length} characters left out]`);
    }
  }
  if (notes.length > 0) {
    kept['text/plain'] = [kept['text/plain'] ?? '', ...notes].join('\n').trim();
  }
  return kept;
}

/** Characters of text, and of all text in a value. */
function lengthOf(value: unknown): number {
  if (typeof value === 'string') {
    return value.length;
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value).reduce<number>(
        (sum, part) => sum + lengthOf(part),
        0
      )
    : 1;
}
