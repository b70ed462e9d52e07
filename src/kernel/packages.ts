import type { Kernel } from '@jupyterlab/services';
import { z } from 'zod';
import { Task } from '../task/task';
import { callPython } from './callPython';
import { packages } from './python';

/**
 * Which packages for machine learning can be imported in a kernel: name as
 * imported and as installed, version (empty where it is unknown). The coder is told
 * these.
 *
 * @throws ExternalError - of kind `kernel`, where the kernel does not answer.
 */
export async function probePackages(
  kernel: Kernel.IKernelConnection
): Promise<Task['packages']> {
  return callPython(kernel, packages, 'probe', {}, Task.shape.packages);
}

/** A package that does not do: its name as installed, and what is wrong. */
const Lack = z.object({
  name: z.string(),
  /** The one that there is; empty where it is unknown, or nothing is imported. */
  version: z.string(),
  oldest: z.string(),
  /** Why it cannot be imported, as Python says it; empty where it can. */
  words: z.string()
});
/** A package that does not do. */
export type Lack = z.infer<typeof Lack>;

/**
 * The first package that a kernel lacks, cannot import or has too old.
 *
 * @param needed - the oldest version that does, by the name as imported.
 * @returns `null` where all of them do.
 * @throws ExternalError - of kind `kernel`, where the kernel does not answer.
 */
export async function lackingPackage(
  kernel: Kernel.IKernelConnection,
  needed: Readonly<Record<string, string>>
): Promise<Lack | null> {
  return callPython(kernel, packages, 'lacking', { needed }, Lack.nullable());
}
