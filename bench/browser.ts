import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from '@playwright/test';
import type { Signal } from '@lumino/signaling';
import type { IRun, IRunStatus } from '../src/run/interfaces';
import type { TreeEvent } from '../src/solution/events';
import type { Solution } from '../src/solution/solution';
import { solved, writeRun } from './growth';
import { chromiumOptions, heapOf } from '../test/support/chromium';
import { type ILab, startLab } from './lab';
import { type Figures, median, summary } from './statistics';

/** Nodes of the trees that the panel shows. */
const sizes = [1000, 5000];
/** Solutions that come and go on while it is watched, each with five changes. */
const solutions = 8;
/** Milliseconds from one change to the next. */
const pace = 100;
const notebook = 'houses.ipynb';

/**
 * Item 6: what the extension costs the browser: its size, JupyterLab's start-up
 * with and without it, and an update of the panel.
 */
export async function measureBrowser(repetitions: number): Promise<Figures> {
  const labs = { with: await startLab(true), without: await startLab(false) };
  const browser = await chromium.launch(chromiumOptions);
  try {
    return {
      ...weigh(),
      ...(await measureStart(browser, labs, 4 * repetitions)),
      ...(await measurePanel(browser, labs.with, repetitions))
    };
  } finally {
    await browser.close();
    await labs.with.close();
    await labs.without.close();
  }
}

/** Everything that the extension may ever load, compressed as servers do it. */
function weigh(): Figures {
  const folder = 'jupyterlab_aide/labextension/static';
  const bytes = readdirSync(folder)
    .filter(name => name.endsWith('.js'))
    .map(name => gzipSync(readFileSync(join(folder, name))).length);
  return { bundle_gz_kb: bytes.reduce((sum, size) => sum + size, 0) / 1000 };
}

/** What JupyterLab shows of itself, and the run in it. */
interface ILabWindow {
  jupyterapp: {
    restored: Promise<void>;
    commands: { execute(id: string): Promise<unknown> };
    pluginRegistry: {
      _plugins: Map<string, { service: { session: { view: { run: IRun } } } }>;
    };
  };
}

/** What a start-up took. */
interface IStart {
  /** Until JupyterLab says that it is restored, milliseconds. */
  wall: number;
  /** Of the page's main thread, milliseconds. */
  cpu: number;
  /** Of scripts of the extension, compressed, kB. */
  kb: number;
}

async function measureStart(
  browser: Browser,
  labs: { with: ILab; without: ILab },
  times: number
): Promise<Figures> {
  const starts: Record<keyof typeof labs, IStart>[] = [];
  // The first pages of each warm its server.
  for (let time = -2; time < times; time++) {
    // The later page of a pair finds warmer caches: each is that one in turn.
    const [one, other] =
      time % 2 === 0
        ? (['without', 'with'] as const)
        : (['with', 'without'] as const);
    const pair = {
      [one]: await startOf(browser, labs[one]),
      [other]: await startOf(browser, labs[other])
    } as Record<keyof typeof labs, IStart>;
    if (time >= 0) {
      starts.push(pair);
    }
  }
  const added = (field: keyof IStart) =>
    starts.map(pair => pair.with[field] - pair.without[field]);
  return {
    bundle_start_gz_kb: median(starts.map(pair => pair.with.kb)),
    ...summary('startup_ms', added('wall')),
    ...summary('startup_cpu_ms', added('cpu')),
    startup_without_ms: median(starts.map(pair => pair.without.wall))
  };
}

/** Open JupyterLab as somebody does who was never there. */
async function startOf(browser: Browser, lab: ILab): Promise<IStart> {
  const page = await browser.newPage();
  try {
    const busy = await watchThread(page);
    let bytes = 0;
    page.on('response', response => {
      if (/\/extensions\/jupyterlab-aide\/.*\.js/.test(response.url())) {
        void response.body().then(body => (bytes += gzipSync(body).length));
      }
    });
    await page.goto(lab.address(''));
    const wall = await restored(page);
    return { wall, cpu: await busy(), kb: bytes / 1000 };
  } finally {
    await page.close();
  }
}

