import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { declareTask } from '../../src/coder/recipes/declare';
import { DataPreview } from '../../src/task/data';
import { said, saidLine } from '../../src/task/said';

/** What is right for a case; what is left out is not checked. */
export const Expected = z.strictObject({
  /** Where others met it. */
  source: z.string().optional(),
  targets: z.array(z.string()).optional(),
  /** Whether blanks around the target's name may be lost. */
  trimmed: z.boolean().optional(),
  /** How many targets there are. */
  count: z.number().optional(),
  kind: z.string().optional(),
  classes: z.array(z.string()).optional(),
  classCount: z.number().optional(),
  positive: z.string().optional(),
  metric: z.string().optional(),
  metricHas: z.string().optional(),
  direction: z.string().optional(),
  /** `random` (by class or not), `group:COLUMN` or `time:COLUMN`. */
  split: z.string().optional(),
  /** Columns of what is handed in. */
  submission: z.array(z.string()).optional(),
  handed: z.string().optional(),
  /** Columns of what is handed in that must be those of sample_submission.csv, row by row. */
  ids: z.array(z.string()).optional(),
  /** Words that must be said before anything runs. */
  says: z.array(z.string()).optional(),
  /** Words of a refusal that may stand in for all that is checked. */
  orSays: z.string().optional(),
  /** The entry that must be asked about, and the candidates. */
  asks: z.string().optional(),
  candidates: z.array(z.string()).optional(),
  /** Words of what stands in the way. */
  refuses: z.string().optional()
});
export type Expected = z.infer<typeof Expected>;

/** A case: a goal, its data, and what is right. */
export interface ICase {
  name: string;
  folder: string;
  goal: string;
  expected: Expected;
}

/** All cases, by their numbers. */
export function cases(): ICase[] {
  const root = join('test', 'cases');
  return readdirSync(root, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => ({
      name,
      folder: join(root, name),
      goal: readFileSync(join(root, name, 'goal.md'), 'utf8'),
      expected: Expected.parse(
        JSON.parse(readFileSync(join(root, name, 'expect.json'), 'utf8'))
      )
    }))
    .sort((a, b) => parseInt(a.name) - parseInt(b.name));
}

/** The previews of the cases' data, read by one process. */
export function previewsOf(all: readonly ICase[]): DataPreview[] {
  const lines = execFileSync(
    join('.venv', 'bin', 'python'),
    [
      join('test', 'cases', 'previews.py'),
      ...all.map(({ folder }) => join(folder, 'data'))
    ],
    { encoding: 'utf8', maxBuffer: 1e9 }
  );
  return lines
    .trim()
    .split('\n')
    .map(line => DataPreview.parse(JSON.parse(line)));
}

/** What of a case's declaration is not right, as sentences; none where all is. */
export function mistakesOf(
  { goal, expected }: ICase,
  preview: DataPreview
): string[] {
  const task = declareTask(goal, preview);
  const { declaration, problems, questions } = task;
  const words = [
    ...(declaration ? said(declaration).map(saidLine) : []),
    ...problems
  ].join('\n');
  const mistakes: string[] = [];
  const check = (what: string, is: unknown, right: unknown) => {
    if (right !== undefined && JSON.stringify(is) !== JSON.stringify(right)) {
      mistakes.push(
        `${what} is ${JSON.stringify(is)}, not ${JSON.stringify(right)}`
      );
    }
  };
  if (expected.orSays && problems.some(p => p.includes(expected.orSays!))) {
    return [];
  }
  const targets = declaration?.targets ?? [];
  check(
    'target',
    expected.trimmed ? targets.map(name => name.trim()) : targets,
    expected.trimmed
      ? expected.targets?.map(name => name.trim())
      : expected.targets
  );
  check('number of targets', targets.length, expected.count);
  check('kind', declaration?.kind, expected.kind);
  check('classes', declaration?.classes, expected.classes);
  check('number of classes', declaration?.classes.length, expected.classCount);
  check('positive class', declaration?.positive, expected.positive);
  check('metric', declaration?.metric?.name, expected.metric);
  check('direction', declaration?.metric?.direction, expected.direction);
  if (
    expected.metricHas &&
    !declaration?.metric?.name.includes(expected.metricHas)
  ) {
    mistakes.push(
      `metric is ${declaration?.metric?.name}, without ${expected.metricHas}`
    );
  }
  const split = declaration?.split;
  check(
    'division',
    !split
      ? null
      : 'column' in split
        ? `${split.kind}:${split.column}`
        : 'random',
    expected.split
  );
  check(
    'submission',
    declaration?.submission?.columns.map(({ name }) => name),
    expected.submission
  );
  check('what is handed in', declaration?.submission?.kind, expected.handed);
  check('what is asked', questions[0]?.entry ?? null, expected.asks);
  check('the candidates', questions[0]?.candidates, expected.candidates);
  for (const text of [...(expected.says ?? []), expected.refuses ?? '']) {
    if (!words.includes(text)) {
      mistakes.push(`“${text}” is not said`);
    }
  }
  if (!expected.asks && !expected.refuses && problems.length > 0) {
    mistakes.push(`in the way: ${problems.join(' ')}`);
  }
  return mistakes;
}
