/**
 * The engine under Node, as `jupyter aide run` starts it: the same search, the
 * same runs and the same kernels as in JupyterLab.
 */
import { main } from './command';

// Jupyter's client logs what it cannot do, with stack traces; whatever matters
// of it comes as a sentence.
console.debug = console.log = console.warn = console.error = () => undefined;

main(process.argv.slice(2)).then(
  code => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  }
);
