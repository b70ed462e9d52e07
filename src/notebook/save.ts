import { PathExt } from '@jupyterlab/coreutils';
import type { Contents } from '@jupyterlab/services';
import type { PartialJSONObject } from '@lumino/coreutils';
import { solutionNotebook, type IOrigin } from './solutionCells';

/**
 * Save a solution as a notebook of its own, beside the one that its run belongs
 * to. Never writes over another file.
 *
 * @param notebook - the path of the run's notebook.
 * @param kernelspec - which kernel the new one asks for.
 * @returns the path of the new notebook.
 * @throws Error - where it cannot be saved.
 */
export async function saveAsNotebook(
  contents: Contents.IManager,
  origin: IOrigin,
  notebook: string,
  kernelspec: PartialJSONObject
): Promise<string> {
  const folder = PathExt.dirname(notebook);
  const stem = PathExt.basename(notebook, PathExt.extname(notebook));
  const { content } = await contents.get(folder);
  const taken = new Set(
    (content as Contents.IModel[]).map(item => item.name.toLowerCase())
  );
  const named = (suffix: string) =>
    `${stem}-solution-${origin.solution.id}${suffix}.ipynb`;
  let name = named('');
  for (let copy = 2; taken.has(name.toLowerCase()); copy++) {
    name = named(`-${copy}`);
  }
  const path = PathExt.join(folder, name);
  await contents.save(path, {
    type: 'notebook',
    format: 'json',
    content: solutionNotebook(origin, path, kernelspec)
  });
  return path;
}
