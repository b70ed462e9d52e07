import type { Contents, Kernel, KernelSpec } from '@jupyterlab/services';
import { ExternalError } from '../../base/externalError';
import { probePackages } from '../../kernel/packages';
import { tablesFor, idColumn } from '../../coder/recipes/tables';
import { previewData } from '../../kernel/preview';
import type { FilePreview } from '../../task/data';
import { type DeclaredFile, liesWithin } from '../../task/declaration';
import type { Asked } from '../../task/handedIn';
import { kindFacts, type Holdout } from '../../task/objectiveKinds';
import type { Task } from '../../task/task';
import { dataName, InvalidRequest, type RunConfig } from '../config';
import { list, stat } from '../folder/storage';
import type { IHeldOut } from '../objectives/interfaces';
import { isAbsolute } from '../runPaths';

/**
 * Check what a run needs of the server before its folder is made.
 *
 * @throws InvalidRequest - naming what is not there, and the way out.
 * @throws ExternalError - the server cannot be asked.
 */
export async function checkNeeds(
  host: { contents: Contents.IManager; specs: KernelSpec.IManager },
  config: RunConfig
): Promise<void> {
  await checkKernel(host.specs, config.kernel);
  // What is outside the server's folder, or hidden, only a kernel can see.
  if (isAbsolute(config.data) || /(^|\/)\./.test(config.data)) {
    return;
  }
  const { contents } = host;
  const folder = await stat(contents, config.data);
  if (folder === null) {
    throw new InvalidRequest(
      `There is no folder “${config.data}”. Choose the folder that holds the data.`
    );
  }
  if (folder.type !== 'directory') {
    throw new InvalidRequest(
      `“${config.data}” is a file. Choose the folder that it is in.`
    );
  }
  const files = await list(contents, config.data);
  if (files?.length === 0) {
    throw new InvalidRequest(
      `The folder “${dataName(config)}” is empty. Put the data there, or choose another folder.`
    );
  }
}

async function checkKernel(
  specs: KernelSpec.IManager,
  name: string
): Promise<void> {
  await specs.ready;
  const known = Object.values(specs.specs?.kernelspecs ?? {}).filter(
    spec => spec !== undefined
  );
  const spec = known.find(each => each.name === name);
  if (spec?.language.toLowerCase() === 'python') {
    return;
  }
  const python = known
    .filter(each => each.language.toLowerCase() === 'python')
    .map(each => `“${each.name}”`);
  const problem = spec
    ? `The kernel “${name}” runs ${spec.language}, but solutions are written in Python.`
    : `There is no kernel “${name}” on this server.`;
  throw new InvalidRequest(
    python.length > 0
      ? `${problem} Choose ${python.join(' or ')}.`
      : `${problem} Install one with “pip install ipykernel” where the server runs.`
  );
}

/**
 * What the search is asked to do, as a kernel sees it: the data, and the
 * packages that can be imported.
 *
 * @param data - the data folder, from where the kernel starts.
 * @param holdout - the rows that are held out, where the folder was prepared for that.
 * @throws ExternalError - `kernel` or `storage`
 */
export async function readTask(
  kernel: Kernel.IKernelConnection,
  config: RunConfig,
  data: string,
  holdout: IHeldOut | null = null
): Promise<Task> {
  const packages = await probePackages(kernel);
  const preview = await previewData(kernel, data, {
    goal: config.goal
  });
  if (preview.files.length === 0) {
    const why = preview.notes[0] ?? 'There are no files.';
    throw new ExternalError(
      `${why} Put the data there, then go on.`,
      'storage'
    );
  }
  const division = holdout?.division;
  const { own = [], files } = division ?? {};
  // Folds are told of in words.
  const again = [...own, ...(files?.folds ? [files.folds] : [])];
  const task: Task = {
    goal: config.goal,
    data: {
      ...preview,
      root: config.data,
      files: preview.files
        .filter(
          ({ path }) =>
            !again.some(name => path === name || path.startsWith(`${name}/`))
        )
        .map(file => asDeclared(file, holdout?.objective.files)),
      ...(files && {
        prepared: {
          ...files,
          made: division!.made,
          key: division!.keyIsMade ? division!.key : null
        }
      })
    },
    metric: config.metric,
    direction: config.direction,
    objective: config.objective,
    declaration: config.declaration,
    timeLimit: config.timeLimit,
    timeBudget: config.timeBudget,
    packages,
    asked: null
  };
  return { ...task, asked: askedOf(task, holdout) };
}

/**
 * A prepared table, which scripts read as the person's own: that may have signs, remarks
 * and broken rows where what was prepared of it has none.
 */
export function asDeclared(
  file: FilePreview,
  declared: Holdout['files'] = []
): FilePreview {
  const own = declared.find(({ path }) => path === file.path);
  if (!own || !file.dialect) {
    return file;
  }
  const { encoding, comment, lenient, nested, plain } = own.dialect;
  return {
    ...file,
    dialect: { ...file.dialect, encoding, comment, lenient, nested, plain }
  };
}

/** A table within another file; one in several has a “*” in its name. */
const WITHIN = /\.(zip|tar|tgz|tar\.\w+|xls[xm]|(?:geo)?json(?:\.\w+)?)\//i;

/** What of the person's own files asks for predictions. */
function askedOf(task: Task, holdout: IHeldOut | null): Asked | null {
  const { data } = task;
  // A run that began when prepared files had fixed names.
  if (kindFacts(task.objective).isOfPredictions && !data.prepared) {
    return null;
  }
  const { made = [], key = null } = data.prepared ?? {};
  const declared = task.declaration?.files ?? [];
  // Rows within another table are found by how that was declared alone.
  const isWithin = declared.some(liesWithin);
  const files: readonly Pick<DeclaredFile, 'path' | 'part'>[] =
    holdout?.objective.files ?? (isWithin ? declared : []);
  // Read there by how it was found to be written.
  const isRead = (path: string) =>
    !(WITHIN.test(path) || path.includes('*')) ||
    files.some(each => each.path === path);
  const theirs = (path?: string) =>
    path === undefined || made.includes(path) || !isRead(path) ? null : path;
  const tables = tablesFor(
    data,
    task.declaration?.targets ?? [],
    null,
    (task.declaration?.rows ?? null) !== null
  );
  const test =
    files.find(({ part }) => part === 'test')?.path ??
    theirs(tables?.test?.path);
  return tables === null || test === null
    ? null
    : {
        test,
        sample:
          files.find(({ part }) => part === 'sample')?.path ??
          theirs(tables.sample?.path),
        id: key === null ? (holdout?.division.key ?? idColumn(tables)) : null,
        key,
        ...(holdout === null && declared.length > 0 && { files: declared })
      };
}
