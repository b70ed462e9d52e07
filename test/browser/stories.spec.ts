import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { expect, test } from './fixtures';
import { waves, written } from './waves';

/** A run, and what its best must come to in the notebook. */
interface IStory {
  name: string;
  goal: string;
  target: 'y' | 'kind';
  steps: number;
  /** What the best is called in the tree. */
  best: RegExp;
  isHandedIn?: boolean;
  /** Whether the script is one that a model wrote. */
  isWritten?: boolean;
  app?: 'notebook';
}

const chances = 'Predict the probability that `kind` is high, by ROC AUC.';
const stories: IStory[] = [
  {
    name: 'a blend',
    goal: 'Predict `y`. The metric is RMSE.',
    target: 'y',
    steps: 2,
    best: /blend/
  },
  {
    name: 'chances of a class',
    goal: chances,
    target: 'kind',
    steps: 1,
    best: /draft/
  },
  {
    name: 'a table without a test file, in Notebook 7',
    goal: chances,
    target: 'kind',
    steps: 1,
    best: /draft/,
    isHandedIn: false,
    app: 'notebook'
  },
  {
    name: 'a script that a model wrote',
    goal: chances,
    target: 'kind',
    steps: 1,
    best: /Logistic regression/,
    isWritten: true
  }
];

/** The rows of a table, without its heading. */
const rowsOf = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map(line => line.split(','));

for (const [at, story] of stories.entries()) {
  const { name, goal, target, steps, best } = story;
  const { isHandedIn = true, isWritten = false, app = 'lab' } = story;
  test(`from Start to cells that run as they are: ${name}`, async ({
    panel,
    lab
  }) => {
    test.setTimeout(600_000);
    const folder = `story-${at}`;
    const asked = await waves(lab, folder, { goal, target, isHandedIn });
    const { startEndpoint } = await import('../support/endpoint.mjs');
    const endpoint = await startEndpoint({
      script: [
        {
          text: `# Logistic regression\n\nOf both columns.\n\n\`\`\`python\n${written}\`\`\``
        }
      ]
    });
    try {
      if (isWritten) {
        await lab.connect(endpoint.url);
      }
      await panel.open(`${folder}/waves.ipynb`, app);
      await expect(panel.node.getByLabel('Target')).toHaveValue(target);
      await expect(panel.node.getByLabel('Scored by')).toHaveValue('holdout');
      await panel.more('Solutions', String(steps));
      await panel.start.click();
      await expect(panel.progress).toContainText(
        `${steps} of ${steps} · finished`,
        { timeout: 400_000 }
      );
      await expect(
        panel.node.getByRole('treeitem', { name: /best/ })
      ).toHaveAccessibleName(best);
      const submission = lab.onDisk(folder, 'submission.csv');
      const submitted = existsSync(submission) ? rowsOf(submission) : [];
      await rm(submission, { force: true });

      await panel.node.getByRole('button', { name: 'Insert the best' }).click();
      const { said, code, printed } = await panel.runAll(
        lab.onDisk(folder, 'waves.ipynb')
      );
      expect(said).toMatch(
        /\*\*(RMSE \d+\.\d+|ROC AUC 0\.[7-9]\d*) ± 0\.\d+\*\*, \w+ is better, (run again, on rows|on rows that the search)/
      );
      // The score is explained: they print another.
      expect(said).toMatch(/That is not the score above, which/);
      expect(code).toMatch(/INPUT = Path\(["']data["']\)/);
      expect(code).not.toContain('aide-runs');
      expect(printed).toMatch(/validation_metric( of \d+)?: \d+\.\d+/);
      // Rows that came later.
      const later = /later: (\S+) (\S+) (\S+)/.exec(printed)!.slice(1);
      // The same rows, in the sample's order, by the same numbers.
      expect(submitted.map(([name]) => name)).toEqual(isHandedIn ? asked : []);
      expect(existsSync(submission)).toBe(isHandedIn);
      const left = isHandedIn ? rowsOf(submission) : [];
      expect(left.map(([name]) => name)).toEqual(isHandedIn ? asked : []);
      for (const value of target === 'kind' ? later.map(Number) : []) {
        expect(value).toBeGreaterThan(0);
        expect(value).toBeLessThan(1);
      }
      for (const [row, [, number]] of left.entries()) {
        expect(Number(number)).toBeCloseTo(Number(submitted[row][1]), 6);
      }
    } finally {
      if (isWritten) {
        await lab.disconnect();
      }
      await endpoint.close();
    }
  });
}
