// Bundles the benchmarks (or the file that is named first), which are TypeScript, and runs
// them from the project's root.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

process.chdir(fileURLToPath(new URL('../', import.meta.url)));
// Below node_modules, so that what is not bundled is found.
const folder = mkdtempSync(join('node_modules', '.bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const outfile = join(folder, 'bench.mjs');
const isNamed = process.argv[2]?.endsWith('.ts');
const [entry] = isNamed ? process.argv.splice(2, 1) : ['bench/bench.ts'];
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  external: ['@playwright/test'],
  // Some packages still call require() for Node's own modules.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"
  },
  logLevel: 'warning'
});
await import(pathToFileURL(outfile).href);
