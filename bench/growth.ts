import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TreeEvent } from '../src/solution/events';
import type { Evaluation } from '../src/task/evaluation';
import { stepRandom } from '../src/base/random';
import { RunConfig, type RunRequest } from '../src/run/config';
import type { JournalEntry } from '../src/run/folder/entry';
import type { RunFile } from '../src/run/folder/runFile';
import { greedyPolicy } from '../src/search/policy';
import { SolutionTree } from '../src/search/tree';
import { noUsage } from '../src/task/usage';
import { scriptOf } from './candidates';
import { executionOf, writingOf } from './told';

const policy = greedyPolicy({
  drafts: 5,
  debugProbability: 0.5,
  debugDepth: 3
});
const plan =
  'The plan is to use medians of each neighbourhood, because what a house costs depends on where it stands more than on what it has. Everything else stays as it was, so that the effect of this one change can be seen.';

/** The events of a run of so many nodes, as π chose them; a quarter failed. */
export function grownEvents(nodes: number): TreeEvent[] {
  const events: TreeEvent[] = [
    { type: 'direction', direction: 'minimize', reason: 'The goal says so.' }
  ];
  const tree = new SolutionTree();
  tree.apply(events[0]);
  for (let step = 1; step <= nodes; step++) {
    const { stage, parent } = policy.next(tree, [], stepRandom(1, step))!;
    for (const event of solved(step, stage, parent)) {
      tree.apply(event);
      events.push(event);
    }
  }
  return events;
}

/** All events of one node. */
export function solved(
  step: number,
  stage: 'draft' | 'debug' | 'improve',
  parent: string | null
): TreeEvent[] {
  const id = String(step).padStart(4, '0');
  const random = stepRandom(2, step);
  const score = random() < 0.25 ? null : 0.12 + random() / 10;
  const code = scriptOf(stage, step);
  const execution = executionOf(
    score === null ? 'KeyError' : score.toFixed(4),
    code
  );
  const evaluation: Evaluation = {
    score,
    error: null,
    reported: null,
    bug: score === null,
    reason: execution.reason,
    analysis:
      'The three folds are close to one another, so that the score can be trusted to about one hundredth.',
    warnings: [],
    usage: noUsage
  };
  return [
    { type: 'select', id, step, stage, parent },
    {
      type: 'write',
      id,
      writing: writingOf(`medians of neighbourhoods, ${step}`, plan, code)
    },
    { type: 'run', id },
    { type: 'execute', id, execution: { ...execution, cells: [] } },
    { type: 'evaluate', id, evaluation, final: true }
  ];
}

/** Write the folder of a run of so many nodes, as a run itself would leave it. */
export function writeRun(
  path: string,
  nodes: number,
  request: Partial<RunRequest>
): void {
  mkdirSync(join(path, 'journal'), { recursive: true });
  mkdirSync(join(path, 'outputs'));
  const file: RunFile = {
    version: 1,
    created: new Date().toISOString(),
    config: RunConfig.parse({
      goal: 'Predict the sale price of each house. Lower RMSLE is better.',
      data: 'data',
      coder: { kind: 'recipes' },
      steps: nodes + 100,
      ...request
    }),
    task: null
  };
  writeFileSync(join(path, 'run.json'), JSON.stringify(file));
  let segment = '';
  let number = 0;
  const close = () => {
    number += 1;
    const name = `${String(number).padStart(4, '0')}.jsonl`;
    writeFileSync(join(path, 'journal', name), segment);
    segment = '';
  };
  grownEvents(nodes).forEach((event, i) => {
    const entry: JournalEntry = { time: file.created, elapsed: i, event };
    segment += `${JSON.stringify(entry)}\n`;
    if (segment.length > 60_000) {
      close();
    }
  });
  close();
}
