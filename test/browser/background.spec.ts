import type { Page } from '@playwright/test';
import { expect, Panel, test } from './fixtures';
import { Lab } from './lab';
import { small } from './small';

const finished = /(\d+) of \1 · finished/;

/** Fill the form and press Start. */
async function start(panel: Panel, notebook: string, steps: number) {
  await panel.open(notebook);
  await panel.brief(steps);
  await panel.start.click();
}

/** The titles and scores that a panel shows. */
async function labels(panel: Panel): Promise<(string | null)[]> {
  return panel.nodes.evaluateAll(nodes =>
    nodes.map(node => node.getAttribute('aria-label'))
  );
}

function button(panel: Panel, name: string) {
  return panel.node.getByRole('button', { name });
}

/** Another tab of the same window. */
async function another(page: Page, lab: Lab): Promise<Panel> {
  return new Panel(await page.context().newPage(), lab);
}

test('a second tab watches, steers, and takes the run over', async ({
  panel,
  lab,
  page
}) => {
  await small(lab, 'tabs');
  const second = await another(page, lab);
  await second.visit('tabs/flowers.ipynb');
  // Long enough to be under way when the second tab looks at it, however slow that is.
  await start(panel, 'tabs/flowers.ipynb', 12);
  await expect(panel.nodes.first()).toBeVisible({ timeout: 60_000 });

  await second.show();
  await expect(second.node).toContainText('Another tab drives this run');
  await second.picture('watching', { isForReadme: false });
  await button(second, 'Go on here').click();
  await expect(panel.node).toContainText('Another tab drives this run');
  await expect(second.node).not.toContainText('Another tab drives this run');

  await expect(second.progress).toContainText(finished, { timeout: 120_000 });
  await expect(panel.progress).toContainText(finished);
  await expect(panel.nodes).toHaveCount(12);
  expect(await labels(panel)).toEqual(await labels(second));
  await expect.poll(() => lab.strayKernels()).toEqual([]);
});

test('a run goes on after its tab is closed, and is there when one comes back', async ({
  panel,
  lab,
  page
}) => {
  await small(lab, 'closed');
  const first = await another(page, lab);
  await start(first, 'closed/flowers.ipynb', 4);
  await expect(first.nodes.first()).toBeVisible({ timeout: 60_000 });
  await button(first, 'Keep running without this tab').click();
  await expect(first.node).toContainText('You can close this tab.', {
    timeout: 60_000
  });
  await first.page.close();

  await panel.open('closed/flowers.ipynb');
  await expect(panel.progress).toContainText(finished, { timeout: 120_000 });
  await expect(panel.nodes).toHaveCount(4);
  await expect.poll(() => lab.strayKernels()).toEqual([]);
});

test('a run in the background goes on after the server was restarted', async ({
  page
}) => {
  const lab = await Lab.start();
  try {
    const panel = new Panel(page, lab);
    await small(lab, 'restart');
    await panel.open('restart/flowers.ipynb');
    await panel.brief(4);
    await panel.node.getByLabel('Keep running without this tab').check();
    await panel.start.click();
    await expect(panel.node).toContainText('You can close this tab.');
    await expect(panel.progress).toContainText(/[1-3] of 4/, {
      timeout: 120_000
    });
    await lab.restart();
    await panel.open('restart/flowers.ipynb');
    await expect(panel.progress).toContainText(finished, { timeout: 120_000 });
    await expect(panel.nodes).toHaveCount(4);
    await expect.poll(() => lab.strayKernels()).toEqual([]);
  } finally {
    await lab.stop();
  }
});
