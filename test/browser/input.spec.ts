import { chmod } from 'node:fs/promises';
import { expect, test } from './fixtures';
import { notebook, small } from './small';

test('a notebook without a goal and without data is told what to do', async ({
  panel,
  lab
}) => {
  await lab.write('bare/bare.ipynb', notebook(''));
  await panel.open('bare/bare.ipynb');
  await expect(
    panel.node.getByText('Say in a sentence or two what to predict.')
  ).toBeVisible();
  await expect(
    panel.node.getByText(/No folder with data was found beside the notebook/)
  ).toBeVisible();
  await expect(panel.start).toBeDisabled();
  await panel.picture('bare');
});

test('a folder that is missing or empty, and numbers that make no sense', async ({
  panel,
  lab
}) => {
  await small(lab, 'input');
  await lab.write('input/empty/.keep', '');
  await panel.open('input/flowers.ipynb');
  await expect(panel.start).toBeEnabled();

  const data = panel.node.getByLabel('Data');
  for (const [folder, sentence] of [
    ['nowhere', /nowhere/],
    ['empty', /empty/]
  ] as const) {
    await data.fill(folder);
    await data.press('Enter');
    await expect(panel.node.getByRole('alert')).toContainText(sentence);
    await expect(panel.start).toBeDisabled();
  }
  await data.fill('data');
  await data.press('Enter');
  await expect(panel.start).toBeEnabled();

  for (const steps of ['0', '1000000000', 'many']) {
    await panel.more('Solutions', steps);
    await expect(panel.node.getByRole('alert')).toHaveText(
      'The number of solutions must be a whole number from 1 to 10000.'
    );
    await expect(panel.start).toBeDisabled();
  }
});

test('a notebook in a folder that cannot be written', async ({
  panel,
  lab
}) => {
  test.skip(process.getuid?.() === 0, 'root may write anywhere');
  await small(lab, 'readonly');
  await chmod(lab.onDisk('readonly'), 0o555);
  await panel.open('readonly/flowers.ipynb');
  await panel.start.click();
  await expect(panel.node.getByRole('status').first()).toContainText(
    /cannot be written|denied/
  );
  await chmod(lab.onDisk('readonly'), 0o755);
});

test('runs that are damaged or from a newer version are named', async ({
  panel,
  lab
}) => {
  await small(lab, 'damaged');
  await lab.write('damaged/aide-runs/flowers-1/run.json', '{ "version": 1, ');
  await lab.write('damaged/aide-runs/flowers-2/run.json', '{"version": 7}');
  await panel.open('damaged/flowers.ipynb');
  await expect(panel.node).toContainText(/newer version|is damaged/);
  await expect(panel.start).toBeEnabled();
});
