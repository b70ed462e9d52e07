import fc from 'fast-check';
import { parseReply } from '../../src/coder/reply';

const script = `# %%
import pandas as pd

train = pd.read_csv("./input/train.csv")

# %%
validation_metric = float(train["price"].std())
print(f"validation_metric: {validation_metric}")`;

const fenced = (code: string, language = 'python'): string =>
  `\`\`\`${language}\n${code}\n\`\`\``;

const usual = `# Ridge on log price\n\nFit a ridge on the logarithm.\n\n${fenced(script)}\n`;

function solution(text: string, cutOff = false) {
  const reply = parseReply(text, { cutOff });
  if ('unusable' in reply) {
    throw new Error(`Unusable: ${reply.unusable}`);
  }
  return reply;
}

function problem(text: string, cutOff = false): string {
  const reply = parseReply(text, { cutOff });
  return 'unusable' in reply ? reply.unusable : `usable:\n${reply.code}`;
}

describe('a usable reply', () => {
  it('gives title, plan and code', () => {
    expect(solution(usual)).toEqual({
      title: 'Ridge on log price',
      plan: 'Fit a ridge on the logarithm.',
      code: `${script}\n`
    });
  });

  it.each([
    ['Title: Ridge on sale_price\nPlan: Fit it.', 'Ridge on sale_price'],
    ['Ridge on sale_price\n\nFit it.', 'Ridge on sale_price'],
    ['1. Ridge on sale_price.\nFit it.', 'Ridge on sale_price'],
    [
      '**Title:** Ridge on sale_price.\n\n## Plan\nFit it.',
      'Ridge on sale_price'
    ],
    ['**Ridge on sale_price**\n\nFit it.', 'Ridge on sale_price'],
    ['## Plan\n\n### Ridge on sale_price\nFit it.', 'Ridge on sale_price']
  ])('has a title wherever it stands: %j', (prose, title) => {
    const reply = solution(`${prose}\n\n${fenced(script)}`);
    expect(reply.title).toBe(title);
    expect(reply.plan).toBe('Fit it.');
  });

  it('takes the title from the plan where there is none', () => {
    const plan = 'Fit a ridge on log price. Then blend it with a forest.';
    const reply = solution(`${plan}\n${fenced(script)}`);
    expect(reply.title).toBe('Fit a ridge on log price');
    expect(reply.plan).toBe(plan);
  });

  it('cuts a rambling title at a word', () => {
    const { title } = solution(`${'very '.repeat(40)}\n${fenced(script)}`);
    expect(title).toMatch(/^(very )+very…$/);
    expect(title.length).toBeLessThanOrEqual(61);
  });

  it('takes title and plan from a comment where there is no prose', () => {
    expect(solution(fenced(`# Ridge on log price\n${script}`))).toMatchObject({
      title: 'Ridge on log price',
      plan: 'Ridge on log price'
    });
    expect(solution(fenced('x = 1')).title).toBe('Untitled solution');
  });

  it('may have prose behind the code, and other languages', () => {
    const reply = solution(
      `Install:\n${fenced('pip install lightgbm', 'bash')}\n${usual}\nIt prints\n${fenced('validation_metric: 3', 'text')}\nGood luck!`
    );
    expect(reply.code).toBe(`${script}\n`);
  });

  it.each([
    ['windows line ends', usual.replace(/\n/g, '\r\n')],
    ['no label', usual.replace('```python', '```')],
    ['another label', usual.replace('```python', '```{.python3}')],
    ['a short label', usual.replace('```python', '```Py')],
    ['an odd label', usual.replace('```python', '```tool_code')],
    ['tildes', usual.replace(/```/g, '~~~')],
    ['long fences', usual.replace(/```/g, '`````')],
    ['a missing end', usual.replace(/```\n$/, '')],
    ['indentation as in a list', usual.replace(/^/gm, '    ')],
    [
      'code indented inside its fence',
      usual.replace(script, script.replace(/^(?=.)/gm, '  '))
    ],
    ['no fence', usual.replace(/```.*\n/g, '')],
    ['thoughts', `<think>\nMaybe ${fenced('x = 1')}?\n</think>\n${usual}`],
    ['thoughts without their beginning', `Maybe…\n</think>\n${usual}`],
    ['an empty block before', `${fenced('')}\n${usual}`]
  ])('may come with %s', (_, text) => {
    expect(solution(text).code).toBe(`${script}\n`);
  });

  it('keeps lines that only look like Markdown', () => {
    const code = `${script}\nnote = """\n# %% not a cell\n- ~~~~\n</think>\n"""`;
    expect(solution(fenced(code)).code).toBe(`${code}\n`);
  });

  it('takes the last of several whole scripts', () => {
    const first = script.replace('std', 'mean');
    expect(solution(`${fenced(first)}\nBetter:\n${fenced(script)}`).code).toBe(
      `${script}\n`
    );
  });

  it('leaves out a snippet that has nothing to do with the script', () => {
    const snippet = fenced('quantiles = frame.quantile(0.9)');
    expect(solution(`Such as ${snippet}\n${snippet}\n${usual}`).code).toBe(
      `${script}\n`
    );
  });

  it('joins the cells of a notebook', () => {
    const cells = [
      'import pandas as pd\ndf = pd.read_csv("./input/train.csv")',
      'import numpy as np\ndf = df.dropna()',
      'scores = [np.mean(row) for row in df.values]',
      'validation_metric = float(np.mean(scores))\nprint("validation_metric:", validation_metric)'
    ];
    const text = cells
      .map((cell, i) => `Step ${i}\n${fenced(cell)}`)
      .join('\n');
    expect(solution(text).code).toBe(
      `${cells.map(cell => `# %%\n${cell}`).join('\n\n')}\n`
    );
  });

  it('starts a new block where the end of the last one is missing', () => {
    const text = `${fenced('import pandas as pd').replace(/```$/, '')}${fenced('validation_metric = pd.NA')}`;
    expect(solution(text).code).toContain('import pandas as pd\n');
    expect(solution(text).code).toContain('validation_metric = pd.NA');
    expect(solution(text).code).not.toContain('```');
  });

  it('may be cut off after the script', () => {
    expect(solution(`${usual}\nAs a next st`, true).code).toBe(`${script}\n`);
  });

  it('may use all of Python, and what the grammar of an editor lacks', () => {
    const code = `
import numpy as np
def gen():
    yield
match np.float64(1.):
    case float():
        x = (0., 1., 2.)
    case _:
        pass
if (n := len(x)) > 2: print(f"{n:>{10}} {x!r}")
try:
    pass
except* ValueError as e:
    raise RuntimeError from e
y = np.eye(3)[..., None] @ np.ones(3)
async def f(*, a: list[int] | None = None): return [b async for b in a]`;
    expect(solution(fenced(code)).code).toBe(`${code.trim()}\n`);
  });
});

