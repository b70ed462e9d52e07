import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { expect, test } from './fixtures';

// For the README's pictures a run of the usual length.
const steps = process.env.AIDE_SCREENSHOTS === '1' ? 16 : 5;

/** The names of the rows of a table, in their order. */
const idsIn = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map(line => line.split(',')[0]);

test('an offline run, from the toolbar to cells that give the same score', async ({
  panel,
  lab,
  page
}) => {
  test.setTimeout(1_200_000);
  await lab.copy('houses', 'offline');
  await panel.open('offline/houses.ipynb');

  // The form is filled already.
  await expect(panel.node.getByLabel('Goal')).toHaveValue(
    'Predict the sale price of each house. Lower RMSLE is better.'
  );
  await expect(panel.node.getByLabel('Data')).toHaveValue('data');
  await expect(panel.node).toContainText(/train\.csv [\d,]+ × \d+/);
  await expect(panel.node.getByLabel('Target')).toHaveValue('Sale_Price');
  await expect(panel.node.getByLabel('Metric')).toHaveValue('RMSLE');
  await expect(panel.node.getByText('from the goal').first()).toBeVisible();
  await expect(panel.start).toBeEnabled();
  await panel.picture('narrow-form', { isForReadme: false });
  await panel.widen(340);
  await panel.picture('form');

  await panel.more('Solutions', String(steps));
  await panel.start.click();

  // The tree grows.
  await expect(panel.nodes.first()).toHaveAccessibleName(/Step 1, draft/);
  await expect(panel.nodes.filter({ hasText: /\d\.\d/ }).first()).toBeVisible({
    timeout: 120_000
  });
  await expect(panel.progress).toContainText(
    `${Math.ceil(steps * 0.7)} of ${steps}`,
    { timeout: 600_000 }
  );
  await panel.widen(250);
  await panel.picture('narrow', { isForReadme: false });
  await panel.widen(340);
  await panel.picture('tree-light');
  await panel.command('apputils:change-theme', { theme: 'JupyterLab Dark' });
  await panel.picture('tree-dark');
  await panel.command('apputils:change-theme', { theme: 'JupyterLab Light' });
  await expect(panel.progress).toContainText(
    `${steps} of ${steps} · finished`,
    {
      timeout: 600_000
    }
  );
  await expect(panel.node).toContainText(
    /Submission submission\.csv has [\d,]+ rows and is as asked for; it was fitted on all labelled/
  );
  const notification = page.getByText(/^Best 0\.\d+/);
  await expect(notification).toBeVisible();
  await expect.poll(() => lab.strayKernels()).toEqual([]);

  // A node's details.
  await panel.nodes.filter({ hasText: /0\.\d/ }).last().click();
  const details = page.getByRole('article', { name: 'Solution' });
  await expect(details).toContainText(/Step \d+/);
  await expect(details.locator('.cm-content')).toContainText('import');
  const changes = details.getByRole('tab', { name: /Changes/ });
  if (await changes.isVisible()) {
    await changes.click();
    await expect(
      details.locator('.cm-insertedLine, .cm-changedLine').first()
    ).toBeVisible();
  }
  await panel.picture('details');
  await details.getByRole('tab', { name: 'Outputs' }).click();
  await expect(details).toContainText(/validation_metric( of \d+)?: 0\.\d+/);

  // Into the notebook, and out of it with one undo.
  await expect(panel.cells).toHaveCount(0);
  await page
    .getByRole('button', { name: 'Insert into notebook' })
    .last()
    .click();
  await expect(panel.cells.nth(4)).toBeAttached();
  await page.keyboard.press('Control+z');
  await expect(panel.cells).toHaveCount(2);
  await panel.node.getByRole('button', { name: 'Insert the best' }).click();
  await expect(panel.cells.nth(4)).toBeAttached();
  const submission = lab.onDisk('offline', 'submission.csv');
  const asked = idsIn(lab.onDisk('offline', 'data', 'test.csv'));
  await rm(submission);

  // Run with all others in a kernel that is started anew, they read the person's own folder,
  // print their own measure, a blend what its members do, and write what was asked for.
  const { said, code, printed } = await panel.runAll(
    lab.onDisk('offline', 'houses.ipynb')
  );
  expect(said).toMatch(
    /\*\*RMSLE 0\.\d+ ± 0\.\d+\*\*, lower is better, (run again, on rows that its models did not learn from|on rows that the search never saw)/
  );
  expect(code).toContain("INPUT = Path('data')");
  expect(printed).toMatch(/validation_metric( of \d+)?: 0\.\d+/);
  expect(idsIn(submission)).toEqual(asked);
  // Older versions take out of the page what is out of view.
  const inserted = panel.cells.filter({ hasText: 'found by AIDE' });
  if ((await inserted.count()) > 0) {
    await inserted.scrollIntoViewIfNeeded();
  }
  await panel.picture('inserted');
});
