// Writes jupyterlab_aide/live/commands.json: what a run can be told to do, as the JSON
// schema by which the server checks what comes in. It is made of src/run/commands.ts.
import { writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { format } from 'prettier';

const { outputFiles } = await build({
  stdin: {
    contents: `
      import { z } from 'zod';
      import { RunCommand } from './src/run/commands';
      export const schema = z.toJSONSchema(RunCommand, { io: 'input' });
    `,
    resolveDir: '.'
  },
  bundle: true,
  write: false,
  platform: 'node',
  format: 'esm'
});
const code = Buffer.from(outputFiles[0].contents).toString('base64');
const { schema } = await import(`data:text/javascript;base64,${code}`);
writeFileSync(
  new URL('../jupyterlab_aide/live/commands.json', import.meta.url),
  await format(JSON.stringify(schema), { parser: 'json' })
);
