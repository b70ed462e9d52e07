/**
 * The engine under Node, as `jupyter aide run` starts it: the same search, the
 * same runs and the same kernels as in JupyterLab.
 */
import { main } from './command';

// Jupyter's client logs what it cannot do, with stack traces; whatever matters
// of it comes as a sentence.
console.debug = console.log = console.warn = console.error = () => undefined;
// Nobody reads any more, as after `| head`.
process.stdout.on('error', () => process.exit(1));

void main(process.argv.slice(2))
  .catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    return 1;
  })
  .then(code => {
    // Not left to end by itself: a timer of Jupyter's client outlives what it
    // belongs to by a minute. First let go out what was printed.
    process.stdout.write('', () => process.exit(code));
  });
