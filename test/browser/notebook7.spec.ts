import { expect, test } from './fixtures';
import { small } from './small';

test('a run in Notebook 7, from the toolbar to cells', async ({
  panel,
  lab,
  page
}) => {
  test.setTimeout(600_000);
  await small(lab, 'classic');
  await panel.open('classic/flowers.ipynb', 'notebook');
  await expect(panel.node.getByLabel('Target')).toHaveValue('kind');
  await panel.more('Solutions', '2');
  await panel.start.click();
  await expect(panel.progress).toContainText('2 of 2 · finished', {
    timeout: 300_000
  });
  await panel.nodes.first().click();
  await expect(page.getByRole('article', { name: 'Solution' })).toContainText(
    /Step \d+/
  );
  await panel.node.getByRole('button', { name: 'Insert the best' }).click();
  await expect(panel.cells.filter({ hasText: 'found by AIDE' })).toBeAttached();
  await panel.picture('notebook7', { isForReadme: false });
});
