import fc from 'fast-check';

/**
 * Replies as models write them around a script that is known: wrapped, quoted,
 * interrupted, between snippets, thoughts and fences. What may be taken for
 * another script in good faith is marked as ambiguous.
 */

/** A reply, and the script that it means. */
export interface IGeneratedReply {
  text: string;
  script: string;
  /** The script that was to be changed. */
  parent: string;
  /** Whether a reader could not be sure; then a refusal is as good. */
  ambiguous: boolean;
  /** What was done, for whoever looks into a failure. */
  made: readonly string[];
}

const ridge = `# %%
import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import cross_val_predict

# %% The data
train = pd.read_csv("./input/train.csv")
y = np.log1p(train.pop("price"))
X = pd.get_dummies(train, dtype=float).fillna(0)

# %% The score
predicted = cross_val_predict(Ridge(), X, y, cv=5)
validation_metric = float(np.sqrt(np.mean((predicted - y) ** 2)))
print(f"validation_metric: {validation_metric}")`;

const forest = `"""A forest on all columns.

Usage:
\`\`\`
python forest.py
\`\`\`
"""
from pathlib import Path

import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

DATA = Path("./input")
FENCE = "\`\`\`"


def load(name):
    """Read a table.

    \`\`\`python
    load("train")
    \`\`\`
    """
    frame = pd.read_csv(DATA / f"{name}.csv")
    return frame.fillna(-1)


def main():
    train = load("train")
    X_fit, X_held, y_fit, y_held = train_test_split(
        train.drop(columns="price").select_dtypes("number"),
        train["price"],
        random_state=0,
    )
    model = RandomForestRegressor(
        n_estimators=100,
        random_state=0,
    )
    model.fit(X_fit, y_fit)
    return model, mean_absolute_error(y_held, model.predict(X_held))


model, score = main()
validation_metric = float(score)
test = load("test")
test["price"] = model.predict(test.select_dtypes("number"))
test[["id", "price"]].to_csv("submission.csv", index=False)
print("validation_metric:", validation_metric)`;

const boosting = `# %% Boosting with its own folds; see "ridge", which came before
import json
import warnings

import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import StratifiedKFold

warnings.filterwarnings("ignore")
table = pd.read_csv('./input/train.csv', sep=',')
labels = table['survived']
features = table.drop(columns=['survived'])

# %%
class Scores(list):
    def mean(self):
        return sum(self) / len(self)

    def __repr__(self):
        return "Scores: " + ", ".join(f"{score:.3f}" for score in self)

scores = Scores()
for fit, held in StratifiedKFold(5, shuffle=True, random_state=1).split(features, labels):
    if len(held) == 0:
        continue
    model = HistGradientBoostingClassifier(max_iter=50).fit(
        features.iloc[fit].select_dtypes("number"), labels.iloc[fit]
    )
    right = model.predict(features.iloc[held].select_dtypes("number")) == labels.iloc[held]
    scores.append(right.mean())  # it's a share
print(json.dumps({"folds": scores}))
validation_metric = scores.mean()
print(f"validation_metric: {validation_metric:.6f}")`;

const parent = ridge
  .replace('Ridge()', 'Ridge(alpha=10)')
  .replace('# %% The data\n', '# %% The data, as it was\n');

const decoy = ridge
  .replace(/Ridge\b/g, 'Lasso')
  .replace('cv=5', 'cv=3')
  .replace('np.log1p(train.pop("price"))', 'train.pop("price")');

const scripts = [ridge, forest, boosting];

const fence = (code: string, language = 'python', mark = '```'): string =>
  `${mark}${language}\n${code}\n${mark}`;

const heads = [
  '# Ridge on log price\n\nFit a ridge on the logarithm of the price and score it by five folds.',
  'Title: Ridge on log price\nPlan: Fit it. Then look at `validation_metric`.',
  'Ridge on log price\n\nFit a ridge. I expect about `validation_metric = 0.12`.',
  '**Ridge on log price**\n\n1. Read `./input/train.csv`.\n2. Fit.\n3. Score: validation_metric = 0.1',
  "Sure! Here's a solution.\n\n## Plan\n\nLet's fit it; don't overdo it.\n\n## Code",
  'Ridge on log price'
];

const snippets = [
  fence('validation_metric = 0.12'),
  fence('print(f"validation_metric: {validation_metric}")'),
  fence('validation_metric: 0.1234', ''),
  fence('validation_metric: 0.1234\nDone.', 'text'),
  fence('pip install scikit-learn pandas', 'bash'),
  fence('!pip install -q lightgbm'),
  fence('python script.py', ''),
  fence('quantiles = frame.quantile(0.9)'),
  fence('{"score": 0.12, "folds": 5}', 'json'),
  fence(
    'validation_metric = 0.05\nprint("validation_metric:", validation_metric)'
  ),
  fence('model.predict(new_rows)'),
  fence('from script import load, main\n\nmodel, score = main()\nprint(score)'),
  fence('import pandas as pd\n\nsubmission_like = pd.DataFrame({"a": [1]})'),
  fence('- old\n+ new', 'diff'),
  'As in `validation_metric = 0.01`.',
  '> validation_metric = 0.2'
];

