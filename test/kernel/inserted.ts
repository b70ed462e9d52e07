import type { Kernel } from '@jupyterlab/services';
import { endKernel, ManagedKernels } from '../../src/kernel/launcher';
import { solutionCells } from '../../src/notebook/solutionCells';
import { originOf } from '../../src/plugins/origin';
import type { ITarget } from '../../src/plugins/target';
import type { IRun } from '../../src/run/interfaces';
import { testServer } from './server';

/**
 * Run the cells that a solution is inserted as in a fresh kernel, as a notebook does that
 * lies in a folder.
 *
 * @param folder - from the server's root, where the run was started.
 * @param more - code that is run after them.
 * @returns what the first of them says, the code of the others, and what they printed.
 */
export async function runInserted(
  kernelManager: Kernel.IManager,
  run: IRun,
  id: string,
  folder: string,
  more = ''
): Promise<{ said: string; code: string; printed: string }> {
  const target = { view: { run }, id } as unknown as ITarget;
  const [about, ...cells] = solutionCells(
    originOf(target),
    folder === '' ? 'a.ipynb' : `${folder}/a.ipynb`
  );
  const kernel = await new ManagedKernels({
    serverSettings: testServer(),
    kernelManager,
    name: 'python3',
    path: folder,
    run: 'inserted cells'
  }).start();
  let printed = '';
  kernel.iopubMessage.connect((_, { content }) => {
    printed += 'text' in content ? String(content.text) : '';
  });
  try {
    const code = cells.map(({ source }) => String(source));
    for (const source of [...code, more]) {
      const { content } = await kernel.requestExecute({ code: source }).done;
      if (content.status === 'error') {
        throw new Error(`${content.ename}: ${content.evalue}\n${source}`);
      }
    }
    return { said: String(about.source), code: code.join('\n'), printed };
  } finally {
    await endKernel(kernel);
  }
}
