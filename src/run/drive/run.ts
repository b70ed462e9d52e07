import { PathExt } from '@jupyterlab/coreutils';
import { SolutionTree } from '../../search/tree';
import { checkRequest, type RunRequest } from '../config';
import { RunFolder, stemOf } from '../folder/folder';
import { openFolder } from '../folder/openFolder';
import type { RunFile } from '../folder/runFile';
import type { IRunHost } from '../host';
import { RunModel } from '../live/runModel';
import { Drive } from './drive';
import { checkNeeds } from './prepare';

/**
 * Make a new run and its folder, to be driven from here. Nothing works until `start`.
 *
 * @param request - what it is asked to do.
 * @param name - what its folder is called, up to a number; by default after
 *   its notebook or its goal.
 * @param spent - seconds of the time that it may take that are gone already.
 * @throws InvalidRequest - what was asked for is not there or makes no sense.
 * @throws ExternalError - `storage`: the folder cannot be written.
 */
export async function createRun(
  host: IRunHost,
  request: RunRequest,
  name?: string,
  spent = 0
): Promise<RunModel> {
  const config = checkRequest(request);
  await checkNeeds(host, config);
  const file: RunFile = {
    version: 1,
    created: new Date().toISOString(),
    config,
    task: null
  };
  const folder = await RunFolder.create(
    host.contents,
    config.notebook === null ? '' : PathExt.dirname(config.notebook),
    name ?? stemOf(config),
    file
  );
  const tree = new SolutionTree(config.direction);
  const tail = { segment: 1, text: '' };
  return new RunModel(
    { folder, file, tree, notes: [] },
    model => new Drive(host, model, { tail, elapsed: spent })
  );
}

/**
 * Open a run from its folder, as far as it can be read, to be driven from here; `notes`
 * says what cannot. `start` goes on with it.
 *
 * @param path - the run's folder.
 * @throws ExternalError - `storage`: there is none, it is damaged beyond use, or a
 *   newer version made it.
 */
export async function openRun(host: IRunHost, path: string): Promise<RunModel> {
  const { journal, ...opened } = await openFolder(host.contents, path);
  const { entries, tail } = journal;
  const elapsed = entries.at(-1)?.elapsed ?? 0;
  return new RunModel(
    opened,
    model => new Drive(host, model, { tail, elapsed })
  );
}
