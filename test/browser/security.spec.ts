import type { Page } from '@playwright/test';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Panel } from './fixtures';
import { small } from './small';
import type { Lab } from './lab';
import { answers, table } from './payloads';

// A canary: found nowhere but where it was put.
const key = 'sk-canary-7Qv2mX9dR4tL8wK1';

const endpoints = () => import('../support/endpoint.mjs');

/** Start a run of so many solutions, and wait for its end. */
async function runAll(panel: Panel, steps: number): Promise<void> {
  await panel.node.getByLabel('Scored by').selectOption('reported');
  await panel.more('Solutions', String(steps));
  await panel.start.click();
  await expect(panel.progress).toContainText(
    `${steps} of ${steps} · finished`,
    { timeout: 180_000 }
  );
}

test('nothing that a model writes runs or fetches anything', async ({
  panel,
  lab,
  page
}) => {
  const called: string[] = [];
  const requested: string[] = [];
  await page.exposeFunction('canary', (what: string) => called.push(what));
  page.on('request', request => {
    const url = request.url();
    const isOurs = url.startsWith(lab.url) || /^(data|blob|about):/.test(url);
    if (!isOurs || /\/(x|logout)$/.test(new URL(url).pathname)) {
      requested.push(url);
    }
  });
  page.on('dialog', dialog => {
    called.push(dialog.message());
    void dialog.dismiss();
  });
  const { startEndpoint } = await endpoints();
  const endpoint = await startEndpoint({ answer: answers() });
  try {
    await small(lab, 'payloads');
    await lab.write('payloads/data/train.csv', table());
    await lab.write(
      `payloads/data/<img src=x onerror=canary('name')>.csv`,
      table()
    );
    await lab.connect(endpoint.url, key);
    await panel.open('payloads/flowers.ipynb');
    await runAll(panel, 3);

    // Every solution, with every part of its details.
    const details = page.getByRole('article', { name: 'Solution' });
    for (let at = 0; at < 3; at++) {
      await panel.nodes.nth(at).click();
      await expect(details).toContainText('Ridge');
      for (const tab of await details.getByRole('tab').all()) {
        await tab.click();
        await expect(tab).toHaveAttribute('aria-selected', 'true');
      }
      await details.getByRole('tab', { name: 'Outputs' }).click();
      await expect(details).toContainText(/raise ValueError|Cell 1/);
    }
    for (const traceback of await details.locator('summary').all()) {
      await traceback.click();
    }
    await panel.node.getByRole('treeitem').first().hover();

    // In the notebook: the preview of the data, and the best solution.
    await panel.command('aide:preview-data', { path: 'data' });
    await expect(page.locator('.jp-AidePreview').first()).toContainText(
      'onerror'
    );
    await panel.node.getByRole('button', { name: 'Insert the best' }).click();
    const inserted = panel.cells.filter({ hasText: 'found by AIDE' });
    await expect(inserted).toBeVisible();
    await panel.command('docmanager:save');

    // As somebody finds it who opens it anew.
    await panel.open('payloads/flowers.ipynb');
    await expect(inserted).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(called).toEqual([]);
    expect(requested).toEqual([]);
    const notebook = JSON.parse(
      await readFile(lab.onDisk('payloads', 'flowers.ipynb'), 'utf8')
    ) as { cells: { outputs?: unknown[]; metadata: { trusted?: boolean } }[] };
    expect(notebook.cells.length).toBeGreaterThan(3);
    for (const { metadata } of notebook.cells) {
      expect(metadata.trusted).not.toBe(true);
    }

    // The best notebook is shown as any that this person did not run: JupyterLab
    // fetches the pictures that its outputs name, and runs nothing.
    const [run] = await readdir(lab.onDisk('payloads', 'aide-runs'));
    await page.goto(lab.address(`payloads/aide-runs/${run}/best.ipynb`));
    await expect(
      page.getByText('validation_metric: 0.75').first()
    ).toBeAttached();
    await page.waitForLoadState('networkidle');
    expect(called).toEqual([]);
  } finally {
    await lab.disconnect();
    await endpoint.close();
  }
});

