import { RunConfig } from '../../src/run/config';
import { explained, scoresOf } from '../../src/run/account/scores';
import { BestKeeper } from '../../src/run/folder/bestKeeper';
import { RunFolder } from '../../src/run/folder/folder';
import { SolutionTree } from '../../src/search/tree';
import type { Task } from '../../src/task/task';
import { scriptedTask } from '../support/scriptedTask';
import { MemoryContents } from './contents';
import { solved } from './events';

async function keeperIn(
  contents: MemoryContents,
  code = 'print(1)',
  task: Task | null = null,
  change: Partial<RunConfig> = {}
) {
  const config = RunConfig.parse({
    goal: 'Predict b.',
    data: 'data',
    ...change,
    coder: { kind: 'recipes' }
  });
  const folder = await RunFolder.create(contents.manager, '', 'run', {
    version: 1,
    created: '2025-01-01T00:00:00Z',
    config,
    task: null
  });
  const tree = SolutionTree.from(solved(1, null, 0.5, code), 'minimize');
  const paths = {
    start: '',
    run: folder.path,
    source: config.data,
    data: config.data
  };
  return {
    keeper: new BestKeeper(
      folder,
      config,
      paths,
      tree,
      () => task,
      best => explained(scoresOf(tree, best), 'reported')
    ),
    folder,
    tree
  };
}

it('leaves best.py as it was written where a server writes a script beside each notebook', async () => {
  const contents = new MemoryContents();
  const { keeper, folder } = await keeperIn(contents);
  const { save } = contents;
  contents.save = async function (path, options) {
    const model = await save.call(this, path, options);
    if (options?.type === 'notebook') {
      this.put(path.replace(/ipynb$/, 'py'), '# A pair\n');
    }
    return model;
  };
  await keeper.keep();
  expect(contents.text(`${folder.path}/best.py`)).toContain('print(1)');
  const notebook = JSON.parse(contents.text(`${folder.path}/best.ipynb`));
  // Opened and saved later, it keeps to itself.
  expect(notebook.metadata.jupytext).toEqual({ formats: 'ipynb' });
  expect(keeper.written).toEqual(['best.ipynb', 'best.py']);
});

it('reads a folder beside the one it was started in by the name that a person gave it', async () => {
  const contents = new MemoryContents();
  const code = "INPUT = './input'";
  const { keeper, folder } = await keeperIn(contents, code, null, {
    data: '/home/me/data',
    dataFromBase: '../data'
  });
  await keeper.keep();
  const text = (name: string) => contents.text(`${folder.path}/${name}`);
  expect(text('best.py')).toMatch(/INPUT = ["']\.\.\/data["']/);
  expect(text('best.ipynb')).toContain('../../../data');
  expect(text('best.py') + text('best.ipynb')).not.toContain('/home/me');
});

it('says beside best.py which versions it ran with', async () => {
  const contents = new MemoryContents();
  const packages = [
    { name: 'numpy', version: '2.1.0', installed: 'numpy' },
    { name: 'sklearn', version: '1.9.1', installed: 'scikit-learn' },
    { name: 'cv2', version: '', installed: 'opencv-python' },
    { name: 'torch', version: '2.0', installed: 'torch' },
    { name: 'lightgbm', version: '4.7.0' }
  ];
  const code = [
    'import numpy as np, cv2',
    'from sklearn.linear_model import Ridge',
    'from lightgbm import LGBMRegressor',
    ''
  ].join('\n');
  const { keeper, folder } = await keeperIn(contents, code, {
    ...scriptedTask,
    packages
  });
  await keeper.keep();
  expect(contents.text(`${folder.path}/requirements.txt`)).toBe(
    'numpy==2.1.0\nscikit-learn==1.9.1\nlightgbm==4.7.0\n'
  );
});

it('names no file that could not be written, nor one that holds another solution', async () => {
  const contents = new MemoryContents();
  const { keeper, tree } = await keeperIn(contents);
  expect(keeper.written).toEqual([]);
  const { save } = contents;
  contents.save = async function (path, options) {
    this.trouble = /best\.ipynb$/.test(path) ? 'read-only' : null;
    return save.call(this, path, options);
  };
  await expect(keeper.keep()).rejects.toThrow(/best.ipynb” may not be written/);
  expect(keeper.written).not.toContain('best.ipynb');
  contents.save = save;
  contents.trouble = null;
  await keeper.keep();
  expect(keeper.written).toEqual(['best.ipynb', 'best.py']);
  solved(2, null, 0.4).forEach(event => tree.apply(event));
  expect(keeper.written).toEqual([]);
});

it('tells in best.py of the score that the best was verified by, once it was', async () => {
  const contents = new MemoryContents();
  const { keeper, folder, tree } = await keeperIn(contents);
  const told = () =>
    /^# Score .*$/m.exec(contents.text(`${folder.path}/best.py`))![0];
  await keeper.keep();
  expect(told()).toBe(
    '# Score (lower is better): 0.5 by its own validation, which the search chose by'
  );
  const score = { on: 'run 1', score: 0.6, error: null };
  tree.apply({
    type: 'verify',
    verification: {
      kind: 'reported',
      leaders: ['0001'],
      runs: 1,
      reruns: [
        { id: '0001', run: 1, scores: [score], problem: '', seconds: 1 }
      ],
      isDone: true,
      pick: '0001'
    }
  });
  await keeper.keep();
  expect(told()).toBe(
    '# Score (lower is better): 0.6 by its own validation with other seeds; 0.5 by its own validation, which the search chose by'
  );
});