/** Wait until JupyterLab stands; when that was, in milliseconds of the page. */
async function restored(page: Page): Promise<number> {
  await page.waitForFunction(() => 'jupyterapp' in window);
  return page.evaluate(async () => {
    await (window as unknown as ILabWindow).jupyterapp.restored;
    return performance.now();
  });
}

/** @returns what tells the milliseconds that a page's main thread has worked. */
async function watchThread(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  // Counted from here on.
  await session.send('Performance.enable');
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
  };
}

async function measurePanel(
  browser: Browser,
  lab: ILab,
  repetitions: number
): Promise<Figures> {
  const costs = new Map<number, IPanelCost[]>(sizes.map(size => [size, []]));
  for (const size of sizes) {
    const folder = join(lab.root, String(size));
    cpSync('examples/houses', folder, {
      recursive: true,
      filter: path => !/aide-runs|checkpoints/.test(path)
    });
    writeRun(join(folder, 'aide-runs', 'houses-1'), size, {
      data: `${size}/data`,
      notebook: `${size}/${notebook}`
    });
  }
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const size of sizes) {
      costs.get(size)!.push(await panelCost(browser, lab, size));
    }
  }
  return Object.fromEntries(
    sizes.flatMap(size => {
      const of = (field: keyof IPanelCost) =>
        median(costs.get(size)!.map(cost => cost[field]));
      return [
        [`panel_update_ms_${size}`, of('update')],
        [`panel_open_ms_${size}`, of('open')],
        [`panel_heap_mb_${size}`, of('heap')]
      ];
    })
  );
}

interface IPanelCost {
  /** Milliseconds of the main thread for a change of one solution. */
  update: number;
  /** Milliseconds from the click to the tree. */
  open: number;
  /** What the page holds of JavaScript, MB. */
  heap: number;
}

/** Open the panel on a run, and have a solution come and go on in it. */
async function panelCost(
  browser: Browser,
  lab: ILab,
  size: number
): Promise<IPanelCost> {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 }
  });
  try {
    await page.goto(lab.address(`${size}/${notebook}`));
    await restored(page);
    await page.waitForSelector('.jp-NotebookPanel:visible .jp-Cell');
    const opened = performance.now();
    await page.evaluate(() =>
      (window as unknown as ILabWindow).jupyterapp.commands
        .execute('aide:open')
        .then(() => undefined)
    );
    await page
      .locator('#jp-aide-panel [role=treeitem]')
      .first()
      .waitFor({ timeout: 120_000 });
    const open = performance.now() - opened;
    // Whatever opening left to do is over.
    await page.waitForTimeout(2000);
    const events = Array.from({ length: solutions }, (_, i) =>
      solved(size + 1 + i, 'improve', '0001')
    ).flat() as (TreeEvent & { id: string })[];
    const busy = await watchThread(page);
    await page.waitForTimeout(events.length * pace);
    const idle = await busy();
    await page.evaluate(takeIn, { events, pace });
    const work = (await busy()) - idle;
    return {
      open,
      heap: (await heapOf(page)) / 1e6,
      update: (work - idle) / events.length
    };
  } finally {
    await page.close();
  }
}

interface ITakeIn {
  events: (TreeEvent & { id: string })[];
  pace: number;
}

/**
 * In the page: take events into the tree of the run that is shown, one after
 * another, and tell its watchers as the run itself does.
 */
async function takeIn({ events, pace }: ITakeIn): Promise<void> {
  const { pluginRegistry } = (window as unknown as ILabWindow).jupyterapp;
  const aide = pluginRegistry._plugins.get('jupyterlab-aide:plugin')!.service;
  const { run } = aide.session.view;
  for (const event of events) {
    run.tree.apply(event);
    (run.solutionChanged as Signal<IRun, Solution>).emit(
      run.tree.get(event.id)
    );
    (run.statusChanged as Signal<IRun, IRunStatus>).emit(run.status);
    await new Promise(resolve => setTimeout(resolve, pace));
  }
}
