import { expect, test } from './fixtures';
import { small } from './small';

test('a page that is reloaded in mid-run finds its run and goes on', async ({
  panel,
  lab,
  page
}) => {
  await small(lab, 'resume');
  await panel.open('resume/flowers.ipynb');
  await panel.brief(5);
  await panel.start.click();
  await expect(panel.progress).toContainText(/[23] of 5/, { timeout: 120_000 });
  const done = await panel.nodes
    .filter({ hasText: /\d\.\d/ })
    .evaluateAll(nodes => nodes.map(node => node.getAttribute('aria-label')));

  await panel.open('resume/flowers.ipynb');
  await expect(panel.node).toContainText(/This run was cut off after \d of 5/);
  // What was done is there.
  for (const label of done.slice(0, 2)) {
    const step = /Step \d+/.exec(label ?? '')![0];
    await expect(
      page.getByRole('treeitem', { name: `${step}, draft` })
    ).toHaveAccessibleName(/\d\.\d/);
  }
  await panel.picture('resume', { isForReadme: false });

  await panel.node.getByRole('button', { name: 'Go on' }).first().click();
  await expect(panel.progress).toContainText('5 of 5 · finished', {
    timeout: 120_000
  });
  await expect(panel.nodes).toHaveCount(5);

  // No kernel of the run is left, neither of the first part nor of the second.
  await expect.poll(() => lab.strayKernels()).toEqual([]);
});
