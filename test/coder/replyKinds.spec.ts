import { parseReply, type IReplyContext } from '../../src/coder/reply';
import { needsOf } from '../../src/coder/reply/needs';
import { scriptedTask } from '../support/scriptedTask';

const script = `import pandas as pd

train = pd.read_csv("./input/train.csv")
validation_metric = float(train["price"].std())
print(f"validation_metric: {validation_metric}")`;

const fenced = (code: string, language = 'python'): string =>
  `\`\`\`${language}\n${code}\n\`\`\``;

const reported = {
  tables: ['train.csv'],
  metric: true,
  submission: false,
  folds: false
};

function read(text: string, context: IReplyContext = {}) {
  return parseReply(text, { needs: reported, ...context });
}

function codeOf(text: string, context?: IReplyContext): string {
  const reply = read(text, context);
  return 'code' in reply ? reply.code.trim() : `refused: ${reply.unusable}`;
}

function refusal(text: string, context?: IReplyContext): string {
  const reply = read(text, context);
  return 'unusable' in reply ? reply.unusable : `taken: ${reply.code}`;
}

describe('a first try in a fence, and the script without one', () => {
  const first = script.replace('std()', 'var()');

  it.each([
    ['in the answer', (text: string) => text],
    ['in thoughts that never end', (text: string) => `<think>${text}`],
    ['in a channel that never ends', (text: string) => `analysis${text}`]
  ])('is not taken for the script: %s', (_, put) => {
    const text = put(
      `First try:\n\n${fenced(first)}\n\nNo. Now a good one.\n\n${script}`
    );
    expect(codeOf(text)).toBe(script);
    const reply = read(text);
    expect('plan' in reply && reply.plan).not.toMatch(/read_csv/);
  });
});

describe('thoughts by marks of all kinds', () => {
  const thought = `Hm, hm.\n${fenced('validation_metric = 0.5')}\nSo be it.\n`;

  it.each([
    ['<thinking_process>', '</thinking_process>'],
    ['{think}', '{/think}'],
    ['(thinking)\n', '\n(/thinking)\n'],
    ['[REASONING]', '[/REASONING]'],
    ['‹think›', '‹/think›'],
    ['<!-- thinking\n', '\n-->\n'],
    ['<|im_start|>think\n', '<|im_start|>answer\n'],
    ['**Thinking:**\n', '\n**Answer:**\n'],
    ['analysis', 'assistantfinal'],
    ['<reflection>', '</reflection>']
  ])('are never told: %s', (open, close) => {
    const reply = read(
      `${open}${thought}${close}\n# Ridge\n\n${fenced(script)}`
    );
    expect(reply).toMatchObject({ title: 'Ridge', code: `${script}\n` });
    expect(JSON.stringify(reply)).not.toMatch(/Hm, hm|So be it/);
  });

  it('are not seen where code only looks like them', () => {
    const code = `${script}\nprint(f"{think} -->")`;
    expect(codeOf(`(thinking) of a ridge\n\n${fenced(code)}`)).toBe(code);
  });
});

it('takes a script that is the whole argument of a call', () => {
  expect(codeOf('', { call: script })).toBe(script);
});

describe('prose among code', () => {
  const long = Array.from({ length: 40 }, (_, i) => `x${i} = ${i}`).join('\n');

  it('is refused by its line, however long the code is', () => {
    const [head, ...rest] = script.split('\n\n');
    expect(
      refusal(
        fenced([head, "But let's not do that.", long, ...rest].join('\n'))
      )
    ).toMatch(/line 2 reads "But let's not do that\."/);
  });

  it.each([
    'match command:\n    case "go north":\n        pass',
    'type Vector = list[float]',
    'print(f"{x!r:>{width}} of {y}")',
    "text = 'it is' ' two words'",
    'x = 1. if y else 2.',
    'def f():\n    yield',
    'with (open(a) as f, open(b) as g):\n    pass',
    'async def f():\n    async for x in y: await z'
  ])('is not seen in %s', line => {
    expect(codeOf(fenced(`${script}\n${line}\n${long}`))).toContain(line);
  });
});

