/** Waits before another try, all of which can be cut short. */
export class AbortableTimers {
  /** Wait so many seconds. @throws signal.reason - where the signal is aborted. */
  readonly sleep = (seconds: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        this._ends.delete(end);
        resolve();
      };
      const onAbort = () => {
        // First, so that it is this that the promise is settled with.
        reject(signal.reason);
        end();
      };
      const timer = setTimeout(end, seconds * 1000);
      this._ends.add(end);
      signal.addEventListener('abort', onAbort);
      if (signal.aborted) {
        onAbort();
      }
    });

  /** Let everybody go on now. */
  wake(): void {
    this._ends.forEach(end => end());
  }

  private readonly _ends = new Set<() => void>();
}
