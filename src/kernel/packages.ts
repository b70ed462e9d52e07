import type { Kernel } from '@jupyterlab/services';
import { z } from 'zod';
import type { Task } from '../task/task';
import { callPython } from './callPython';
import { packages } from './python';

/**
 * Which packages for machine learning can be imported in a kernel: name as
 * imported, version (empty where it is unknown). The coder is told these.
 *
 * @throws Fault - of kind `kernel`, where the kernel does not answer.
 */
export async function probePackages(
  kernel: Kernel.IKernelConnection
): Promise<Task['packages']> {
  const found = z.array(z.object({ name: z.string(), version: z.string() }));
  return callPython(kernel, packages, 'probe', {}, found);
}
