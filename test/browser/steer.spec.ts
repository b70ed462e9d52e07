import { startEndpoint } from './endpoint';
import { expect, test } from './fixtures';
import { notebook, small } from './small';

const goal = 'Predict the `kind` of each flower. The metric is accuracy.';

test('a person begins with their own code, branches, edits and closes', async ({
  panel,
  lab,
  page
}) => {
  test.setTimeout(600_000);
  const endpoint = await startEndpoint(
    ...['--models', 'scripted', '--latency', '300']
  );
  try {
    await small(lab, 'steer');
    const own = JSON.parse(notebook(goal));
    own.cells.push({
      cell_type: 'code',
      id: 'own',
      metadata: {},
      source: [
        '%matplotlib inline',
        'import pandas as pd',
        "flowers = pd.read_csv('data/train.csv')",
        "validation_metric = (flowers.kind == 'rose').mean()"
      ].join('\n'),
      outputs: [],
      execution_count: null
    });
    await lab.write('steer/flowers.ipynb', JSON.stringify(own));
    await panel.open('steer/flowers.ipynb');
    await panel.node.getByRole('button', { name: 'Connect a model…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address').fill(endpoint.url);
    await dialog.getByLabel('Model', { exact: true }).fill('scripted');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(panel.node.getByLabel('Coder')).toHaveValue('scripted');
    await panel.node.getByLabel('Scored by').selectOption('reported');
    await panel.more('Solutions', '2');
    await panel.node.getByLabel('Begin with this notebook’s own code').check();
    await panel.picture('own-code', { isForReadme: false });
    expect(await panel.barriers()).toEqual([]);
    await panel.start.press('Enter');
    // The button is gone; the focus is where the run now shows itself.
    await expect(panel.progress).toBeFocused();

    // Their own code is the first draft, beside the two of the budget.
    await expect(panel.nodes.first()).toHaveAccessibleName(
      /^Step 1, draft, your own code, .*yours/
    );
    await expect(panel.progress).toContainText('2 of 2 · finished', {
      timeout: 120_000
    });
    await expect(panel.nodes).toHaveCount(3);
    await expect(panel.nodes.first()).toContainText('0.5');

    // A hint for one solution that is made on it: the finished run goes on.
    await panel.nodes.first().click();
    const details = page.getByRole('article', { name: 'Solution' });
    await expect(details).toContainText('written by you');
    await details.getByLabel('Try this on it').fill('look at the widths');
    await details.getByRole('button', { name: 'Try', exact: true }).click();
    await expect(details).toContainText('Asked for: “look at the widths”');
    await expect(panel.nodes).toHaveCount(4);
    await expect(panel.progress).toContainText('2 of 2 · finished', {
      timeout: 120_000
    });

    // Their own change of the code is a solution of its own.
    await panel.nodes.first().click();
    await details.getByRole('button', { name: 'Edit and run' }).click();
    const run = details.getByRole('button', { name: 'Run as a new solution' });
    await expect(run).toBeDisabled();
    await details.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\nvalidation_metric = 0.75\n');
    await panel.picture('edit', { isForReadme: false });
    expect(await panel.barriers()).toEqual([]);
    await run.click();
    await expect(details).toContainText('step 1, edited by you');
    await expect(panel.node).toContainText('0.75', { timeout: 60_000 });
    await panel.picture('steered', { isForReadme: false });

    // And this one is left alone from now on, until they say otherwise.
    await details
      .getByRole('button', { name: 'Never look here again' })
      .click();
    await expect(details).toContainText('not looked at any more');

    // What it all came to, as a notebook.
    await expect(panel.progress).toContainText('2 of 2 · finished', {
      timeout: 60_000
    });
    // The notification of the former end goes as this one comes.
    const hide = page.getByRole('button', { name: 'Hide notification' });
    await expect(hide).toHaveCount(1);
    await hide.click();
    await panel.node.getByText(/^\d+ steps? helped/).click();
    await panel.picture('story', { isForReadme: false });
    expect(await panel.barriers()).toEqual([]);
    await panel.node
      .getByRole('button', { name: 'Make a report notebook' })
      .click();
    const report = page.locator('.jp-NotebookPanel:visible');
    await expect(report).toContainText('What AIDE found');
    await expect(
      report.getByRole('row', { name: /^1 your own code 0\.5/ })
    ).toBeVisible();
    await panel.picture('report', { isForReadme: false });
    await page.goto(lab.address('steer/flowers.ipynb'));
    await page.waitForSelector('.jp-NotebookPanel:visible .jp-Cell');
    await panel.show();
    await panel.node.getByRole('button', { name: 'Look' }).first().click();
    await expect(
      panel.nodes.filter({ hasText: 'edited by you' })
    ).toHaveAccessibleName(/yours · left alone/);
  } finally {
    await endpoint.stop();
    await lab.disconnect();
  }
});