const quotations = (script: string): string[] => {
  const lines = script
    .split('\n')
    .filter(
      line =>
        /^\w.*[\w)]$/.test(line) &&
        !/^(def|for|class|if|from|return)\b/.test(line)
    );
  return lines.map(line => fence(line));
};

const thoughts = [
  'Let me think. The price is skewed, so log it.',
  `Maybe ${fence('validation_metric = 0.5')} would do? No.`,
  `First try:\n\n${fence(decoy)}\n\nNo, that is worse.`,
  `I could write\n\n\`\`\`python\nx = 1\n\nbut let's not.`,
  '# A title of thoughts\n\nDo not tell.',
  'The user wants `print("</think")`. Hm.'
];

/** Marks of thoughts by the families of models, before and after. */
const marks: [string, string][] = [
  ['<think>\n', '\n</think>\n'],
  ['', '\n</think>\n'],
  ['<thinking>', '</thinking>\n\n'],
  ['<THINK>', '</THINK>'],
  ['<reasoning>\n', '\n</reasoning>\n'],
  ['<thought>\n', '\n</thought>\n'],
  ['<seed:think>', '</seed:think>'],
  ['[THINK]', '[/THINK]'],
  ['◁think▷', '◁/think▷'],
  ['<|begin_of_thought|>\n', '\n<|end_of_thought|>\n'],
  ['<|START_THINKING|>', '<|END_THINKING|>'],
  [
    '<details type="reasoning" done="true">\n<summary>Thought for 3 seconds</summary>\n',
    '\n</details>\n'
  ],
  ['Thinking...\n', '\n...done thinking.\n\n'],
  [
    '<|channel|>analysis<|message|>',
    '<|end|><|start|>assistant<|channel|>final<|message|>'
  ],
  ['analysis', 'assistantfinal'],
  ['<｜think｜>', '<｜/think｜>'],
  ['<scratchpad>', '</scratchpad>\n']
];

interface IState {
  text: string;
  ambiguous: boolean;
  made: string[];
}

/** How the script stands in the reply. */
const wrappings: Record<string, (script: string, cut: number) => string> = {
  fenced: script => fence(script),
  'short label': script => fence(script, 'py'),
  'no label': script => fence(script, ''),
  'other label': script => fence(script, '{.python .numberLines}'),
  titled: script => fence(script, 'python title="script.py"'),
  'capital label': script => fence(script, 'Python3'),
  tildes: script => fence(script, 'python', '~~~'),
  'long fences': script => fence(script, 'python', '`````'),
  'longer end': script => `\`\`\`python\n${script}\n\`\`\`\``,
  'no end': script => `\`\`\`python\n${script}`,
  'begun on a line of prose': script =>
    `Here is the script: \`\`\`python\n${script}\n\`\`\``,
  'code on the line of the fence': script => `\`\`\`python ${script}\n\`\`\``,
  'ended on a line of code': script => `\`\`\`python\n${script}\`\`\``,
  'ended with prose': script => `\`\`\`python\n${script}\n\`\`\` That is all.`,
  indented: script => fence(script).replace(/^/gm, '   '),
  'in a list': script => `1. ${fence(script).replace(/\n/g, '\n   ')}`,
  quoted: script => fence(script).replace(/^/gm, '> '),
  'in halves': (script, cut) => {
    const [head, tail] = halves(script, cut);
    return `${fence(head)}\n\nThen the rest:\n\n${fence(tail)}`;
  },
  interrupted: (script, cut) => {
    const lines = script.split('\n');
    // Not within a text, where nobody could tell what belongs to it.
    const places = lines.flatMap((_, at) =>
      at > 9 && lines.slice(0, at).join('\n').split('"""').length % 2 === 1
        ? [at]
        : []
    );
    const at = places[cut % places.length];
    const [head, tail] = [lines.slice(0, at), lines.slice(at)];
    return `${fence(head.join('\n'))}\n\nTo go on:\n\n${fence(tail.join('\n'))}`;
  },
  'in JSON': script =>
    fence(
      JSON.stringify({ title: 'Ridge', plan: 'Fit it.', code: script }),
      'json'
    ),
  'in tags': script => `<code>\n${script}\n</code>`,
  'in CDATA': script =>
    `<file path="script.py"><![CDATA[\n${script}\n]]></file>`,
  'in a printed call': script =>
    `<tool_call>\n${JSON.stringify({ name: 'write', arguments: { code: script } })}\n</tool_call>`,
  'in Markdown in a fence': script =>
    `\`\`\`markdown\n# Ridge\n\nFit it.\n\n${fence(script)}\n\`\`\``,
  bare: script => script
};

