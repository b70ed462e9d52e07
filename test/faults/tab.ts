import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { notebook } from '../browser/small';
import { chromiumOptions, heapOf } from '../support/chromium';

/** The notebook that the run is of, in the server's folder. */
export const watched = 'watch.ipynb';

/** A browser's tab with the panel beside a notebook, which shows its run. */
export class Tab {
  private constructor(
    private readonly _browser: Browser,
    private readonly _page: Page,
    private readonly _address: (path: string) => string
  ) {}

  /**
   * Open it, once there is a run in the server's folder.
   *
   * @param root - that folder.
   * @param address - where a browser finds a path of the server.
   */
  static async open(
    root: string,
    address: (path: string) => string
  ): Promise<Tab> {
    writeFileSync(join(root, watched), notebook('Watch.'));
    const browser = await chromium.launch(chromiumOptions);
    const page = await browser.newPage();
    await page.goto(address(`lab/tree/${watched}`));
    await page.waitForSelector('.jp-NotebookPanel:visible .jp-Cell');
    await page
      .locator('.jp-NotebookPanel:visible .jp-NotebookPanel-toolbar')
      .getByRole('button', { name: /Find a solution with AIDE/ })
      .click();
    const tab = new Tab(browser, page, address);
    // A run that is driven is shown by itself.
    await page.waitForSelector('#jp-aide-panel [role=treeitem]');
    return tab;
  }

  /** How many solutions the panel's tree shows. */
  async solutions(): Promise<number> {
    return this._page
      .getByRole('region', { name: 'Progress' })
      .innerText()
      .then(text => Number(/(\d+) of \d+/.exec(text)?.[1] ?? 0));
  }

  /** MiB of JavaScript that it holds. */
  async heap(): Promise<number> {
    return Number(((await heapOf(this._page)) / 2 ** 20).toFixed(1));
  }

  /** Close it, and end the notebook's own kernel, which no run started. */
  async close(): Promise<void> {
    const { request } = this._page;
    const sessions = await request.get(this._address('api/sessions'));
    for (const { id } of (await sessions.json()) as { id: string }[]) {
      await request.delete(this._address(`api/sessions/${id}`));
    }
    await this._browser.close();
  }
}
