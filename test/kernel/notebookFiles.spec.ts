import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { NotebookPanel } from '@jupyterlab/notebook';
import {
  ContentsManager,
  KernelAPI,
  type Kernel,
  type KernelManager
} from '@jupyterlab/services';
import { dataFolders, guessData } from '../../src/notebook/data';
import { saveAsNotebook } from '../../src/notebook/save';
import { solutionCells, type IOrigin } from '../../src/notebook/solutionCells';
import { onDisk, testKernels, testServer } from './server';

/** What the guess asks of a notebook, with these cells of code. */
function panelOf(
  path: string,
  ...code: (string | { inserted: string })[]
): NotebookPanel {
  const cells = code.map(cell => ({
    type: 'code',
    getMetadata: () => (typeof cell === 'string' ? undefined : {}),
    sharedModel: {
      getSource: () => (typeof cell === 'string' ? cell : cell.inserted)
    }
  }));
  return {
    context: { path },
    content: { model: { cells } }
  } as unknown as NotebookPanel;
}

async function files(...paths: string[]): Promise<void> {
  for (const path of paths) {
    const at = onDisk(path);
    await mkdir(at.replace(/\/[^/]*$/, ''), { recursive: true });
    await writeFile(at, 'x,y\n1,2\n3,6\n');
  }
}

const origin: IOrigin = {
  solution: {
    id: '0004',
    step: 4,
    stage: 'draft',
    parent: null,
    state: 'good',
    writing: {
      title: 'the mean',
      plan: 'Takes the mean.',
      code: [
        '# %%',
        'import csv',
        'with open("./input/train.csv") as stream:',
        '    rows = list(csv.DictReader(stream))',
        '# %%',
        'validation_metric = sum(float(row["y"]) for row in rows) / len(rows)',
        'print("validation_metric:", validation_metric)'
      ].join('\n'),
      usage: { calls: 0, tokensIn: 0, tokensOut: 0, tokensCached: 0 }
    },
    execution: null,
    evaluation: null
  },
  run: 'insertion/work/aide-runs/a',
  data: 'insertion/houses data',
  metric: 'mean',
  direction: 'minimize',
  objective: 'reported',
  submission: null,
  scores: []
};

let contents: ContentsManager;

beforeAll(() => {
  contents = new ContentsManager({ serverSettings: testServer() });
});

afterAll(() => {
  contents.dispose();
});

describe('the data of a notebook', () => {
  it('is where the notebook reads from', async () => {
    await files('guess/a/store/train.csv', 'guess/a/data/train.csv');
    const guess = await guessData(
      panelOf(
        'guess/a/n.ipynb',
        'a = pd.read_csv("store/train.csv"); a.to_csv("out/b.csv")',
        'pd.read_csv("https://example.invalid/far/c.csv")'
      ),
      contents
    );
    expect(guess).toBe('store');
  });

  it('is looked for beside it otherwise, training tables first', async () => {
    await files(
      'guess/b/archive/old.csv',
      'guess/b/houses/train.csv',
      'guess/b/aide-runs/train.csv',
      'guess/b/data/notes.md',
      'guess/b/src/a.py'
    );
    expect(
      await dataFolders(
        panelOf('guess/b/n.ipynb', 'pd.read_csv("gone/train.csv")'),
        contents
      )
    ).toEqual(['houses', 'data', 'archive']);
  });

  it('is never the copy that an earlier run made of it', async () => {
    const copy = 'aide-runs/n-1/input/0';
    await files(
      'guess/d/data/train.csv',
      'guess/d/elsewhere/train.csv',
      `guess/d/${copy}/train.csv`
    );
    const inserted = { inserted: "pd.read_csv('elsewhere/train.csv')" };
    // With what it says of itself, and copied out of it by hand.
    const copied = [1, 2, 3].map(() => `pd.read_csv("${copy}/train.csv")`);
    expect(
      await dataFolders(
        panelOf('guess/d/n.ipynb', inserted, inserted, ...copied),
        contents
      )
    ).toEqual(['data', 'elsewhere']);
    // The best notebook of a run, opened where it lies.
    expect(
      await dataFolders(
        panelOf('guess/d/aide-runs/n-1/best.ipynb', inserted),
        contents
      )
    ).toEqual([]);
  });

  it('may lie beside the notebook itself, above it, or nowhere', async () => {
    await files('guess/c/train.csv', 'guess/c/deep/n.md');
    expect(await guessData(panelOf('guess/c/n.ipynb'), contents)).toBe('.');
    expect(
      await guessData(
        panelOf('guess/c/deep/n.ipynb', "pd.read_csv('../train.csv')"),
        contents
      )
    ).toBe('..');
    expect(
      await guessData(
        panelOf('guess/c/deep/n.ipynb', "pd.read_csv('../../../../x.csv')"),
        contents
      )
    ).toBeNull();
    expect(await guessData(panelOf('not/there/n.ipynb'), contents)).toBeNull();
  });
});

describe('a solution outside its run', () => {
  let manager: KernelManager;
  let kernel: Kernel.IKernelConnection;

  beforeAll(async () => {
    await files('insertion/houses data/train.csv');
    await mkdir(onDisk('insertion/work'), { recursive: true });
    manager = testKernels();
    // The server takes the folder to start in, which the types do not have.
    const where = { name: 'python3', path: 'insertion/work' };
    const model = await KernelAPI.startNew(where, testServer());
    kernel = manager.connectTo({ model });
  });

  afterAll(async () => {
    await kernel.shutdown();
    kernel.dispose();
    manager.dispose();
  });

  it('gives its score in the notebook that it was inserted into', async () => {
    for (const cell of solutionCells(origin, 'insertion/work/n.ipynb')) {
      if (cell.cell_type === 'code') {
        const code = String(cell.source);
        const reply = await kernel.requestExecute({ code }).done;
        expect(reply.content).toMatchObject({ status: 'ok' });
      }
    }
    const { content } = await kernel.requestExecute({
      code: '',
      user_expressions: { score: 'validation_metric' }
    }).done;
    expect(content).toMatchObject({
      user_expressions: { score: { data: { 'text/plain': '4.0' } } }
    });
  });

  it('is saved as a notebook, never over another one', async () => {
    const spec = { name: 'python3', display_name: 'Python 3' };
    const save = () =>
      saveAsNotebook(contents, origin, 'insertion/work/n.ipynb', spec);
    const first = await save();
    expect(first).toBe('insertion/work/n-solution-0004.ipynb');
    const text = await readFile(onDisk(first), 'utf8');
    expect(await save()).toBe('insertion/work/n-solution-0004-2.ipynb');
    expect(await readFile(onDisk(first), 'utf8')).toBe(text);
    const saved = JSON.parse(text);
    expect(saved).toMatchObject({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: { kernelspec: { name: 'python3' } }
    });
    expect(JSON.stringify(saved.cells)).toContain('../houses data/train.csv');
  });
});
