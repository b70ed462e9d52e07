import type { Kernel, KernelManager } from '@jupyterlab/services';
import fc from 'fast-check';
import { z } from 'zod';
import { callPython } from '../../src/kernel/callPython';
import { joinCells, splitCells } from '../../src/kernel/cells';
import { testKernels } from './server';

describe('a script', () => {
  it.each([
    [
      'at its markers',
      '# %% Load the data\nimport x\n\n# %%\ny = 1\n# In[3]:\nz = 2\n#%%\n\n\nw = 3\n',
      ['# Load the data\nimport x', 'y = 1', 'z = 2', 'w = 3']
    ],
    [
      'with notes in Markdown before what they tell of',
      '# %% [markdown]\n# # Title\n# %%\nx = 1\n# %% [markdown]\n# The end\n',
      ['# # Title\n\nx = 1\n\n# The end']
    ],
    [
      'after the imports, around definitions, and at commented blocks',
      '"""What it does."""\nimport a\n\n# Others\nimport b\n\nN = 1\nM = 2\n\ndef f():\n\n    # inside\n    return 1\n\n\n@a.b\nclass C:\n    pass\n\n\n# Train\nf()\n\nC()\n',
      [
        '"""What it does."""\nimport a\n\n# Others\nimport b',
        'N = 1\nM = 2',
        'def f():\n\n    # inside\n    return 1',
        '@a.b\nclass C:\n    pass',
        '# Train\nf()\n\nC()'
      ]
    ],
    [
      'at a blank line when a cell gets long',
      `import a\n\n${'x = 1\n'.repeat(16)}\ny = 1\n\nz = 1\n`,
      ['import a', 'x = 1\n'.repeat(16).trim(), 'y = 1\n\nz = 1']
    ],
    [
      'never inside a statement',
      'x = """\n\n# %%\n\n"""\ny = (\n\n# %%\n\n  1)\nif x:\n    pass\n\n# %% not at the outermost level\nelse:\n    pass\n',
      [
        'x = """\n\n# %%\n\n"""\ny = (\n\n# %%\n\n  1)\nif x:\n    pass\n\n# %% not at the outermost level\nelse:\n    pass'
      ]
    ],
    [
      'with magics',
      '%matplotlib inline\n!pip list | \\\n  head\n\nimport a\n\n# Show\nfor x in a:\n    %time x()\n',
      [
        '%matplotlib inline\n!pip list | \\\n  head\n\nimport a',
        '# Show\nfor x in a:\n    %time x()'
      ]
    ],
    [
      'with Windows line ends',
      '# %%\r\nx = 1\r\n# %%\r\ny = 1\r\n',
      ['x = 1', 'y = 1']
    ],
    [
      'that is no Python',
      'import a\n\n# x\ndef (\n\n# y\nz = 1',
      ['import a\n\n# x\ndef (\n\n# y\nz = 1']
    ],
    ['of nothing but comments', '# %%\n# a\n\n# b\n', ['# a\n\n# b']],
    ['that is empty', '\n \n', ['']]
  ])('is divided %s', (_, script, cells) => {
    expect(splitCells(script)).toEqual(cells);
  });
});

// Scripts of statements that are hard to tell apart by looking at lines.
const statement = fc.constantFrom(
  'import os',
  'from os import (\n    path,\n\n    sep\n)',
  'x = 1',
  'x = 1; y = 2',
  'x = 1 + \\\n\n2'.replace('\n\n', '\n'),
  's = """\n\n# %%\nimport x\n"""',
  "s = r'''# %%'''",
  's = f"{x!r:>{10}} {{}}"',
  'y = [\n\n# %%\n    1,\n\n    2]',
  'def f(a, b=(1, 2)):\n\n    # %%\n    return """\ndef g(): pass\n"""',
  '@property\n\n# between\ndef g(self):\n    pass',
  'class A:\n    x = 1\n\n    def f(self):\n        pass',
  'if x:\n    y = 1\n\n# %%\nelif y:\n    pass\n\nelse:\n    y = 2',
  'try:\n    pass\n\nexcept ValueError:\n    pass\n\nfinally:\n    pass',
  'for i in range(3):\n    print(i)\n\nelse:\n    pass',
  'with open(x) as a, \\\n        open(y) as b:\n    pass',
  'async def h():\n    await x',
  'match x:\n    case 1:\n        pass\n\n    case _:\n        pass',
  'lambda: (yield)',
  'x: int = 3',
  'print("# %%")  # %% trailing',
  'del x'
);
const comment = fc.constantFrom(
  '# a comment',
  '# %%',
  '# %% A title',
  '# %% [markdown]',
  '#%%',
  '# In[12]:',
  '#'
);
const script = fc
  .array(
    fc.tuple(
      fc.oneof(
        { weight: 3, arbitrary: statement },
        { weight: 1, arbitrary: comment }
      ),
      fc.constantFrom('\n', '\n\n', '\n\n\n')
    ),
    { maxLength: 25, size: 'max' }
  )
  .map(parts => parts.flat().join(''));

describe('the cells of any script', () => {
  let manager: KernelManager;
  let kernel: Kernel.IKernelConnection;

  beforeAll(async () => {
    manager = testKernels();
    kernel = await manager.startNew({ name: 'python3' });
  });

  afterAll(async () => {
    await kernel.shutdown();
    manager.dispose();
  });

  it('are each whole, and together the same program', async () => {
    const scripts = fc.sample(script, 500).map(text => {
      const cells = splitCells(text);
      return { text, cells, joined: joinCells(cells) };
    });
    expect(
      Math.max(...scripts.map(({ cells }) => cells.length))
    ).toBeGreaterThan(5);
    const source = `
import ast

def differing(scripts):
    return [script for script in scripts if differs(**script)]

def differs(text, cells, joined):
    program = ast.dump(ast.parse(text))
    if ast.dump(ast.parse(joined)) != program:
        return True
    body = [node for cell in cells for node in ast.parse(cell).body]
    return ast.dump(ast.Module(body=body, type_ignores=[])) != program
`;
    expect(
      await callPython(
        kernel,
        source,
        'differing',
        { scripts },
        z.array(z.unknown())
      )
    ).toEqual([]);
  });

  it('lose no comment but the markers', () => {
    fc.assert(
      fc.property(script, text => {
        const words = (source: string) =>
          source
            .replace(/^# ?(%%( \[markdown\])?|In\[12\]:)$/gm, '')
            .replace(/^# %% A title$/gm, '# A title')
            .replace(/^#%%$/gm, '')
            .split(/\s+/)
            .filter(Boolean);
        expect(words(joinCells(splitCells(text)))).toEqual(words(text));
      })
    );
  });

  it('stay the same when they are joined and divided again', () => {
    fc.assert(
      fc.property(script, text => {
        const cells = splitCells(text);
        expect(splitCells(joinCells(cells))).toEqual(cells);
      })
    );
  });
});
