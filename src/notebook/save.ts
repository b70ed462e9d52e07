import { PathExt } from '@jupyterlab/coreutils';
import type { INotebookContent } from '@jupyterlab/nbformat';
import type { Contents } from '@jupyterlab/services';
import type { PartialJSONObject } from '@lumino/coreutils';
import { reportNotebook, type IReported } from './report';
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
  return saveBeside(
    contents,
    notebook,
    `solution-${origin.solution.id}`,
    path => solutionNotebook(origin, path, kernelspec)
  );
}

/**
 * Save a run's report as a notebook beside the one that the run belongs to.
 * Never writes over another file.
 *
 * @returns the path of the new notebook.
 * @throws Error - where it cannot be saved.
 */
export async function saveReport(
  contents: Contents.IManager,
  reported: IReported,
  notebook: string,
  kernelspec: PartialJSONObject
): Promise<string> {
  return saveBeside(contents, notebook, 'report', path =>
    reportNotebook(reported, path, kernelspec)
  );
}

/** Save a notebook beside another one, under that one's name and a suffix. */
async function saveBeside(
  contents: Contents.IManager,
  notebook: string,
  suffix: string,
  make: (path: string) => INotebookContent
): Promise<string> {
  const folder = PathExt.dirname(notebook);
  const stem = PathExt.basename(notebook, PathExt.extname(notebook));
  const { content } = await contents.get(folder);
  const taken = new Set(
    (content as Contents.IModel[]).map(item => item.name.toLowerCase())
  );
  const named = (copy: string) => `${stem}-${suffix}${copy}.ipynb`;
  let name = named('');
  for (let copy = 2; taken.has(name.toLowerCase()); copy++) {
    name = named(`-${copy}`);
  }
  const path = PathExt.join(folder, name);
  await contents.save(path, {
    type: 'notebook',
    format: 'json',
    content: make(path)
  });
  return path;
}