describe('a score that nobody measured', () => {
  it.each([
    [
      'beside the script',
      `${fenced(script)}\nI expect about\n${fenced('validation_metric = 0.12')}`
    ],
    [
      'before it',
      `${fenced('validation_metric = 0.12\nprint(validation_metric)')}\n${fenced(script)}`
    ]
  ])('is never the script, %s', (_, text) => {
    expect(codeOf(`Ridge\n\n${text}`)).toBe(script);
  });

  it.each([
    ['a line alone', 'validation_metric = 0.12'],
    [
      'a line that is printed',
      'validation_metric = float("0.1")\nprint(f"validation_metric: {validation_metric}")'
    ],
    [
      'a number in a script',
      `${script.split('\n').slice(0, 3).join('\n')}\nvalidation_metric = 0.99`
    ],
    [
      'a printed number',
      `${script.split('\n').slice(0, 3).join('\n')}\nprint("validation_metric: 0.99")`
    ]
  ])('is refused: %s', (_, code) => {
    expect(refusal(fenced(code))).toMatch(/number|reads nothing/);
  });

  it('is refused where the script reads none of the tables', () => {
    const made =
      'import numpy as np\nx = np.random.rand(9)\nvalidation_metric = x.std()';
    expect(refusal(fenced(made))).toMatch(/reads nothing from \.\/input/);
  });
});

it('asks for reading and a score only where the objective does', () => {
  const faster =
    'import numpy as np\n\n\ndef nearest(stars):\n    return np.sqrt(stars).min(axis=1)';
  const cell = needsOf({
    ...scriptedTask,
    objective: { kind: 'cell', code: '1', fresh: false }
  });
  expect(codeOf(fenced(faster), { needs: cell })).toBe(faster);
  expect(refusal(fenced(faster))).toMatch(/reads nothing/);
});

it('takes a script that is scored by its predictions with whatever score of its own', () => {
  const needs = {
    tables: ['train.csv'],
    metric: false,
    submission: true,
    folds: false
  };
  const code =
    'import pandas as pd\npd.read_csv("input/test.csv").to_csv("submission.csv")\nvalidation_metric = 1';
  expect(codeOf(fenced(code), { needs })).toBe(code);
  expect(refusal(fenced(script), { needs })).toMatch(
    /never writes submission\.csv/
  );
});

it('takes another script than the one that was to be changed, wherever that is quoted', () => {
  const parent = script.replace('std', 'mean');
  const both = [fenced(script), fenced(parent)];
  expect(codeOf(both.join('\nIt was:\n'), { parent })).toBe(script);
  expect(codeOf(both.reverse().join('\nNow:\n'), { parent })).toBe(script);
});

it('joins a script that was torn in the middle of a statement', () => {
  const torn = script.replace('pd.read_csv(', 'pd.read_csv(\n    ');
  const [head, tail] = torn.split('    "');
  const text = `${fenced(head.trimEnd())}\n\nTo go on:\n\n${fenced(`    "${tail}`)}`;
  expect(codeOf(text)).toBe(torn);
});

describe('thoughts', () => {
  const answer = `# Ridge\n\nFit it.\n\n${fenced(script)}`;
  const secret = `I could lie.\n\n# Lies\n\n${fenced('validation_metric = 0')}`;

  it.each([
    `<think>${secret}</think>${answer}`,
    `<reasoning type="long">\n${secret}\n</reasoning>\n${answer}`,
    `[THINK]${secret}[/THINK]${answer}`,
    `◁think▷${secret}◁/think▷${answer}`,
    `<seed:think>${secret}</seed:think>${answer}`,
    `<|begin_of_thought|>${secret}<|end_of_thought|>${answer}`,
    `${secret}</think>\n${answer}`,
    `<think>I open\n\n\`\`\`python\nx = 1\n</think>\n${answer}`,
    `<|channel|>analysis<|message|>${secret}<|end|><|start|>assistant<|channel|>final<|message|>${answer}<|return|>`,
    `analysis${secret}assistantfinal${answer}`,
    `Thinking...\n${secret}\n...done thinking.\n\n${answer}`,
    `${answer}\n<think>${secret}`
  ])('never reach title, plan or code: %j', text => {
    expect(read(text)).toEqual({
      title: 'Ridge',
      plan: 'Fit it.',
      code: `${script}\n`
    });
  });

  it('may hold the whole script where nothing else came', () => {
    for (const context of [{ thoughts: answer }, { thoughts: script }]) {
      const reply = read('', context);
      expect(reply).toMatchObject({ code: `${script}\n` });
      expect(JSON.stringify(reply)).not.toContain('Fit it');
    }
    expect(codeOf(`<think>${answer}`)).toBe(script);
    expect(refusal('', { thoughts: secret })).toMatch(
      /thoughts, but no answer/
    );
    expect(refusal('', { thoughts: answer, cutOff: true })).toMatch(/cut off/);
  });

  it('are told from code that speaks of them', () => {
    const code = `${script}\nprint("</think>", "<think>")  # </think>`;
    expect(codeOf(fenced(code))).toBe(code);
  });
});