describe('an unusable reply', () => {
  it.each([
    ['empty', '', 'The reply was empty.'],
    ['blank', ' \n\n ', 'The reply was empty.'],
    ['thoughts only', '<think>Let me see', /thoughts, but no answer/],
    ['thoughts and nothing', '<think>Hm</think>\n', /thoughts, but no answer/],
    ['without code', 'I would fit a ridge.', /had no Python code/],
    ['a refusal', "I'm sorry, I can't help with that.", /had no Python code/],
    ['an empty block', fenced(' '), /had no Python code/],
    ['only a shell command', fenced('pip install x', 'bash'), /had no Python/],
    ['only JSON', fenced('{"is_bug": false}', 'json'), /had no Python code/],
    [
      'prose in a block',
      fenced('First we read the data, then we fit.'),
      /not valid Python: line 1 reads "First we/
    ],
    [
      'another language',
      fenced('const x = () => {\n  return 1;\n};\nlet y = new Map();'),
      /not valid Python/
    ],
    [
      'broken off',
      fenced('import pandas as pd\nx = pd.read_csv('),
      /breaks off/
    ],
    ['broken off in a text', fenced('x = 1\ny = """abc'), /breaks off/],
    ['huge', fenced('x = 1\n'.repeat(50000)), /far too long/],
    ['enormous', 'x'.repeat(3_000_000), /far too long/]
  ])('%s: says why', (_, text, reason) => {
    expect(problem(text)).toMatch(reason);
  });

  it.each([
    ['in the code', usual.slice(0, -60)],
    ['before the code', '# Ridge\n\nFit a ri'],
    ['with nothing said', ''],
    ['in a second block', `${usual}\n\`\`\`python\nx = `]
  ])('cut off %s: says so', (_, text) => {
    expect(problem(text, true)).toMatch(/cut off at its length limit/);
  });
});