test('the key is on the server alone', async ({ panel, lab, page }) => {
  const { startEndpoint } = await endpoints();
  const seen: (string | undefined)[] = [];
  const endpoint = await startEndpoint({
    key,
    answer: isReview =>
      isReview
        ? { call: { is_bug: false, summary: 'Good.', lower_is_better: false } }
        : { text: spy }
  });
  try {
    await small(lab, 'key');
    await panel.open('key/flowers.ipynb');
    await panel.node.getByRole('button', { name: 'Connect a model…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address').fill(endpoint.url);
    await dialog.getByLabel('Key').fill(key);
    await dialog.getByLabel('Model', { exact: true }).fill('scripted-large');
    await dialog.getByRole('button', { name: 'Save and test' }).click();
    await expect(dialog.getByRole('status')).toContainText(/answers in/i);
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(dialog).toBeHidden();

    await panel.more('Solutions', '2');
    await panel.start.click();
    // While scripts run: every process that belongs to this server.
    const about = async () => (await processes(lab)).join('\n');
    await expect.poll(about, { timeout: 120_000 }).toContain('ipykernel');
    expect(await about()).not.toContain(key);
    await expect(panel.progress).toContainText('2 of 2 · finished', {
      timeout: 180_000
    });
    await panel.nodes.first().click();
    await expect(page.getByRole('article', { name: 'Solution' })).toBeVisible();
    seen.push(...endpoint.requests.map(each => each.headers.authorization));
    expect(seen).toContain(`Bearer ${key}`);

    // The browser.
    expect(await stored(page)).not.toContain(key);
    expect(JSON.stringify(await page.context().cookies())).not.toContain(key);
    const probe = `probe-${Math.random()}`;
    await page.evaluate(text => {
      Object.assign(window, { probe: { text } });
    }, probe);
    const found = await inHeap(page, [probe, key]);
    expect(found, 'what the heap of the page holds').toEqual([probe]);

    // The server's files: in one alone, which is its owner's.
    const home = lab.onDisk('..');
    const holding: string[] = [];
    let scanned = 0;
    for (const path of await readdir(home, { recursive: true })) {
      const file = join(home, path);
      const { isFile, mode } = await fileAt(file);
      if (isFile) {
        scanned += 1;
        if ((await readFile(file)).includes(key)) {
          holding.push(`${path} ${mode}`);
        }
      }
    }
    expect(scanned).toBeGreaterThan(20);
    expect(holding).toEqual(['data/aide/model.json 600']);
    const runs = lab.onDisk('key', 'aide-runs');
    const [run] = await readdir(runs);
    // The spy looked where a script can look.
    const spied = await readFile(
      join(runs, run, 'outputs', '0001.json'),
      'utf8'
    );
    expect(spied).toContain('JUPYTER_');
  } finally {
    await lab.disconnect();
    await endpoint.close();
  }
});

/** A solution that shows its environment, and that of whoever started it. */
const spy = `# Look around

Print what is there.

\`\`\`python
# %%
import os
import time
from pathlib import Path

print(dict(os.environ))
rows = sum(len(path.read_bytes()) for path in Path("./input").glob("*.csv"))
for process in (os.getpid(), os.getppid()):
    for name in ("environ", "cmdline"):
        print(Path(f"/proc/{process}/{name}").read_bytes())
time.sleep(3)

# %%
Path("submission.csv").write_text("")
validation_metric = 0.5 + 0 * rows
print(f"validation_metric: {validation_metric}")
\`\`\`
`;

/** The command lines and environments of all processes of a server. */
async function processes(lab: Lab): Promise<string[]> {
  const home = lab.onDisk('..');
  const found: string[] = [];
  for (const pid of await readdir('/proc')) {
    if (/^\d+$/.test(pid)) {
      const read = (name: string) =>
        readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');
      const text = `${await read('cmdline')} ${await read('environ')}`;
      if (text.includes(home)) {
        found.push(text);
      }
    }
  }
  return found;
}

async function fileAt(
  path: string
): Promise<{ isFile: boolean; mode: string }> {
  const about = await lstat(path);
  return { isFile: about.isFile(), mode: (about.mode & 0o777).toString(8) };
}

/** Everything that a page keeps, and shows. */
async function stored(page: Page): Promise<string> {
  const databases = await page.evaluate(async () => {
    const all: unknown[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name!);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of database.objectStoreNames) {
        all.push(
          await new Promise((resolve, reject) => {
            const request = database
              .transaction(store)
              .objectStore(store)
              .getAll();
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
          })
        );
      }
      database.close();
    }
    const fields = [...document.querySelectorAll('input, textarea')].map(
      field => (field as HTMLInputElement).value
    );
    return JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      all,
      fields,
      document.documentElement.outerHTML
    ]);
  });
  return databases;
}

/** Which texts are in the page's JavaScript heap, after a collection. */
async function inHeap(page: Page, texts: string[]): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const found = new Set<string>();
  let end = '';
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => {
    const part = end + chunk;
    for (const text of texts.filter(each => part.includes(each))) {
      found.add(text);
    }
    end = part.slice(-100);
  });
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', {
    reportProgress: false
  });
  await session.detach();
  return texts.filter(text => found.has(text));
}