describe('characters', () => {
  it.each([
    ['no-break spaces', 'train =\u00a0pd.read', 'train = pd.read'],
    [
      'characters without a width',
      'train =\u200b pd\ufeff.read',
      'train = pd.read'
    ],
    [
      'curly quotes',
      'pd.read_csv(“./input/train.csv”)',
      'pd.read_csv("./input/train.csv")'
    ],
    [
      'a wide bracket',
      'float（train["price"].std()）',
      'float(train["price"].std())'
    ]
  ])('that are Python in other clothes are read: %s', (_, worn, plain) => {
    const before = script.includes(plain) ? script.replace(plain, worn) : '';
    expect(before).not.toBe('');
    expect(codeOf(fenced(before))).toBe(script);
  });

  it('are left in texts, where they may be meant', () => {
    const code = script.replace('"price"', '"price\u00a0(“€”)"');
    expect(codeOf(fenced(code))).toBe(code);
  });

  it.each([
    ['x = ”', /line 6 holds a curly quote \(”\) where Python wants a quote/],
    ['x = 1 × 2', /line 6 holds the character × \(U\+00D7\)/],
    ['x = [1, …]', /line 6 holds three dots in one character/]
  ])('that mean nothing are named with their line: %s', (line, reason) => {
    expect(refusal(fenced(`${script}\n${line}`))).toMatch(reason);
  });
});

describe('lines for a shell or a notebook', () => {
  it.each([
    '!pip install -q lightgbm',
    '%matplotlib inline',
    'pip install pandas',
    '%%time',
    '!nvidia-smi'
  ])('are left out where the script is the same without: %s', line => {
    const code = codeOf(fenced(`${line}\n${script}`));
    expect(code).toBe(`# ${line}\n${script}`);
  });

  it.each([
    '!python train.py',
    'files = !ls input',
    '!wget -q https://example.invalid/more.csv',
    '%run other.py',
    '%%bash',
    '%cd ..'
  ])('are refused where it is not: %s', line => {
    expect(refusal(fenced(`${script}\n${line}`))).toMatch(
      /line 6 is for a notebook or a shell/
    );
  });

  it('are told from texts and sums', () => {
    const code = `${script}\nnote = """\n!pip\n%d\n"""\nrest = (7\n  % 4)\nx = rest != 1`;
    expect(codeOf(fenced(code))).toBe(code);
  });

  it('leave a script that stands alone', () => {
    expect(refusal(fenced(`${script}\nawait other()`))).toMatch(
      /awaits outside/
    );
    expect(
      refusal(fenced(`${script}\nfrom __future__ import annotations`))
    ).toMatch(/__future__/);
  });
});

it.each([
  ['JSON', JSON.stringify({ title: 'Ridge', plan: 'Fit it.', code: script })],
  [
    'a dict of Python',
    `{'title': 'Ridge', 'plan': 'Fit it.', 'code': """${script}""",}`
  ],
  [
    'a printed call',
    `<tool_call>{"name": "x", "arguments": ${JSON.stringify({ code: script })}}</tool_call>`
  ],
  [
    'a notebook',
    JSON.stringify({
      cells: [
        { cell_type: 'markdown', source: ['# No'] },
        { cell_type: 'code', source: script.split(/(?<=\n)/), outputs: [] }
      ]
    })
  ],
  ['tags', `Here:\n<answer>\n${script}\n</answer>`],
  ['tags of HTML', `<pre><code>${script.replace(/"/g, '&quot;')}</code></pre>`],
  [
    'numbered lines',
    fenced(
      script
        .split('\n')
        .map((line, i) => `${i + 1}: ${line}`)
        .join('\n')
    )
  ]
])('is read out of %s', (_, text) => {
  expect(codeOf(text)).toBe(script);
});

it('is read out of a call of a tool that nobody offered', () => {
  const call = JSON.stringify({ code: script });
  expect(codeOf('', { call })).toBe(script);
  expect(codeOf('', { call: JSON.stringify(call) })).toBe(script);
});

it('does not hold up whoever waits, whatever comes', () => {
  // One budget for a reply: a second for each of its parts would be minutes.
  for (const nasty of [
    '['.repeat(97_000),
    '[a:'.repeat(30_000),
    fenced('(\n'.repeat(400)).repeat(49),
    fenced('x = """\n').repeat(5000)
  ]) {
    const began = performance.now();
    read(`${fenced(nasty)}\n${nasty}`);
    expect(performance.now() - began).toBeLessThan(10_000);
  }
});