describe('any text at all', () => {
  const piece = fc.oneof(
    { weight: 2, arbitrary: fc.string() },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    fc.constantFrom(
      '```',
      '```python\n',
      '\n```\n',
      '~~~',
      '<think>',
      '</think>',
      '\n',
      '\r',
      '    ',
      '\t',
      script,
      '"""',
      '(',
      ')',
      '[',
      'def f(',
      'class',
      'validation_metric = 1\n',
      'import a\n',
      '# %%\n',
      'Title: ',
      '**',
      '\0',
      'for x in y: ',
      'lambda',
      ' = ',
      '{"a": 1}',
      'with a as (b, c):',
      'x = 1.'
    )
  );
  const text = fc.array(piece, { maxLength: 40 }).map(parts => parts.join(''));

  it('is the same script in a longer fence, where its last line ends in a shorter one', () => {
    const code =
      'import pandas as pd\n\ntrain = pd.read_csv("./input/train.csv")\nvalidation_metric = float(train["price"].std())\nprint(validation_metric)  # ```\n';
    expect(solution(`\`\`\`\`\`python\n${code}\`\`\`\`\``).code).toBe(code);
  });

  it('is either a script or a reason, and always the same one', () => {
    fc.assert(
      fc.property(text, fc.boolean(), (reply, cutOff) => {
        const parsed = parseReply(reply, { cutOff });
        expect(parseReply(reply, { cutOff })).toEqual(parsed);
        if ('unusable' in parsed) {
          expect(parsed.unusable).toMatch(/^The .+\.$/s);
        } else {
          expect(parsed.code.trim()).not.toBe('');
          expect(parsed.title.trim()).not.toBe('');
          expect(parsed.title.length).toBeLessThanOrEqual(61);
          // What was found stays what it is when it is read again.
          expect(
            solution(
              fenced(parsed.code, 'python').replace(/^```|```$/g, '``````````')
            ).code
          ).toBe(parsed.code);
        }
      }),
      { numRuns: 5000 }
    );
  });

  it('does not take long, however it is made', () => {
    const nasty = [
      '`'.repeat(500_000),
      fenced('x = 1').repeat(20_000),
      `${fenced('a = b')}\n`.repeat(20_000),
      '<think>'.repeat(100_000),
      '#'.repeat(500_000),
      ' '.repeat(500_000),
      fenced('('.repeat(90_000)),
      fenced('1. '.repeat(30_000)),
      fenced('-'.repeat(90_000)),
      fenced('a.'.repeat(45_000)),
      fenced('not '.repeat(20_000)),
      fenced(`x = ${'1 + '.repeat(20_000)}1`),
      fenced(`x = ${'['.repeat(2000)}${']'.repeat(2000)}`),
      `**${'a'.repeat(300_000)}`,
      `${'import a\n'.repeat(20_000)}`
    ];
    for (const reply of nasty) {
      const began = performance.now();
      parseReply(reply);
      // Far above what it takes, far below what a loop gone wrong would.
      expect(performance.now() - began).toBeLessThan(20_000);
    }
  });
});