/** Two halves at the end of a statement, before the score is there. */
function halves(script: string, cut: number): [string, string] {
  const lines = script.split('\n');
  const ends = lines.flatMap((line, at) =>
    at > 3 &&
    line === '' &&
    /^[\w#]/.test(lines[at + 1] ?? '') &&
    !lines.slice(0, at).some(each => /^validation_metric/.test(each)) &&
    lines.slice(0, at).join('\n').split('"""').length % 2 === 1
      ? [at]
      : []
  );
  const at = ends[cut % ends.length];
  return [lines.slice(0, at).join('\n'), lines.slice(at + 1).join('\n')];
}

/** What becomes of a script's characters on its way. */
const characters: Record<string, (script: string) => string> = {
  'no-break spaces': script =>
    script.replace(/^ +/gm, own => '\u00a0'.repeat(own.length)),
  'no-break spaces within': script =>
    script.replace(/ = /g, '\u00a0= ').replace(/^import /gm, 'import\u00a0'),
  'zero-width spaces': script => script.replace(/= /g, '= \u200b'),
  'curly quotes': script =>
    script.replace(/^([^"'\n#`]*)"([^"'\n`]*)"([^"'\n]*)$/gm, '$1“$2”$3'),
  'a mark of byte order': script => `\ufeff${script}`,
  'an install': script =>
    `!pip install -q scikit-learn\n%matplotlib inline\n${script}`,
  'a bare install': script => `pip install pandas\n${script}`
};

/** Once in so many times. */
const seldom = (times: number): fc.Arbitrary<boolean> =>
  fc.constantFrom(true, ...Array<boolean>(times - 1).fill(false));

/** A reply around one of the scripts. */
export const generatedReply: fc.Arbitrary<IGeneratedReply> = fc
  .record({
    script: fc.constantFrom(...scripts),
    head: fc.constantFrom(...heads),
    wrapping: fc.constantFrom(...Object.keys(wrappings)),
    cut: fc.nat(1000),
    before: fc.array(fc.nat(1000), { maxLength: 2 }),
    after: fc.array(fc.nat(1000), { maxLength: 2 }),
    thought: fc.option(fc.tuple(fc.nat(1000), fc.nat(1000)), { freq: 2 }),
    old: seldom(6),
    character: fc.option(fc.constantFrom(...Object.keys(characters)), {
      freq: 4
    }),
    windows: seldom(10),
    rival: seldom(20),
    unclosed: seldom(60)
  })
  .map(made => {
    const { script, wrapping, cut } = made;
    const state: IState = { text: '', ambiguous: false, made: [wrapping] };
    const [written, name] = made.character
      ? [characters[made.character](script), made.character]
      : [script, ''];
    if (name) {
      state.made.push(name);
    }
    const isBare = wrapping === 'bare';
    const pool = [...snippets, ...quotations(script)];
    // What is not fenced ends where something else begins.
    const before = made.before.map(at => pool[at % pool.length]);
    const after =
      wrapping === 'no end' || isBare
        ? []
        : made.after.map(at => pool[at % pool.length]);
    if (isBare) {
      before.length = 0;
    }
    if (made.old && !isBare) {
      before.unshift(`The script was:\n\n${fence(parent)}`);
      state.made.push('old script');
    }
    if (made.rival && !isBare) {
      // Another whole script, of which the reply says that it is not the last.
      before.push(`A first try:\n\n${fence(decoy)}\n\nBetter:`);
      state.made.push('first try');
    }
    const answer = [
      made.head,
      ...before.map(part => `Such as\n\n${part}`),
      wrappings[wrapping](written, cut),
      ...after
    ].join('\n\n');
    if (made.thought) {
      const [which, mark] = made.thought;
      const [open, close] = marks[mark % marks.length];
      const isUnclosed = made.unclosed && open !== '';
      state.text = `${open}${thoughts[which % thoughts.length]}${isUnclosed ? '\n\n' : close}${answer}`;
      state.ambiguous ||= isUnclosed;
      state.made.push(
        `${open || close}${isUnclosed ? ' unclosed' : ''}`.trim()
      );
    } else {
      state.text = answer;
    }
    return {
      ...state,
      text: made.windows ? state.text.replace(/\n/g, '\r\n') : state.text,
      script,
      parent
    };
  });

/**
 * A script as it is compared: without blank lines, marks of cells, and what its
 * way did to its texts, where that may be meant.
 */
export function bareScript(code: string): string {
  return code
    .replace(/[“”]/g, '"')
    .replace(/\u00a0/g, ' ')
    .replace(/\u200b/g, '')
    .split('\n')
    .filter(line => !/^\s*(# ?%%.*|# [!%].*|# pip install .*)?$/.test(line))
    .join('\n');
}

/** A number of a text's own that is no score, and a title that was thought. */
export const NEVER = /A title of thoughts|Do not tell/;
