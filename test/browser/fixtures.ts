import {
  expect,
  test as base,
  type Locator,
  type Page
} from '@playwright/test';
import type * as Axe from 'axe-core';
import axe from 'axe-core';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Lab } from './lab';

export { expect };

/** What Notebook 7 throws when it starts, always or at times, with or without an extension. */
const ofNotebook7 =
  /(reading 'schema'|'filebrowser:open-path' not registered)[^]*\/static\/notebook\//;

/**
 * JupyterLab's splash screen takes itself away by a timer of its own, at times twice: the
 * only frame of the error is that timer.
 */
const ofSplash =
  /^NotFoundError: Failed to execute 'removeChild'[^\n]*\n[^\n]*\/jlab_core[^\n]*$/;

/** Where the README's pictures lie. */
const images = join(__dirname, '..', '..', 'docs', 'images');

/** Tests with a JupyterLab of their own, shared by those of one file. */
export const test = base.extend<{ panel: Panel }, { lab: Lab }>({
  lab: [
    // Playwright wants the empty pattern.
    // eslint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const lab = await Lab.start();
      await provide(lab);
      await lab.stop();
    },
    { scope: 'worker', timeout: 90_000 }
  ],
  panel: async ({ page, lab }, provide) => {
    const wrong: string[] = [];
    page.on('pageerror', error => {
      const where = error.stack ?? String(error);
      if (!ofNotebook7.test(where) && !ofSplash.test(where)) {
        wrong.push(where);
      }
    });
    await provide(new Panel(page, lab));
    expect(wrong, 'errors that nothing caught in the page').toEqual([]);
  }
});

/** A cell as a notebook's file has it. */
interface ICell {
  cell_type: string;
  source: string | string[];
  outputs?: { text?: string | string[]; traceback?: string[] }[];
}

/** The panel and the notebook beside it, as a person uses them. */
export class Panel {
  constructor(
    readonly page: Page,
    readonly lab: Lab
  ) {}

  /** Everything in the sidebar. */
  get node(): Locator {
    return this.page.locator('#jp-aide-panel');
  }

  get start(): Locator {
    return this.node.getByRole('button', { name: 'Start' });
  }

  /** The nodes of the tree, as far as they are in view. */
  get nodes(): Locator {
    return this.node.getByRole('treeitem');
  }

  get progress(): Locator {
    return this.node.getByRole('region', { name: 'Progress' });
  }

  /** The cells of the notebook in front. */
  get cells(): Locator {
    return this.page.locator('.jp-NotebookPanel:visible .jp-Cell');
  }

  /** Open a notebook, and the panel by the button in its toolbar. */
  async open(notebook: string, app?: 'lab' | 'notebook'): Promise<void> {
    await this.visit(notebook, app);
    await this.show();
  }

  /** Open a notebook alone. */
  async visit(notebook: string, app?: 'lab' | 'notebook'): Promise<void> {
    await this.page.goto(this.lab.address(notebook, app));
    await this.page.waitForSelector('.jp-NotebookPanel:visible .jp-Cell');
  }

  /** Open the panel by the button in the notebook's toolbar. */
  async show(): Promise<void> {
    await this.page
      .locator('.jp-NotebookPanel:visible .jp-NotebookPanel-toolbar')
      .getByRole('button', { name: /Find a solution with AIDE/ })
      .click();
    await this.node.waitFor({ state: 'visible' });
  }

  /**
   * Fill the form for a run without a scorer, whose best is not run again: for
   * tests of other things.
   */
  async brief(steps: number): Promise<void> {
    await expect(this.start).toBeEnabled();
    await this.node.getByLabel('Scored by').selectOption('reported');
    await this.more('Solutions', String(steps));
  }

  /** Give a field behind “More” a value. */
  async more(label: string, value: string): Promise<void> {
    const field = this.node.getByLabel(label);
    if (!(await field.isVisible())) {
      await this.node.getByText('More', { exact: true }).click();
    }
    await field.fill(value);
  }

  /**
   * Run all cells of the notebook in front in a kernel that is started anew, and save it.
   *
   * @param path - of the notebook, on disk.
   * @returns what the cell above inserted ones says, the code of all, and what they printed.
   */
  async runAll(
    path: string
  ): Promise<{ said: string; code: string; printed: string }> {
    const ran = this.command('notebook:restart-run-all');
    await this.page.locator('.jp-Dialog .jp-mod-accept').click();
    await ran;
    await this.command('docmanager:save');
    const { cells } = JSON.parse(await readFile(path, 'utf8')) as {
      cells: ICell[];
    };
    const sources = (type: string) =>
      cells
        .filter(each => each.cell_type === type)
        .map(({ source }) => [source].flat().join(''));
    return {
      said: sources('markdown').find(text => text.includes('found by AIDE'))!,
      code: sources('code').join('\n'),
      printed: cells
        .flatMap(({ outputs = [] }) => outputs)
        .flatMap(({ text = [], traceback = [] }) => [text, traceback].flat())
        .join('')
    };
  }

  /** What axe finds wrong, and is serious, in the panel and in the details. */
  async barriers(): Promise<string[]> {
    await this.page.evaluate(axe.source);
    return this.page.evaluate(async () => {
      const { axe } = window as unknown as { axe: typeof Axe };
      const { violations } = await axe.run({
        include: ['#jp-aide-panel', '.jp-AideDetails'].filter(
          part => document.querySelector(part) !== null
        )
      });
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    });
  }

  /** Run a command of JupyterLab. */
  async command(id: string, args: Record<string, unknown> = {}): Promise<void> {
    await this.page.evaluate(
      ([id, args]) =>
        (
          window as unknown as {
            jupyterapp: {
              commands: {
                execute(id: string, args: object): Promise<unknown>;
              };
            };
          }
        ).jupyterapp.commands
          .execute(id as string, args as object)
          .then(() => undefined),
      [id, args] as const
    );
  }

  /** Drag the edge of the sidebar until it is so many pixels wide. */
  async widen(width: number): Promise<void> {
    const { x, y, height } = (await this.node.boundingBox())!;
    const middle = y + height / 2;
    const right = (await this.node.boundingBox())!.width + x;
    await this.page.mouse.move(x - 3, middle);
    await this.page.mouse.down();
    await this.page.mouse.move(right - width - 3, middle, { steps: 5 });
    await this.page.mouse.up();
  }

  /**
   * A picture: always for whoever looks at the results, and for the README where
   * that is asked for by AIDE_SCREENSHOTS=1.
   */
  async picture(name: string, { isForReadme = true } = {}): Promise<void> {
    const folders = [
      join('test-results', 'pictures'),
      ...(isForReadme && process.env.AIDE_SCREENSHOTS === '1' ? [images] : [])
    ];
    for (const folder of folders) {
      await this.page.screenshot({ path: join(folder, `${name}.png`) });
    }
  }
}
