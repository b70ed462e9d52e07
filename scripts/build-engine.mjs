// Makes jupyterlab_aide/engine/aide.mjs: the search for the terminal in one file,
// so that the wheel brings it along without node_modules.
import { build } from 'esbuild';

await build({
  entryPoints: ['src/headless/main.ts'],
  outfile: 'jupyterlab_aide/engine/aide.mjs',
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // Some packages still call require() for Node's own modules.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"
  },
  legalComments: 'none',
  logLevel: 'warning'
});
