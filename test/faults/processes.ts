import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * Processes, found by what Linux says about them rather than by what anybody
 * remembers to have started: whatever a server starts inherits its mark.
 */
export interface IProcess {
  pid: number;
  /** Its working folder. */
  cwd: string;
  command: string;
  /** Whether it leads a session, as a kernel does. */
  isLeader: boolean;
}

/** The variable that marks what belongs to a bench. */
export const MARK = 'AIDE_FAULTS_MARK';

/** All processes with a mark, but for zombies, which nothing can end. */
export function marked(mark: string): IProcess[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        const own = (file: string) =>
          readFileSync(`/proc/${name}/${file}`, 'latin1');
        const begin = own('environ').split('\0');
        if (!begin.includes(`${MARK}=${mark}`)) {
          return [];
        }
        // The program's name, in brackets, may hold anything.
        const [state, , , session] = own('stat')
          .replace(/^.*\) /s, '')
          .split(' ');
        return state === 'Z'
          ? []
          : [
              {
                pid: Number(name),
                cwd: readlinkSync(`/proc/${name}/cwd`),
                command: own('cmdline').replaceAll('\0', ' ').trim(),
                isLeader: session === name
              }
            ];
      } catch {
        // It ended meanwhile.
        return [];
      }
    });
}

/** Send a signal; nothing happens where the process is gone. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended meanwhile.
  }
}

/** Milliseconds. */
export function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}

/**
 * Wait until something holds.
 *
 * @returns whether it did within so many seconds.
 */
export async function within(
  seconds: number,
  holds: () => boolean | Promise<boolean>
): Promise<boolean> {
  const end = performance.now() + seconds * 1000;
  while (!(await holds())) {
    if (performance.now() > end) {
      return false;
    }
    await pause(50);
  }
  return true;
}
