import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidRequest } from '../run/config';
import { GivenTask } from '../task/declaration';
import { isAlmost } from '../task/goal/respelled';

/** How each entry is written, for whoever wrote it otherwise. */
const examples: Record<keyof GivenTask, string> = {
  targets: '["price"]',
  kind: '"regression", "binary" or "multiclass"',
  classes: '["no", "yes"]',
  positive: '"yes"',
  spellings: '["Yes"]',
  metric: '{"name": "RMSE", "direction": "minimize"}',
  rows: '"test.csv"',
  submission:
    '{"file": "sample_submission.csv", "kind": "values", "columns": [{"name": "id", "holds": "id"}, {"name": "price", "holds": "prediction", "target": "price"}]}',
  split: '{"kind": "group", "column": "store"} or {"kind": "random"}',
  idColumns: '["id"]',
  groups: '["store"]',
  time: '"day"',
  files: '[{"path": "train.csv", "part": "train"}]',
  sample: '{"rows": 500000}',
  leftOut: '[{"column": "sold_on", "why": "known too late"}]',
  notes: '["Prices are of 2023."]',
  sources: '{"targets": {"from": "as declared"}}'
};
const known = Object.keys(examples);

/** So much of a value is shown. */
const MOST = 40;
/** So many sentences at once. */
const FEW = 3;

/**
 * Read a task declaration from a file.
 *
 * @param folder - where its path starts from.
 * @throws InvalidRequest - sentences that name the entries that are wrong and how they
 *   are written.
 */
export function readTaskFile(name: string, folder: string): GivenTask {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(resolve(folder, name), 'utf8'));
  } catch (error) {
    throw new InvalidRequest(
      `The task “${name}” cannot be read${error instanceof SyntaxError ? ', since it is no JSON' : ''}. Name a file such as {"targets": ["price"]}.`
    );
  }
  const { success, data, error } = GivenTask.safeParse(json);
  if (success) {
    return data;
  }
  const sentences = error.issues.flatMap(issue =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(unknownEntry)
      : wrongEntry(issue.path, json)
  );
  throw new InvalidRequest(
    `The task “${name}” is not as it has to be. ${[...new Set(sentences)].slice(0, FEW).join(' ')}`
  );
}

function unknownEntry(key: string): string {
  const plain = key.toLowerCase().replace(/[^\p{L}]/gu, '');
  const near = known.find(entry => {
    const own = entry.toLowerCase();
    return (
      own.startsWith(plain) ||
      [plain, `${plain}s`].some(each => each === own || isAlmost(own, each))
    );
  });
  return near === undefined
    ? `It has no entry “${key}”: entries are ${known.join(', ')}.`
    : `It has no entry “${key}”; “${near}” is one: "${near}": ${examples[near as keyof GivenTask]}.`;
}

function wrongEntry(path: readonly PropertyKey[], json: unknown): string {
  const [entry] = path;
  if (entry === undefined) {
    return 'It holds entries by their names, such as {"targets": ["price"]}.';
  }
  const value = path.reduce<unknown>(
    (held, key) =>
      (held as Record<PropertyKey, unknown> | null | undefined)?.[key],
    json
  );
  const text = JSON.stringify(value) as string | undefined;
  const shown =
    text === undefined
      ? 'is missing'
      : `is ${text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text}`;
  return `“${path.map(String).join('.')}” ${shown}, and the entry is written like "${String(entry)}": ${examples[entry as keyof GivenTask]}.`;
}
