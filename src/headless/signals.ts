/** What ends a run: Ctrl+C, being asked to end, and the end of the terminal. */
const ends = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The signals of this process. Those that were ignored when the command began,
 * as `nohup` has it, are ignored here, too: Node by itself starts anew with all.
 */
export class Signals {
  constructor(private readonly _ignored: readonly string[]) {
    this._ignored.forEach(name => process.on(name, () => undefined));
  }

  /**
   * Listen for the signals that ask for an end.
   *
   * @returns what listens no more.
   */
  on(listener: () => void): () => void {
    const heard = ends.filter(name => !this._ignored.includes(name));
    heard.forEach(name => process.on(name, listener));
    return () => heard.forEach(name => process.off(name, listener));
  }
}
