import { type IEndpointRequest, startEndpoint } from '../support/endpoint.mjs';
import type { Draw } from './random';

/** A reply that the endpoint sent whole, and nobody hung up on. */
export interface IReply {
  /** What tells it from all others; `null` where it holds nothing to use. */
  mark: string | null;
  /** Milliseconds, as of `performance.now()`, when it was asked for and sent. */
  asked: number;
  sent: number;
}

/** What a script of the model does beside its score. */
type Habit =
  'quick' | 'slow' | 'fails' | 'memory' | 'deaf' | 'child' | 'printing';

/** How a script behaves; the last of each is what follows its header. */
const habits: Record<Habit, string> = {
  quick: '',
  slow: 'time.sleep(1.2)\n',
  fails: 'raise ValueError("no such column")\n',
  // More than the run's limit.
  memory: 'hoard = bytearray(4 * 2**30)\n',
  // Takes no notice of interrupts, until the time is over and more.
  deaf: 'while True:\n    try:\n        time.sleep(1)\n    except KeyboardInterrupt:\n        pass\n',
  child:
    'import subprocess\n\nsubprocess.Popen(["sleep", "900"])\ntime.sleep(0.5)\n',
  printing: 'for i in range(20):\n    print("line", i)\n    time.sleep(0.04)\n'
};

/** What scripts usually do; those that are slow or deaf are asked for. */
const usual: readonly Habit[] = [
  'quick',
  'quick',
  'quick',
  'slow',
  'fails',
  'child',
  'printing'
];

/**
 * A model whose every reply can be told from every other, wherever it turns up
 * again. It is the scripted endpoint, which can be taken down and put back.
 */
export class Model {
  constructor(
    private readonly _draw: Draw,
    private readonly _key: string
  ) {}

  /** Listen; from the second time on where it listened before. */
  async open(): Promise<void> {
    this._past.push(...(this._endpoint?.requests ?? []));
    this._endpoint = await startEndpoint({
      port: this._endpoint ? Number(new URL(this.url).port) : 0,
      key: this._key,
      answer: isReview => this._answer(isReview)
    });
  }

  close(): Promise<void> {
    return this._endpoint!.close();
  }

  get url(): string {
    return this._endpoint!.url;
  }

  /** Let the next script have a habit. */
  ask(habit: Habit): void {
    this._asked.push(habit);
  }

  /** Whether all habits that were asked for were written. */
  get hasWritten(): boolean {
    return this._asked.length === 0;
  }

  /** Answer so next. */
  misbehave(behaviour: string): void {
    this._endpoint!.say(behaviour);
  }

  /** Whether every misbehaviour was shown. */
  get hasMisbehaved(): boolean {
    return this._endpoint!.left === 0;
  }

  /** All replies that were sent whole. */
  get replies(): IReply[] {
    return [...this._past, ...this._endpoint!.requests]
      .filter(
        ({ reply, ended, aborted }) => reply !== null && ended && !aborted
      )
      .map(({ reply, asked, sent }) => ({
        mark: /reply-\d+/.exec(reply!)?.[0] ?? null,
        asked,
        sent: sent!
      }));
  }

  private _answer(isReview: boolean): { text: string } | { call: object } {
    const mark = `reply-${++this._count}`;
    if (isReview) {
      return {
        call: {
          is_bug: false,
          summary: `The score can be trusted (${mark}).`,
          lower_is_better: true
        }
      };
    }
    const habit = this._asked.shift() ?? this._draw.of(usual);
    const score = (0.1 + this._draw.below(1)).toFixed(4);
    return {
      text: [
        `# ${mark} ${habit}`,
        `The plan of ${mark} is to be ${habit}.`,
        `\`\`\`python\nimport os, time\n\nbytes = sum(len(open("./input/" + name, "rb").read()) for name in os.listdir("./input"))\n${habits[habit]}# %%\nvalidation_metric = ${score} + 0 * bytes\nprint(f"validation_metric: {validation_metric}")\n\`\`\``
      ].join('\n\n')
    };
  }

  private readonly _asked: Habit[] = [];
  private readonly _past: IEndpointRequest[] = [];
  private _endpoint: Awaited<ReturnType<typeof startEndpoint>> | null = null;
  private _count = 0;
}
