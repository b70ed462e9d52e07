import { expect, test } from './fixtures';
import { small } from './small';

test('the preview of a data folder, inline in the notebook', async ({
  panel,
  lab,
  page
}) => {
  await small(lab, 'preview');
  await panel.open('preview/flowers.ipynb');
  const before = await panel.cells.count();
  await page
    .locator('.jp-NotebookPanel:visible .jp-NotebookPanel-toolbar')
    .getByRole('button', { name: /Show what is in a data folder/ })
    .click();
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await expect(panel.cells).toHaveCount(before + 1);
  const output = panel.cells.last().locator('.jp-OutputArea-output');
  await expect(output).toContainText('train.csv');
  await expect(output).toContainText('colour');
  await panel.picture('preview');
});
