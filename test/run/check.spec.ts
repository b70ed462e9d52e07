import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { diskFiles } from '../../src/headless/diskFiles';
import { checkRun } from '../../src/run/check/check';
import { seal, unseal } from '../../src/run/folder/seal';
import type { TreeEvent } from '../../src/solution/events';
import type { MemoryContents } from './contents';
import { grown, solved } from './events';
import { run, soundRun } from './soundRun';

const check = (contents: MemoryContents) => checkRun(contents.manager, run);

/** The problems of a run after its events were changed. */
async function problemsOf(events: TreeEvent[]): Promise<string[]> {
  const contents = await soundRun(grown(1));
  const lines = events.map(
    (event, i) =>
      `${JSON.stringify({ time: '2025-01-01T00:00:00Z', elapsed: i, event })}\n`
  );
  contents.remove(`${run}/journal/last.copy`);
  contents.put(`${run}/journal/0001.jsonl`, lines.join(''));
  return (await check(contents)).problems;
}

it('finds nothing wrong with a sound run, however many segments it has', async () => {
  const events = grown(200);
  const contents = await soundRun(events);
  expect(contents.paths).toContain(`${run}/journal/0003.jsonl`);
  expect(await check(contents)).toEqual({
    problems: [],
    notes: [],
    nodes: 200,
    events: events.length
  });
});

it('finds nothing wrong with one that was cut off anywhere and went on', async () => {
  const [select, write, start, execute, evaluate] = grown(1);
  const first = { ...evaluate, final: false } as TreeEvent;
  for (const events of [
    [select],
    [select, write],
    [select, write, start, start, execute, first],
    [select, write, start, execute, first, first, evaluate],
    [select, { type: 'cancel', id: '0001', reason: '' } as const]
  ]) {
    // best.py is of the whole run.
    const found = (await problemsOf(events)).filter(
      problem => !problem.startsWith('best.py holds no solution')
    );
    expect(found).toEqual([]);
  }
});

it('accepts a reply without a script, evaluated without a run', async () => {
  const [select, write, , , evaluate] = solved(2, null, null, '');
  expect(await problemsOf([...grown(1), select, write, evaluate])).toEqual([]);
});

const [first] = [grown(1)];
const [select, write, start, execute, evaluate] = first;
it.each<[string, TreeEvent[], RegExp]>([
  [
    'is begun twice',
    [...first, select],
    /already a solution 0001 in this tree \(journal\/0001.jsonl, line 6\)/
  ],
  [
    'has two results',
    [select, write, start, execute, execute, evaluate],
    /0001 is reviewing: "execute" does not fit \(journal\/0001.jsonl, line 5\)/
  ],
  [
    'goes on after its end',
    [...first, start],
    /0001 is good: "run" does not fit \(journal\/0001.jsonl, line 6\)/
  ],
  [
    'was never written',
    [select, start],
    /The code of solution 0001 is lost \(journal\/0001.jsonl, line 2\)/
  ],
  [
    'has no beginning',
    [write],
    /The beginning of solution 0001 could not be read/
  ],
  [
    'is built on nothing',
    [...first, ...solved(2, 7, 1)],
    /no solution 0007 in this tree \(journal\/0001.jsonl, line 6\)/
  ],
  [
    'skips a step',
    [...first, ...solved(3, 1, 1)],
    /The beginning of solution 0002 could not be read/
  ],
  [
    'has a score that nobody measured',
    [
      select,
      write,
      start,
      execute,
      {
        ...evaluate,
        evaluation: {
          ...(evaluate as { evaluation: object }).evaluation,
          score: 7
        }
      } as TreeEvent
    ],
    /0001 has the score 7, which its run did not give/
  ],
  [
    'has a score although it failed',
    [...solved(1, null, null).slice(0, 4), evaluate],
    /0001 has the score 100 though it did not run to its end/
  ],
  [
    'is good without a score',
    [
      ...first.slice(0, 4),
      {
        ...evaluate,
        evaluation: {
          ...(evaluate as { evaluation: object }).evaluation,
          score: null
        }
      } as TreeEvent
    ],
    /0001 cannot be good without a score/
  ],
  [
    'is a draft of something',
    [
      ...first,
      { type: 'select', id: '0002', step: 2, stage: 'draft', parent: '0001' }
    ],
    /0002 is a draft of 0001/
  ],
  [
    'changes direction',
    [{ type: 'direction', direction: 'maximize', reason: '' }],
    /direction is settled as minimize and does not flip/
  ]
])('says that a solution %s', async (_, events, problem) => {
  expect((await problemsOf(events)).join('\n')).toMatch(problem);
});

