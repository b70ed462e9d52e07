import {
  formatSeconds,
  renderMessage,
  renderProgress,
  renderTree
} from '../../src/headless/render';
import type { IRunStatus } from '../../src/run/interfaces';
import { SolutionTree } from '../../src/search/tree';
import { formatShare } from '../../src/task/scores';
import { noUsage } from '../../src/task/usage';
import { grown, solved } from '../run/events';

const style = { width: 80, height: 30, color: false };
const status: IRunStatus = {
  phase: 'running',
  news: [],
  fault: null,
  waiting: null,
  elapsed: 10,
  remaining: 130,
  usage: noUsage
};
const tree = SolutionTree.from(
  [
    ...solved(1, null, 0.5),
    ...solved(2, 1, 0.4),
    ...solved(3, null, null),
    ...solved(4, 2, 0.425),
    ...solved(5, 2, 0.41).slice(0, 3)
  ],
  'minimize'
);

it('draws the tree with marks, states, scores of as many digits, and titles', () => {
  expect(renderTree(tree, style)).toEqual([
    '○ 0001 good      0.500    try 1',
    '└ ★ 0002 best      0.400    try 2',
    '  ├ ↑ 0004 good      0.425    try 4',
    '  └ ↑ 0005 running            try 5',
    "○ 0003 buggy              try 3: KeyError: 'x' in cell 1"
  ]);
});

it('keeps the best path, what is under way and the newest where room is short', () => {
  const lines = renderTree(tree, { ...style, height: 4 });
  expect(lines).toEqual([
    '○ 0001 good      0.500    try 1',
    '└ ★ 0002 best      0.400    try 2',
    '  └ ↑ 0005 running            try 5',
    '… and 2 more'
  ]);
});

it('keeps what a verification picked where room is short', () => {
  const verified = SolutionTree.from(
    [
      ...solved(1, null, 0.4),
      ...solved(2, null, 0.5),
      ...solved(3, null, 0.6),
      {
        type: 'verify',
        verification: {
          kind: 'holdout',
          leaders: ['0001', '0002'],
          runs: 1,
          reruns: [],
          isDone: true,
          pick: '0002'
        }
      }
    ],
    'minimize'
  );
  expect(renderTree(verified, { ...style, height: 2 })[0]).toMatch(/^★ 0002/);
});

it.each([20, 40, 80])(
  'never draws more than the screen holds, at %i columns',
  width => {
    const large = SolutionTree.from(
      Array.from({ length: 200 }, (_, i) =>
        solved(i + 1, i === 0 ? null : i, 300 - i)
      ).flat(),
      'minimize'
    );
    for (const height of [3, 10, 500]) {
      const lines = renderTree(large, { width, height, color: false });
      expect(lines.length).toBeLessThanOrEqual(height);
      for (const line of lines) {
        expect([...line].length).toBeLessThanOrEqual(width);
      }
      expect(lines.join('\n')).toContain('★ 0200');
    }
  }
);

it('counts what is drawn two columns wide as two', () => {
  const [select, write, ...others] = solved(1, null, 0.5);
  const wide = SolutionTree.from(
    [
      select,
      {
        ...write,
        writing: {
          title: '価格を予測する木',
          plan: '',
          code: '',
          usage: noUsage
        }
      } as never,
      ...others
    ],
    'minimize'
  );
  const drawn = (width: number) => renderTree(wide, { ...style, width })[0];
  const head = '★ 0001 best      0.500    ';
  expect(drawn(head.length + 16)).toBe(`${head}価格を予測する木`);
  expect(drawn(head.length + 15)).toBe(`${head}価格を予測する…`);
  expect(drawn(head.length + 14)).toBe(`${head}価格を予測す…`);
});

it('colours states only where colour is wanted', () => {
  expect(renderTree(tree, style).join('')).not.toContain('\x1b');
  expect(renderTree(tree, { ...style, color: true })[1]).toContain(
    '\x1b[1;33mbest\x1b[0m'
  );
});

it('lets no text of a model steer the terminal', () => {
  const [select, write] = solved(1, null, 1);
  const title = 'a\x1b[2Jb\rc\nd\u202Ee\x07';
  const hostile = SolutionTree.from([
    select,
    {
      ...write,
      writing: { title, plan: '', code: '', usage: noUsage }
    } as never
  ]);
  const [line, ...rest] = renderTree(hostile, style);
  expect(rest).toEqual([]);
  expect(line).toMatch(/a \[2Jb c d e$/);
});

it('says in one line how far it came', () => {
  expect(renderProgress(tree, 20, status)).toBe(
    'Best 0.4 · 20 % better than the first draft · 4 of 20 · about 2 min left'
  );
  expect(
    renderProgress(new SolutionTree(), 20, { ...status, remaining: null })
  ).toBe('No score yet · 0 of 20');
});

it('counts no blend against the budget', () => {
  const [select, ...others] = solved(2, 1, 0.4);
  const blended = SolutionTree.from(
    [
      ...solved(1, null, 0.5),
      {
        ...(select as Extract<typeof select, { type: 'select' }>),
        stage: 'blend',
        members: ['0001']
      },
      ...others
    ],
    'minimize'
  );
  expect(renderProgress(blended, 1, status)).toContain(' · 1 of 1 · ');
});

it('counts down to the next try', () => {
  const waiting = { reason: 'The model is busy.', until: 21_000 };
  expect(renderMessage({ ...status, waiting }, 1000)).toBe(
    'The model is busy. Next try in 20 s.'
  );
});

it('writes shares and durations in their largest units', () => {
  expect([0.15, 0.0042, 1.234].map(formatShare)).toEqual([
    '15 %',
    '0.4 %',
    '123 %'
  ]);
  expect([8.4, 130, 12_000].map(formatSeconds)).toEqual([
    '8 s',
    '2 min',
    '3 h 20 min'
  ]);
});

it('draws a run of thousands of solutions at once', () => {
  const large = SolutionTree.from(grown(5000), 'minimize');
  const lines = renderTree(large, style);
  expect(lines.at(-1)).toBe('… and 4971 more');
});
