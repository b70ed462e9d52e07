import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startEndpoint } from './endpoint';
import { expect, test } from './fixtures';
import { small } from './small';

const key = 'sk-test-of-the-browser';

test('a model is connected in the dialog, writes, and is paid for', async ({
  panel,
  lab,
  page
}) => {
  test.setTimeout(600_000);
  const endpoint = await startEndpoint(
    ...['--key', key, '--models', 'scripted', '--latency', '300']
  );
  try {
    await small(lab, 'model');
    await panel.open('model/flowers.ipynb');
    await panel.node.getByRole('button', { name: 'Connect a model…' }).click();
    const dialog = page.getByRole('dialog');
    const test = dialog.getByRole('button', { name: 'Save and test' });
    await dialog.getByLabel('Address').fill(endpoint.url);
    await dialog.getByLabel('Key').fill('wrong');
    await dialog.getByLabel('Model', { exact: true }).fill('scripted');
    await test.click();
    await expect(dialog.getByRole('status')).toContainText(/key/i);
    await dialog.getByLabel('Key').fill(key);
    await test.click();
    await expect(dialog.getByRole('status')).toContainText(/answers in/i);
    await panel.picture('connect');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(panel.node.getByLabel('Coder')).toHaveValue('scripted');

    // The scripted model's scripts measure themselves.
    await panel.node.getByLabel('Scored by').selectOption('reported');
    await panel.more('Solutions', '4');
    await panel.start.click();
    await panel.nodes.first().click();
    await expect(page.getByRole('article', { name: 'Solution' })).toBeVisible();
    await expect(panel.progress).toContainText('4 of 4 · finished', {
      timeout: 400_000
    });
    await expect(panel.progress).toContainText(/tokens in · .* out/);
    const scored = panel.nodes.filter({ hasText: /\d\.\d/ });
    await expect(scored.first()).toBeVisible();
    // What failed says why, in a word.
    await expect(panel.node.getByText(/NoSuchColumn/).first()).toBeVisible();

    // The key is neither in the page nor in the run's folder.
    expect(await page.content()).not.toContain(key);
    const runs = lab.onDisk('model', 'aide-runs');
    const files = await readdir(runs, { recursive: true, withFileTypes: true });
    for (const file of files.filter(each => each.isFile())) {
      const text = await readFile(join(file.parentPath, file.name), 'utf8');
      expect(text, file.name).not.toContain(key);
    }
  } finally {
    await endpoint.stop();
    await lab.disconnect();
  }
});