it('takes the copy of a run.json that was cut off', async () => {
  const contents = await soundRun(grown(1));
  const text = contents.text(`${run}/run.json`);
  contents.put(`${run}/run.copy`, text);
  contents.put(`${run}/run.json`, text.slice(0, 100));
  const { problems, notes } = await check(contents);
  expect(problems).toEqual([]);
  expect(notes).toEqual(['run.json was cut off; run.copy stands in for it.']);
});

it.each<[string, (contents: MemoryContents) => void, RegExp]>([
  [
    'no run.json',
    contents => contents.remove(`${run}/run.json`),
    /^There is no run.json/
  ],
  [
    'a damaged run.json',
    contents => contents.put(`${run}/run.json`, '{"version":1'),
    /^run.json is damaged/
  ],
  [
    'a newer version',
    contents => contents.put(`${run}/run.json`, '{"version":2}'),
    /^run.json has the version 2, which a newer jupyterlab-aide wrote/
  ],
  [
    'a missing segment',
    contents => contents.remove(`${run}/journal/0002.jsonl`),
    /journal\/0002.jsonl is missing/
  ],
  [
    'a damaged line',
    contents =>
      contents.put(
        `${run}/journal/0001.jsonl`,
        contents.text(`${run}/journal/0001.jsonl`).replace('"select"', '"sel"')
      ),
    /^journal\/0001.jsonl, line 1 is damaged/
  ],
  [
    'a line that stands there twice',
    contents => {
      const path = `${run}/journal/0001.jsonl`;
      const [line] = contents.text(path).split('\n');
      contents.put(path, `${line}\n${contents.text(path)}`);
    },
    /line 2 is the same as journal\/0001.jsonl, line 1/
  ],
  [
    'time that runs backwards',
    contents => {
      const path = `${run}/journal/0001.jsonl`;
      const [line, ...rest] = contents.text(path).split('\n');
      const first = seal({ ...(unseal(line) as object), elapsed: 99999 });
      contents.put(path, [first, ...rest].join('\n'));
    },
    /line 2 says that the run had worked 1 s, less than the 99999 s/
  ],
  [
    'missing outputs',
    contents => contents.remove(`${run}/outputs/0003.json`),
    /^Solution 0003 ran, but outputs\/0003.json is missing/
  ],
  [
    'half-written outputs',
    contents => contents.put(`${run}/outputs/0003.json`, '[{"sou'),
    /^outputs\/0003.json is damaged/
  ],
  [
    'the outputs of another script',
    contents =>
      contents.put(
        `${run}/outputs/0003.json`,
        contents.bytes(`${run}/outputs/0002.json`)
      ),
    /^outputs\/0003.json holds another script/
  ],
  [
    'the outputs of a solution that nobody knows',
    contents => contents.put(`${run}/outputs/0999.json`, '[]'),
    /^outputs\/0999.json is there, but the journal knows no solution 0999/
  ],
  [
    'no best solution',
    contents => contents.remove(`${run}/best.ipynb`),
    /^There is a good solution, but no best.ipynb/
  ],
  [
    'a best solution with another score',
    contents =>
      contents.put(
        `${run}/best.py`,
        contents
          .text(`${run}/best.py`)
          .replace(/(# Score \(.*\)): \S+/, '$1: 0.1')
      ),
    /^best.py gives solution \d+ the score 0.1; the journal says/
  ],
  [
    'half of the best solution',
    contents =>
      contents.put(
        `${run}/best.py`,
        contents.text(`${run}/best.py`).slice(0, -5)
      ),
    /^best.py is cut off/
  ],
  [
    'half of the best notebook',
    contents =>
      contents.put(
        `${run}/best.ipynb`,
        contents.text(`${run}/best.ipynb`).slice(0, -5)
      ),
    /^best.ipynb is damaged/
  ],
  [
    'what a write left behind that was cut off',
    contents => contents.put(`${run}/journal/.~0001.jsonl`, ''),
    /^A write was cut off and left journal\/.~0001.jsonl behind/
  ],
  [
    'what does not belong there',
    contents => contents.put(`${run}/journal/1.jsonl`, ''),
    /^journal\/1.jsonl does not belong there/
  ]
])('says that there is %s', async (_, damage, problem) => {
  const contents = await soundRun(grown(200));
  damage(contents);
  const { problems } = await check(contents);
  expect(problems[0]).toMatch(problem);
});

it('notes a line that was cut off, which is no problem', async () => {
  const contents = await soundRun(grown(3));
  const path = `${run}/journal/0001.jsonl`;
  contents.remove(`${run}/journal/last.copy`);
  contents.put(path, `${contents.text(path)}{"time":"20`);
  expect(await check(contents)).toMatchObject({
    problems: [],
    notes: ['The last line of journal/0001.jsonl was cut off and is left out.']
  });
});

it('reads the copy of a segment whose save was cut off', async () => {
  const contents = await soundRun(grown(3));
  const path = `${run}/journal/0001.jsonl`;
  const text = contents.text(path);
  contents.put(`${run}/journal/last.copy`, `{"segment":1}\n${text}`);
  expect(await check(contents)).toMatchObject({ problems: [], notes: [] });
  contents.put(path, text.slice(0, 100));
  expect(await check(contents)).toMatchObject({
    problems: [],
    notes: [
      'A save of journal/0001.jsonl was cut off; what it held before is there.'
    ],
    nodes: 3
  });
});

it('checks five thousand solutions within seconds', async () => {
  const { problems, nodes } = await check(await soundRun(grown(5000)));
  expect(problems).toEqual([]);
  expect(nodes).toBe(5000);
});

it('finds on a disk what it finds on a server', async () => {
  const disk = await mkdtemp(join(tmpdir(), 'aide-check-'));
  try {
    const contents = await soundRun(grown(3));
    contents.remove(`${run}/outputs/0002.json`);
    for (const path of contents.paths.filter(each => /\.\w+$/.test(each))) {
      await mkdir(dirname(join(disk, path)), { recursive: true });
      await writeFile(join(disk, path), contents.bytes(path));
    }
    expect(await checkRun(diskFiles, join(disk, run))).toEqual({
      problems: ['Solution 0002 ran, but outputs/0002.json is missing.'],
      notes: [],
      nodes: 3,
      events: grown(3).length
    });
    expect((await checkRun(diskFiles, disk)).problems).toEqual([
      'There is no run.json, so this is not the folder of a run.'
    ]);
  } finally {
    await rm(disk, { recursive: true });
  }
});

it('takes a best.py that predicts later rows for whole, and one that names its score as before', async () => {
  const code =
    '# %%\nimport pandas as pd\n\ndef predict(table):\n    return table\n\nvalidation_metric = 1\n';
  const contents = await soundRun(solved(1, null, 1, code));
  const script = contents.text(`${run}/best.py`);
  expect(script).toContain('--predict');
  expect((await check(contents)).problems).toEqual([]);
  contents.put(
    `${run}/best.py`,
    script.replace(/# Score \(.*/, '# validation_metric: 1')
  );
  expect((await check(contents)).problems).toEqual([]);
  // Versions before wrote what predicts later rows otherwise, or not at all.
  const before = script
    .replace('import codecs\n', '')
    .replace(
      /# Rows that came later[^]*?\nif cli/,
      '# Rows that came later\nif cli'
    )
    .replace('    try:\n', '');
  expect(before.length).toBeLessThan(script.length);
  const plain = script
    .replace(/\nimport argparse[^]*?cli.predict}'\)\n/, '')
    .replace(/\n# %%\n# Rows that came later[^]*/, '');
  expect(plain).not.toContain('cli');
  for (const text of [before, plain]) {
    contents.put(`${run}/best.py`, text);
    expect((await check(contents)).problems).toEqual([]);
    contents.put(`${run}/best.py`, text.slice(0, -5));
    expect((await check(contents)).problems).toEqual(['best.py is cut off.']);
  }
  contents.put(`${run}/best.py`, script.slice(0, -5));
  expect((await check(contents)).problems).toEqual(['best.py is cut off.']);
});
