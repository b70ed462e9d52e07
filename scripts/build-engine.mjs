// Makes jupyterlab_aide/engine/aide.mjs: the search for the terminal in one file,
// so that the wheel brings it along without node_modules.
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';

const { version } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8')
);

await build({
  entryPoints: ['src/headless/main.ts'],
  outfile: 'jupyterlab_aide/engine/aide.mjs',
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  define: { AIDE_VERSION: JSON.stringify(version) },
  // Some packages still call require() for Node's own modules.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"
  },
  legalComments: 'none',
  logLevel: 'warning'
});
