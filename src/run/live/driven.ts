import type { Driver } from '../interfaces';

/** Somebody else drives the run. */
export class Driven extends Error {
  /** @param by - who; `null` where the lease was taken a moment ago. */
  constructor(readonly by: Driver | null) {
    super(
      by?.kind === 'background'
        ? 'This run goes on in the background. Watch it, or take it over.'
        : 'Another tab or terminal drives this run. Watch it, or take it over.'
    );
    this.name = 'Driven';
  }
}
