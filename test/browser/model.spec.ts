import { startEndpoint } from '../support/endpoint.mjs';
import { expect, test } from './fixtures';
import { small } from './small';

test('a model is connected in the dialog, writes, and its text is seen as it comes', async ({
  panel,
  lab,
  page
}) => {
  test.setTimeout(600_000);
  const endpoint = await startEndpoint({
    key: 'sk-test-browser',
    models: ['scripted'],
    latency: 300
  });
  try {
    await small(lab, 'model');
    await panel.open('model/flowers.ipynb');
    await panel.node.getByRole('button', { name: 'Connect a model…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address').fill(endpoint.url);
    await dialog.getByLabel('Key').fill('wrong');
    await dialog.getByRole('button', { name: 'Save and test' }).click();
    await expect(dialog.getByRole('status')).toContainText(/key/i);
    await dialog.getByLabel('Key').fill('sk-test-browser');
    await dialog.getByLabel('Model').fill('scripted');
    await dialog.getByRole('button', { name: 'Save and test' }).click();
    await expect(dialog.getByRole('status')).toContainText(/answers in/i);
    await panel.picture('connect');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(panel.node.getByLabel('Coder')).toHaveValue('scripted');

    await panel.more('Solutions', '4');
    await panel.start.click();
    await panel.nodes.first().click();
    await expect(page.getByRole('article', { name: 'Solution' })).toBeVisible();
    await expect(panel.progress).toContainText('4 of 4 · finished', {
      timeout: 400_000
    });
    await expect(panel.progress).toContainText(/tokens in/);
    await expect(
      panel.nodes.filter({ hasText: /\d\.\d/ }).first()
    ).toBeVisible();
    // A failed candidate says why.
    await expect(panel.node).toContainText(/NoSuchColumn/);

    // The key came neither back to the page nor into the run.
    const page2 = await page.content();
    expect(page2).not.toContain('sk-test-browser');
    expect(endpoint.requests.length).toBeGreaterThan(4);
  } finally {
    await endpoint.close();
  }
});
