import { ServerConnection } from '@jupyterlab/services';
import { checkRequest, type RunRequest } from '../../src/run/config';
import { Progress } from '../../src/run/drive/progress';
import { RunRecord } from '../../src/run/drive/record';
import { RunFolder } from '../../src/run/folder/folder';
import { readJournal } from '../../src/run/folder/readJournal';
import type { IRunHost } from '../../src/run/host';
import { RunModel } from '../../src/run/live/runModel';
import { SolutionTree } from '../../src/search/tree';
import type { TreeEvent } from '../../src/solution/events';
import { noUsage } from '../../src/task/usage';
import { MemoryContents } from './contents';

/** A server without a hub, whose files are in memory. */
export function hostOf(contents: MemoryContents): IRunHost {
  const serverSettings = ServerConnection.makeSettings({
    baseUrl: 'http://127.0.0.1:1/',
    fetch: async () => new Response('', { status: 404 })
  });
  return { contents: contents.manager, serverSettings } as unknown as IRunHost;
}

/** A run in a new folder, with nobody at its helm. */
export async function aRun(
  request: Partial<RunRequest> = {}
): Promise<{ contents: MemoryContents; run: RunModel }> {
  const contents = new MemoryContents();
  const config = checkRequest({
    goal: 'Predict.',
    data: 'data',
    direction: 'minimize',
    coder: { kind: 'recipes' },
    ...request
  });
  const folder = await RunFolder.create(contents.manager, '', 'a', {
    version: 1,
    created: '2026-01-02T03:04:05Z',
    config,
    task: null
  });
  return { contents, run: await again(contents, folder.path) };
}

/** The same run as somebody else has it open, who opened it when it was new. */
export async function again(
  contents: MemoryContents,
  path: string
): Promise<RunModel> {
  const { folder, file } = await RunFolder.open(contents.manager, path);
  const tree = new SolutionTree(file.config.direction);
  const nothing = async () => undefined;
  return new RunModel({ folder, file, tree, notes: [] }, () => ({
    status: {
      phase: 'paused',
      news: [],
      fault: null,
      waiting: null,
      elapsed: 0,
      remaining: null,
      usage: noUsage
    },
    watching: null,
    written: [],
    start: nothing,
    leave: nothing,
    verify: nothing,
    command: nothing,
    dispose: () => undefined
  }));
}

/** The record of a run that was opened when it was new. */
export function recordOf(
  contents: MemoryContents,
  run: RunModel,
  host: Partial<IRunHost> = {}
): RunRecord {
  return new RunRecord({
    host: { ...hostOf(contents), ...host },
    run,
    paths: { start: '', run: run.path, source: 'data', data: 'data' },
    progress: new Progress(run, 'paused'),
    tail: { segment: 1, text: '' },
    elapsed: 0,
    seconds: () => 1,
    onCommand: () => undefined
  });
}

/** What is in the journal, in order. */
export async function journalOf(
  contents: MemoryContents,
  { folder }: RunModel
): Promise<TreeEvent[]> {
  const { entries } = await readJournal(contents.manager, folder.journal);
  return entries.map(({ event }) => event);
}
