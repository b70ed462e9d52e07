import fc from 'fast-check';
import type { TreeEvent } from '../../src/solution/events';
import type { Evaluation } from '../../src/task/evaluation';
import type { Execution } from '../../src/task/execution';
import type { Usage } from '../../src/task/usage';

const text = fc.string({ unit: 'binary', maxLength: 80 });
// JSON has no negative zero.
const number = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .map(value => value + 0);
const usage: fc.Arbitrary<Usage> = fc.record({
  calls: fc.nat(),
  tokensIn: fc.nat(),
  tokensOut: fc.nat(),
  tokensCached: fc.nat()
});
const execution: fc.Arbitrary<Execution> = fc.record({
  status: fc.constantFrom('ok', 'error', 'timeout', 'died', 'interrupted'),
  seconds: fc.nat(),
  reason: text,
  error: fc.option(
    fc.record({
      name: text,
      message: text,
      cell: fc.integer({ min: 1, max: 9 }),
      traceback: text
    })
  ),
  metric: fc.record({ variable: fc.option(text), printed: fc.option(text) }),
  measured: fc.constant(null),
  output: text,
  cells: fc.constant([])
});
const evaluation: fc.Arbitrary<Evaluation> = fc.record({
  score: fc.option(number),
  bug: fc.boolean(),
  reason: text,
  error: fc.option(fc.nat()),
  reported: fc.option(number),
  analysis: text,
  warnings: fc.array(text, { maxLength: 2 }),
  usage
});
const id = fc.nat({ max: 99999 }).map(step => String(step).padStart(4, '0'));

/** Any event at all, whether or not it makes sense after the ones before. */
export const anyEvent: fc.Arbitrary<TreeEvent> = fc.oneof(
  fc.record({
    type: fc.constant('select' as const),
    id,
    step: fc.integer({ min: 1, max: 99999 }),
    stage: fc.constantFrom('draft', 'debug', 'improve'),
    parent: fc.option(id)
  }),
  fc.record({
    type: fc.constant('write' as const),
    id,
    writing: fc.record({ title: text, plan: text, code: text, usage })
  }),
  fc.record({ type: fc.constant('run' as const), id }),
  fc.record({ type: fc.constant('execute' as const), id, execution }),
  fc.record({
    type: fc.constant('evaluate' as const),
    id,
    evaluation,
    final: fc.boolean()
  }),
  fc.record({ type: fc.constant('cancel' as const), id, reason: text }),
  fc.record({
    type: fc.constant('direction' as const),
    direction: fc.constantFrom('minimize', 'maximize'),
    reason: text
  })
);

/** The events of one solution from its selection to its score. */
export function solved(
  step: number,
  parent: number | null,
  score: number | null,
  code = `# %%\nvalidation_metric = ${score}\n`
): TreeEvent[] {
  const name = (n: number) => String(n).padStart(4, '0');
  const none = { calls: 1, tokensIn: 10, tokensOut: 5, tokensCached: 0 };
  return [
    {
      type: 'select',
      id: name(step),
      step,
      stage: parent === null ? 'draft' : 'improve',
      parent: parent === null ? null : name(parent)
    },
    {
      type: 'write',
      id: name(step),
      writing: { title: `try ${step}`, plan: 'A plan.', code, usage: none }
    },
    { type: 'run', id: name(step) },
    {
      type: 'execute',
      id: name(step),
      execution: {
        status: score === null ? 'error' : 'ok',
        seconds: 1,
        reason: score === null ? "KeyError: 'x' in cell 1" : '',
        error: null,
        metric: {
          variable: score === null ? null : String(score),
          printed: null
        },
        measured: null,
        output: '',
        cells: []
      }
    },
    {
      type: 'evaluate',
      id: name(step),
      evaluation: {
        score,
        bug: score === null,
        reason: score === null ? "KeyError: 'x' in cell 1" : '',
        error: null,
        reported: null,
        analysis: '',
        warnings: [],
        usage: none
      },
      final: true
    }
  ];
}

/** A run of so many solutions, each of them on the one before or a draft. */
export function grown(count: number): TreeEvent[] {
  return Array.from({ length: count }, (_, i) =>
    solved(i + 1, i % 5 === 0 ? null : i, i % 4 === 3 ? null : 100 - i / 2)
  ).flat();
}
