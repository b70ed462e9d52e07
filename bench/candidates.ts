/**
 * What the scripted model of the benchmarks writes: real scripts for the houses,
 * of the length that models write, with a plan of the length that is asked for.
 * A draft fails and one hangs; every fifth improvement fails; a repair works.
 */

/** What a coding prompt asks for. */
export type Kind = 'draft' | 'debug' | 'improve';

/** How a script ends: with a score, an exception, or never. */
export type Fate = 'score' | 'error' | 'hang';

export function fateOf(kind: Kind, count: number): Fate {
  if (kind === 'draft') {
    return count === 1 ? 'error' : count === 3 ? 'hang' : 'score';
  }
  return kind === 'improve' && count % 5 === 2 ? 'error' : 'score';
}

const ideas = [
  [
    'the logarithm of every area',
    'areas are skewed, and a log brings the few large houses closer to the others'
  ],
  [
    'the age of the house at its sale',
    'the two years tell little apart and much together, since newer houses are dearer'
  ],
  [
    'medians of each neighbourhood',
    'what a house costs depends on where it stands more than on what it has'
  ],
  [
    'ordered quality levels',
    'the levels have an order that indicators throw away, and trees need fewer splits with it'
  ],
  [
    'the total of all floors',
    'buyers look at the whole living area, which is the sum of three columns'
  ],
  [
    'rare levels put together',
    'levels with few houses only add noise, so that one level for all of them is enough'
  ],
  [
    'bathrooms counted as one number',
    'half and full baths of basement and floors say the same thing four times'
  ],
  [
    'missing values told by flags',
    'what is missing means that the house has no such part, which is worth knowing'
  ],
  [
    'a garage of its own',
    'garages differ in age and size, and those that were built later raise the price'
  ],
  [
    'deeper trees with larger leaves',
    'the leaves smooth what the depth finds, which was cut off too early before'
  ]
];

/** The idea of a script in a few words. */
function titleOf(kind: Kind, count: number): string {
  const [title] = ideas[count % ideas.length];
  return kind === 'debug' ? `mended: ${title}` : title;
}

function planOf(kind: Kind, count: number): string {
  const [title, reason] = ideas[(count * 7 + 3) % ideas.length];
  const opening =
    kind === 'debug'
      ? `The column that the last script asked for is not in the table (attempt ${count + 1}), so it is made from those that are there.`
      : `The plan of variant ${count + 1} is to use ${title}, because ${reason}.`;
  return `${opening} A random forest is fitted to indicators of all categories beside the numbers as they are, with a fixed seed so that results compare. The target is the logarithm of the sale price, which makes its error the metric that is asked for. The score is the root mean squared error over three folds that took no part in fitting. Everything else stays as it was, so that the effect of this one change can be seen.`;
}

/** The reply to a coding prompt, in a form that both programs take. */
export function replyOf(kind: Kind, count: number, isTold: boolean): string {
  const script = isTold
    ? `${scriptOf(kind, count)}\n# told: ${told(kind, count)}`
    : scriptOf(kind, count);
  return `${titleOf(kind, count)}\n\n${planOf(kind, count)}\n\n\`\`\`python\n${script}\n\`\`\`\n`;
}

/** The outcome of a script that is told rather than run: a score or an error. */
function told(kind: Kind, count: number): string {
  if (fateOf(kind, count) !== 'score') {
    return 'KeyError';
  }
  const noise = ((count * 7919) % 101) / 2000;
  const gain = kind === 'draft' ? 0 : 0.06 * (1 - Math.exp(-count / 40));
  return (0.2 - gain + noise).toFixed(4);
}

/** What a script does that is not to end well; nothing where it is. */
const trouble: Record<Fate, string> = {
  score: '',
  error: 'features["ratio"] = table["Living_Area_Total"] / table["Lot_Area"]\n',
  hang: 'import time\n\nwhile not hasattr(table, "ready"):\n    time.sleep(0.2)\n'
};

/** A script of about two seconds in a new process, imports included. */
export function scriptOf(kind: Kind, count: number): string {
  const depth = 8 + (count % 8);
  return `# %%
# What is needed to read the tables, to make features and to fit a forest.
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import KFold

# %%
# The houses with their prices, and those whose prices are asked for. The price
# is taken as its logarithm, since the metric compares logarithms.
folder = Path("input")
table = pd.read_csv(folder / "train.csv")
asked = pd.read_csv(folder / "test.csv")
target = np.log1p(table.pop("Sale_Price"))
print(f"{len(table)} houses to learn from, {len(asked)} to predict")

# %%
# ${titleOf(kind, count)}.
both = pd.concat([table, asked], ignore_index=True).drop(columns="Id")
categories = [name for name in both if not pd.api.types.is_numeric_dtype(both[name])]
numbers = [name for name in both if name not in categories]
both[numbers] = both[numbers].fillna(0)
for name in numbers:
    if both[name].min() >= 0 and both[name].max() > 1000:
        both[name] = np.log1p(both[name])
for name in categories:
    counts = both[name].value_counts()
    rare = counts.index[counts < ${5 + count}]
    both[name] = both[name].where(~both[name].isin(rare), "Other")
features = pd.get_dummies(both, columns=categories, dtype=float)
${trouble[fateOf(kind, count)]}known = features.iloc[: len(table)].to_numpy()
unknown = features.iloc[len(table) :].to_numpy()

# %%
# Three folds: every house is predicted by a forest that has not seen it.
def forest(seed):
    return RandomForestRegressor(
        n_estimators=14,
        max_depth=${depth},
        min_samples_leaf=${1 + (count % 3)},
        max_features=0.8,
        random_state=seed,
        n_jobs=1,
    )


predicted = np.zeros(len(target))
for fold, (fit, held_out) in enumerate(KFold(3, shuffle=True, random_state=0).split(known)):
    model = forest(fold).fit(known[fit], target.iloc[fit])
    predicted[held_out] = model.predict(known[held_out])
    error = np.sqrt(np.mean((predicted[held_out] - target.iloc[held_out]) ** 2))
    print(f"fold {fold}: {error:.4f}")

# %%
# The score on all houses, and the prices that were asked for.
validation_metric = float(np.sqrt(np.mean((predicted - target) ** 2)))
submission = asked[["Id"]].assign(Sale_Price=np.expm1(forest(0).fit(known, target).predict(unknown)))
submission.to_csv("submission.csv", index=False)
print(f"validation_metric: {validation_metric}")`;
}

/** The review of a solution, from what its prompt shows of the output. */
export function reviewOf(prompt: string, count: number): object {
  const score = [...prompt.matchAll(/validation_metric: (\d+\.\d+)/g)].at(-1);
  const [title, reason] = ideas[(count * 3 + 1) % ideas.length];
  return {
    is_bug: score === undefined,
    summary: `The forest reaches ${score?.[1] ?? 'no score'}, and its three folds are close to one another, so that the score can be trusted to about one hundredth. What was added carries little by itself (review ${count + 1}); ${title} may carry more, because ${reason}.`,
    metric: score ? Number(score[1]) : null,
    lower_is_better: true
  };
}
