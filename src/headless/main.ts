/**
 * The engine under Node, as `jupyter aide run` starts it: the same search, the
 * same runs and the same kernels as in JupyterLab.
 */
import { writeSync } from 'node:fs';
import { systemRefusal } from '../base/system';
import { main } from './command';

// Jupyter's client logs what it cannot do, with stack traces; whatever matters
// of it comes as a sentence.
console.debug = console.log = console.warn = console.error = () => undefined;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Where nobody reads any more, as after `| head`, there is nothing to say.
  if (error.code !== 'EPIPE') {
    tell('The output cannot be written', error);
  }
  process.exit(1);
});

void main(process.argv.slice(2))
  .catch((error: unknown) => {
    tell('This went wrong', error);
    return 1;
  })
  .then(code => {
    // Not left to end by itself: a timer of Jupyter's client outlives what it
    // belongs to by a minute. First let go out what was printed.
    process.stdout.write('', () => process.exit(code));
  });

/** Say what failed and why, before anything else can happen. */
function tell(what: string, error: unknown): void {
  const wayOut = systemRefusal(error);
  const line = `${what} (${String(error)}).${wayOut ? ` ${wayOut}` : ''}\n`;
  try {
    writeSync(2, line);
  } catch {
    // There is nowhere left to say it.
  }
}
