import { expect, test } from './fixtures';
import { notebook, small } from './small';

const goal = 'Predict the `kind` of each flower. The metric is accuracy.';

/** Mistakes in a hundred; what is worth keeping stands beside the score. */
const objective = `assert 0 < validation_metric <= 1, 'no share'
{'score': 100 * (1 - validation_metric), 'rows': len(train)}`;

test('a cell that is marked as the objective scores every solution', async ({
  panel,
  lab,
  page
}) => {
  test.setTimeout(300_000);
  await small(lab, 'marked');
  const own = JSON.parse(notebook(goal));
  own.cells.push({
    cell_type: 'code',
    id: 'objective',
    metadata: {},
    source: objective,
    outputs: [],
    execution_count: null
  });
  await lab.write('marked/flowers.ipynb', JSON.stringify(own));
  await panel.open('marked/flowers.ipynb');
  const scoredBy = panel.node.getByLabel('Scored by');
  await expect(scoredBy).toHaveValue('holdout');

  // Mark it, although another cell is the active one; then see that it is.
  const cell = panel.cells.nth(1);
  const item = page
    .locator('.lm-Menu-item')
    .filter({ hasText: 'Objective of' });
  await cell.click({ button: 'right' });
  await item.click();
  await expect(scoredBy).toHaveValue('cell');
  await cell.click();
  const button = cell.getByRole('button', { name: /^Let the last line/ });
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await button.click();
  await expect(scoredBy).toHaveValue('holdout');
  await button.click();
  await expect(scoredBy).toHaveValue('cell');
  await panel.widen(340);
  await panel.picture('objective-cell', { isForReadme: false });

  // Taken for accuracy's by the goal; a mistake is worse than none.
  const better = panel.node.getByLabel('Which way is better');
  await expect(better).toHaveValue('maximize');
  await better.selectOption('minimize');
  await panel.node.getByLabel('Metric').fill('mistakes in 100');
  await panel.more('Solutions', '2');
  await panel.start.click();
  await expect(panel.progress).toContainText('2 of 2 · finished', {
    timeout: 150_000
  });
  // A share would be below one.
  await expect(panel.nodes.first()).toContainText(/\d\d\.\d|\d\.\d/);
  await panel.nodes.first().click();
  const details = page.getByRole('article', { name: 'Solution' });
  await expect(details).toContainText(
    /Score: [^]* by the objective cell, [^]*; 0\.\d+ by its own validation/
  );
  await panel.picture('objective-cell-details', { isForReadme: false });
});

test('a hold-out leads to a verified best, with its evidence', async ({
  panel,
  lab,
  page
}) => {
  test.setTimeout(300_000);
  // So many that one part says enough.
  await small(lab, 'heldout', { rows: 600 });
  await panel.open('heldout/flowers.ipynb');
  await expect(panel.node.getByLabel('Scored by')).toHaveValue('holdout');
  await expect(panel.node).toContainText('10 % for the final pick');
  await expect(panel.node.getByLabel('Rows are held out')).toHaveValue(
    'stratified'
  );
  await panel.widen(340);
  await panel.picture('holdout-form', { isForReadme: false });
  await panel.more('Solutions', '2');
  await panel.start.click();
  await expect(panel.progress).toContainText('finished', { timeout: 240_000 });
  const evidence = panel.node.getByRole('figure', { name: /Verified/ });
  await expect(evidence).toContainText(/Verified: step \d/);
  const rows = evidence.getByRole('img');
  expect(await rows.count()).toBeGreaterThan(1);
  await expect(rows.first()).toHaveAccessibleName(
    /0\.\d+ in the search, 0\.\d+( ± 0\.\d+)? when run again/
  );
  await expect(panel.progress).toContainText('· verified');
  await expect(
    panel.node.getByRole('treeitem', { name: /best, .*verified/ })
  ).toBeVisible();
  await page.addStyleTag({ content: '.Toastify { display: none }' });
  await evidence.scrollIntoViewIfNeeded();
  await panel.picture('verified', { isForReadme: false });
  await panel.command('apputils:change-theme', { theme: 'JupyterLab Dark' });
  await expect(page.locator('body')).toHaveAttribute(
    'data-jp-theme-light',
    'false'
  );
  await panel.picture('verified-dark', { isForReadme: false });
  await panel.command('apputils:change-theme', { theme: 'JupyterLab Light' });
  await evidence.getByRole('button').first().click();
  await expect(page.getByRole('article', { name: 'Solution' })).toContainText(
    /Score: 0\.\d+.* (run again, on rows that its models did not learn from|on rows that the search never saw); 0\.\d+.* by its own validation/
  );
  await panel.picture('verified-details', { isForReadme: false });

  // What speaks for it, from rows that it was not trained on.
  const details = page.getByRole('article', { name: 'Solution' });
  await details.getByRole('tab', { name: 'Evidence' }).click();
  await expect(
    details.getByRole('table', { name: 'Class by class' })
  ).toContainText('iris', { timeout: 60_000 });
  expect(await panel.barriers()).toEqual([]);
  await panel.picture('evidence', { isForReadme: false });
  await panel.command('apputils:change-theme', { theme: 'JupyterLab Dark' });
  await expect(page.locator('body')).toHaveAttribute(
    'data-jp-theme-light',
    'false'
  );
  expect(await panel.barriers()).toEqual([]);
  await panel.picture('evidence-dark', { isForReadme: false });
});
