// Bundles the fault bench, which is TypeScript, and runs it from the project's root:
//
//   node test/faults/run.mjs faults --n 60 --seed 1 --worlds 3
//   node test/faults/run.mjs soak
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

process.chdir(fileURLToPath(new URL('../../', import.meta.url)));
// Below node_modules, so that what is not bundled is found.
const folder = mkdtempSync(join('node_modules', '.faults-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const [which] = process.argv.slice(2);
await build({
  entryPoints: [which, 'driver'].map(name => `test/faults/${name}.ts`),
  outdir: folder,
  outExtension: { '.js': '.mjs' },
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
process.env.AIDE_FAULTS_DRIVER = join(folder, 'driver.mjs');
await import(pathToFileURL(join(folder, `${which}.mjs`)).href);
