import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Kernel, KernelMessage } from '@jupyterlab/services';
import { z } from 'zod';
import { callPython } from '../src/kernel/callPython';
import { endKernel, ManagedKernels } from '../src/kernel/launcher';
import { CANDIDATE } from '../src/kernel/together';
import { type IServer, serve } from './jupyter';
import { aidemlPython, run, temporaryFolder, tell } from './processes';
import { type Figures, median, summary } from './statistics';

const modules = ['numpy', 'pandas', 'sklearn.ensemble', 'lightgbm'];
/** Says first whether it was forked, and from whom; then its CPU seconds. */
const script = `
import os, resource, sys
known = "lightgbm" in sys.modules
import ${modules.join(', ')}
own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
print(known, os.getppid(), own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime)
`;
const aidemlScript = `
import resource, time
import ${modules.join(', ')}
own = resource.getrusage(resource.RUSAGE_SELF)
print(time.time(), own.ru_utime + own.ru_stime)
`;
/** Seconds that the parent of forked kernels may take until it forks. */
const patience = 60;

/** How a candidate's first line came. */
interface IFirstLine {
  seconds: number;
  /** CPU seconds of its kernel up to there. */
  cpu: number;
  /** Whether the libraries were there before it asked for them. */
  isWarm: boolean;
  /** The process that started its own. */
  parent: number;
}

/**
 * Item 2: from the wish for a kernel to the first line of a candidate that
 * imports numpy, pandas, scikit-learn and lightgbm, as the client sees it.
 */
export async function measureFirstLine(repetitions: number): Promise<Figures> {
  const times = 2 * repetitions + 1;
  const server = await serve(temporaryFolder());
  const cold: IFirstLine[] = [];
  const spare: IFirstLine[] = [];
  const forked: IFirstLine[] = [];
  const aideml: { seconds: number; cpu: number }[] = [];
  try {
    const hasForks = await untilForked(server);
    for (let time = 0; time < times; time++) {
      cold.push(await fromStart(() => plainKernel(server)));
      spare.push(await fromSpare(server));
      if (hasForks) {
        forked.push(await fromFork(server));
      }
      aideml.push(...(await inInterpreter(1)));
    }
  } finally {
    await server.close();
  }
  const of = (name: string, lines: { seconds: number; cpu: number }[]) => ({
    ...summary(
      `first_line_${name}_s`,
      lines.map(line => line.seconds)
    ),
    [`first_line_${name}_cpu_s`]: median(lines.map(line => line.cpu))
  });
  const figures: Figures = {
    ...of('cold', cold),
    ...summary(
      'first_line_spare_s',
      spare.map(line => line.seconds)
    ),
    ...of('aideml', aideml)
  };
  return forked.length === 0
    ? figures
    : {
        ...figures,
        ...of('forked', forked),
        first_line_forked_cpu_ratio:
          median(forked.map(line => line.cpu)) /
          median(cold.map(line => line.cpu))
      };
}

/** A kernel as Jupyter starts it for a notebook. */
function plainKernel({ kernels }: IServer): Promise<Kernel.IKernelConnection> {
  return kernels.startNew({ name: 'python3' });
}

/** A kernel as runs get it, forked where that can be done by now. */
function managedKernel(server: IServer): Promise<Kernel.IKernelConnection> {
  return new ManagedKernels({
    serverSettings: server.serverSettings,
    kernelManager: server.kernels,
    name: 'python3',
    path: '',
    run: 'bench'
  }).start();
}

async function fromStart(
  startKernel: () => Promise<Kernel.IKernelConnection>
): Promise<IFirstLine> {
  const begun = performance.now();
  const kernel = await startKernel();
  return firstLine(kernel, begun);
}

/** A plain kernel that imported everything before it is wanted. */
async function fromSpare(server: IServer): Promise<IFirstLine> {
  const kernel = await plainKernel(server);
  await callPython(
    kernel,
    CANDIDATE,
    'warm',
    { modules },
    z.array(z.string()),
    {
      timeout: 180
    }
  );
  return firstLine(kernel, performance.now());
}

/** The fork counts too, in the process that forks. */
async function fromFork(server: IServer): Promise<IFirstLine> {
  const { parent } = await fromStart(() => managedKernel(server));
  const before = cpuOf(parent);
  const line = await fromStart(() => managedKernel(server));
  if (!line.isWarm) {
    throw new Error('Kernels were forked, and are not any more.');
  }
  return { ...line, cpu: line.cpu + cpuOf(parent) - before };
}

async function untilForked(server: IServer): Promise<boolean> {
  const begun = performance.now();
  while (performance.now() - begun < patience * 1000) {
    if ((await fromStart(() => managedKernel(server))).isWarm) {
      return true;
    }
  }
  tell('  kernels are not forked here');
  return false;
}

async function firstLine(
  kernel: Kernel.IKernelConnection,
  begun: number
): Promise<IFirstLine> {
  try {
    const future = kernel.requestExecute({ code: script, allow_stdin: false });
    let text = '';
    let seconds = 0;
    future.onIOPub = message => {
      if (KernelMessage.isStreamMsg(message)) {
        seconds ||= (performance.now() - begun) / 1000;
        text += message.content.text;
      }
    };
    await future.done;
    const [known, parent, cpu] = text.trim().split(' ');
    return {
      seconds,
      cpu: Number(cpu),
      isWarm: known === 'True',
      parent: Number(parent)
    };
  } finally {
    await endKernel(kernel);
  }
}

/** CPU seconds of a process, where the system tells; its clock ticks 100 times a second. */
function cpuOf(pid: number): number {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) {
    return 0;
  }
  const text = readFileSync(path, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function inInterpreter(
  times: number
): Promise<{ seconds: number; cpu: number }[]> {
  const folder = temporaryFolder();
  const { stdout } = await run(
    aidemlPython,
    [resolve('bench/python/aideml_first_line.py'), String(times)],
    { cwd: folder, home: folder },
    aidemlScript
  );
  return stdout
    .trim()
    .split('\n')
    .map(line => line.split(' ').map(Number))
    .map(([seconds, cpu]) => ({ seconds, cpu }));
}
