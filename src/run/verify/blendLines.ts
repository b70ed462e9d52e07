import type { BlendHow } from '../../kernel/stack';
import type { Solution } from '../../solution/solution';
import { piecesOf } from '../../syntax/pieces';

/** Lines of a blend's script that it has whatever its members are. */

/** How predictions are put together, as people read it. */
export const WORDS: Record<BlendHow, string> = {
  mean: 'the mean of their predictions is taken',
  rank: 'the mean of the ranks of their predictions is taken',
  vote: 'what most of them predict is taken'
};

/** Members of a blend, best first; each is named once. */
export interface IBlended {
  members: readonly Solution[];
  /** How often each of them counts. */
  counts: readonly number[];
  how: BlendHow;
  /** The columns of `submission.csv` that name the rows, where there are any. */
  keys: readonly string[];
}

/** The weights, and the function that makes one prediction of several. */
export function togetherLines({ counts, how }: IBlended): string {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const weights = counts.map(count =>
    how === 'vote' ? `${count}` : `${count} / ${total}`
  );
  return `# What they predict together: ${WORDS[how]}
weights = [${weights.join(', ')}]


def together(predictions):
    """One prediction of those of all members, in their order."""
${indented(COMBINED[how])}`;
}

/** Lines of a function of the tables `predictions`, which have the same rows. */
const COMBINED: Record<BlendHow, string> = {
  mean: 'return sum(w * p for w, p in zip(weights, predictions))',
  rank: 'return sum(w * p.rank(pct=True) for w, p in zip(weights, predictions))',
  vote: `blend = predictions[0].copy()
for column in blend.columns:
    # What most say; of those that tie, what the better solution says.
    said = zip(*(p[column] for w, p in zip(weights, predictions) for _ in range(w)))
    blend[column] = [max(row, key=row.count) for row in said]
return blend`
};

/** Where the members say what they predict for their folds, the blend does, too. */
export function outOfFoldLines({ members, how, keys }: IBlended): string {
  if (!members.every(({ writing }) => writing!.code.includes('oof.csv'))) {
    return '';
  }
  const names = members.map(({ id }) => JSON.stringify(`oof-${id}.csv`));
  return `
# What they predict together for the folds, where those are given
left = [Path(name) for name in [${names.join(', ')}]]
if all(path.exists() for path in left):
    oof = [${readCsv('path', how)}.set_index("row") for path in left]
    # Names of rows are no predictions
    oof = [p.drop(columns=${listOf(keys)}, errors="ignore") for p in oof]
    rows = pd.concat(oof, axis=1, join="inner").index
    together([p.loc[rows] for p in oof]).to_csv("oof.csv")
for path in filter(Path.exists, left):
    path.unlink()

`;
}

/** Names as a list in Python. */
export function listOf(names: readonly string[]): string {
  return `[${names.map(name => JSON.stringify(name)).join(', ')}]`;
}

/** What reads a file of predictions: labels as they are written. */
export function readCsv(path: string, how: BlendHow): string {
  const asText = how === 'vote' ? ', dtype=str, keep_default_na=False' : '';
  return `pd.read_csv(${path}${asText})`;
}

/** A member as a function of these lines, with what it is called before it. */
export function memberFunction(
  { id, writing }: Solution,
  body: string
): string {
  const title = writing!.title.replace(/\s+/g, ' ').trim();
  return `# Solution ${id}: ${title}\ndef member_${id}():\n${indented(body)}`;
}

/** Code one level deeper; what is within a text stays as it is. */
function indented(code: string): string {
  const within = piecesOf(code)
    .filter(({ kind }) => kind === 'string')
    .map(({ from, to }) => [from, to]);
  let at = 0;
  return code
    .split('\n')
    .map(line => {
      const start = at;
      at += line.length + 1;
      const isText = within.some(([from, to]) => from < start && start < to);
      return line === '' || isText ? line : `    ${line}`;
    })
    .join('\n');
}
