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
  await panel.picture('bare', { isForReadme: false });
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

test('a place where the run’s folder cannot be made', async ({
  panel,
  lab
}) => {
  await small(lab, 'readonly');
  // Not even root can make a folder of this name then.
  await lab.write('readonly/aide-runs', 'a file');
  await panel.open('readonly/flowers.ipynb');
  await panel.start.click();
  await expect(panel.node.locator('.jp-mod-problem').first()).toContainText(
    /readonly\/aide-runs/
  );
  await expect(panel.start).toBeEnabled();
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
