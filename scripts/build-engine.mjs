// Makes jupyterlab_aide/engine/aide.mjs: the search for the terminal in one file,
// so that the wheel brings it along without node_modules.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { build } from 'esbuild';

const { version } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8')
);

const { outputFiles } = await build({
  entryPoints: ['src/headless/main.ts'],
  outfile: 'jupyterlab_aide/engine/aide.mjs',
  write: false,
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

// Another run may start from it just now: it finds the old one or the new one, whole.
for (const { path, contents } of outputFiles) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, contents);
  renameSync(`${path}.${process.pid}`, path);
}
