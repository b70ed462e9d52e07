import type { DataPreview } from '../../task/data';
import { listed } from '../../task/said';
import type { ITables, TableFile } from './tables';
import { unread } from './unread';
import { isHeld, isTest, lacksAnswers } from './tableParts';

/** What is to be said of tables that play no part, though their columns or their names tell one. */
export function tablesNoticed(
  goal: string,
  data: DataPreview,
  { train, test, sample, answers }: ITables,
  targets: readonly string[]
): string[] {
  const { files, prepared } = data;
  const parts = [train, test, sample, answers?.file].map(file => file?.path);
  const beside = answers
    ? [
        `${answers.file.path} holds the answers of ${train.path}, joined ${answers.on.length === 0 ? 'row by row in their order, since no column names the rows' : `by ${listed(answers.on.map(name => `“${name}”`))}`}.`
      ]
    : [];
  const names = new Set(train.table.columns.map(({ name }) => name));
  const unseen = prepared
    ? []
    : unread(data).filter(({ path }) => /train|test/i.test(path));
  const others = files
    .filter(
      (file): file is TableFile =>
        file.table !== null && !parts.includes(file.path) && !prepared
    )
    .flatMap(file => {
      const { path, table } = file;
      const twin = parts.find(
        each => each && unpacked(each) === unpacked(path)
      );
      if (twin !== undefined) {
        return `${path} has ${table.rows.toLocaleString('en')} rows and is not read, since ${twin} lies beside it.`;
      }
      if (lacksAnswers(file, train) && !isHeld(table, targets)) {
        return `${path} lacks ${listed(targets.map(name => `“${name}”`))}, too, and only the rows of ${test?.path} are predicted: \`best.py --predict\` predicts those of ${path}.`;
      }
      if (isTest(file) && test === null) {
        const shared = table.columns.filter(({ name }) => names.has(name));
        return `${path} has ${shared.length} of the ${names.size} columns of ${train.path}, so its rows are not taken for those to predict.`;
      }
      return goal.includes(path.split('/').at(-1)!)
        ? `The goal names ${path}, whose rows are neither learned from nor predicted by the offline recipes.`
        : [];
    });
  return [...beside, ...unseen.map(({ said }) => said), ...others];
}

/** The name of a file without the ending of what it is packed by. */
function unpacked(path: string): string {
  return path.replace(/\.(gz|bz2|xz|zip)$/i, '');
}
