import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEndpoint } from '../support/endpoint.mjs';
import {
  aideWithModel,
  buildEngine,
  journalOf,
  root,
  terminal
} from './terminal';

/** The examples, each on a few solutions, measured as its README says. */

jest.setTimeout(240_000);

const examples = join(__dirname, '..', '..', 'examples');

interface ICell {
  cell_type: string;
  source: string[];
  metadata: { tags?: string[] };
}

function cellsOf(example: string): ICell[] {
  const path = join(examples, example, `${example}.ipynb`);
  return JSON.parse(readFileSync(path, 'utf8')).cells;
}

/** What the notebook says that is wanted, under its heading. */
function goalOf(example: string): string {
  const [first] = cellsOf(example);
  return first.source.join('').replace(/^#.*\n+/, '');
}

beforeAll(buildEngine);

it.each([
  ['houses', { metric: 'RMSLE', split: { kind: 'random' } }],
  ['credit', { metric: 'ROC AUC', split: { kind: 'stratified' } }],
  ['rides', { metric: 'MAE', split: { kind: 'time', column: 'date' } }],
  ['docs', { metric: 'accuracy', split: { kind: 'stratified' } }]
])(
  '%s is held out as its data want, and searched',
  async (example, objective) => {
    cpSync(join(examples, example, 'data'), join(root(), example), {
      recursive: true
    });
    const { code, stdout, stderr } = await terminal([
      ...['run', '--goal', goalOf(example), '--data', example],
      ...['--coder', 'recipes', '--name', example, '--json'],
      ...['--steps', '2', '--drafts', '2', '--verify-leaders', '2'],
      ...['--verify-runs', example === 'rides' ? '1' : '0']
    ]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const report = JSON.parse(stdout);
    const run = JSON.parse(
      readFileSync(join(root(), report.run, 'run.json'), 'utf8')
    );
    expect(run.config.objective).toMatchObject({
      kind: 'holdout',
      ...objective
    });
    const measured = journalOf(report.run).flatMap(event =>
      event.type === 'execute' ? (event.execution.measured?.score ?? []) : []
    );
    expect(measured.length).toBeGreaterThanOrEqual(2);
    // Both measure the same thing, the scripts inside and the scorer outside.
    const [reported, score] = journalOf(report.run).flatMap(event =>
      event.type === 'evaluate' && event.evaluation.reported !== null
        ? [event.evaluation.reported, event.evaluation.score!]
        : []
    );
    expect(score / reported).toBeGreaterThan(0.5);
    expect(score / reported).toBeLessThan(2);
    if (example === 'rides') {
      expect(report.verified).not.toBeNull();
      expectInOrder(report.run);
    }
  }
);

/** That what is learned from lies before what is scored. */
function expectInOrder(run: string): void {
  const days = (file: string) =>
    readFileSync(join(root(), run, 'input', '0', file), 'utf8')
      .match(/\d{4}-\d\d-\d\d/g)!
      .sort();
  const [learned, asked] = [days('train.csv'), days('test.csv')];
  expect(learned.length).toBeGreaterThan(600);
  expect(asked.length).toBeGreaterThan(150);
  expect(learned.at(-1)! < asked[0]).toBe(true);
}

/** A model's answers: what it says, and a function. */
const ideas = [
  [
    'The loops as they are.',
    `def nearest(stars):
    found = np.empty(len(stars))
    for i, here in enumerate(stars):
        found[i] = min(
            np.sqrt(((here - there) ** 2).sum())
            for j, there in enumerate(stars)
            if j != i
        )
    return found`
  ],
  [
    'Squared distances need no root.',
    `def nearest(stars):
    squares = ((stars[:, None] - stars[None]) ** 2).sum(axis=2)
    np.fill_diagonal(squares, np.inf)
    return squares.min(axis=1)`
  ],
  [
    'All pairs at once.',
    `def nearest(stars):
    squares = ((stars[:, None] - stars[None]) ** 2).sum(axis=2)
    np.fill_diagonal(squares, np.inf)
    return np.sqrt(squares.min(axis=1))`
  ],
  [
    'A tree of points.',
    `from scipy.spatial import cKDTree


def nearest(stars):
    return cKDTree(stars).query(stars, k=2)[0][:, 1]`
  ]
];

it('speed: a function becomes much faster, and a wrong one is rejected', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aide-speed-'));
  let count = 0;
  const endpoint = await startEndpoint({
    key: 'none',
    answer: isReview => {
      if (isReview) {
        return {
          call: {
            is_bug: false,
            summary: 'It is timed.',
            lower_is_better: true
          }
        };
      }
      const [plan, code] = ideas[count++ % ideas.length];
      return {
        text: `${plan}\n\n\`\`\`python\n# %%\nimport numpy as np\n\n\n${code}\n\`\`\`\n`
      };
    }
  });
  try {
    cpSync(join(examples, 'speed'), folder, { recursive: true });
    const objective = cellsOf('speed').find(({ metadata }) =>
      metadata.tags?.includes('aide-objective')
    )!;
    writeFileSync(join(folder, 'objective.py'), objective.source.join(''));
    const { code, stdout, stderr } = await aideWithModel(
      folder,
      endpoint.url,
      'none',
      [
        ...['run', '--goal', goalOf('speed'), '--data', 'data', '--coder'],
        ...['openai', '--objective', 'objective.py', '--name', 'speed'],
        ...['--direction', 'minimize', '--steps', '4', '--drafts', '4'],
        ...['--slots', '1', '--verify-leaders', '2', '--verify-runs', '1'],
        '--json'
      ]
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ nodes: 4, good: 3, buggy: 1 });
    // Slower machines are slower in both.
    expect(report.first_draft / report.best).toBeGreaterThan(10);
    expect(['0003', '0004']).toContain(report.verified.solution);
    const journal = journalOf(report.run, folder);
    const rejected = journal.find(
      event => event.type === 'evaluate' && event.evaluation.bug
    );
    expect(rejected).toMatchObject({
      id: '0002',
      evaluation: { reason: 'nearest gives other distances' }
    });
  } finally {
    await endpoint.close();
    rmSync(folder, { recursive: true });
  }
});
