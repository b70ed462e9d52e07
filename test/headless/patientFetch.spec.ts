import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** As Node would be if it gave a request up after a fifth of a second. */
const script = `
  import { createServer } from 'node:http';
  import { patientFetch } from './patientFetch';
  Reflect.get(globalThis, 'Headers');
  const kept = Symbol.for('undici.globalDispatcher.1');
  const { constructor: Agent } = globalThis[kept];
  globalThis[kept] = new Agent({ headersTimeout: 200, bodyTimeout: 200 });
  const server = createServer((request, response) =>
    setTimeout(() => response.end('late'), 2000)
  ).listen(0, '127.0.0.1', async () => {
    const url = 'http://127.0.0.1:' + server.address().port;
    const ask = async by => {
      try {
        return await (await by(new Request(url))).text();
      } catch (error) {
        return error.cause.code;
      }
    };
    console.log(JSON.stringify(await Promise.all([ask(fetch), ask(patientFetch)])));
    process.exit();
  });
`;

it('waits for an answer for longer than Node does by itself', () => {
  const built = buildSync({
    stdin: {
      contents: script,
      resolveDir: join(__dirname, '..', '..', 'src', 'headless')
    },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm'
  });
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-'],
    { input: built.outputFiles[0].text, encoding: 'utf8' }
  );
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual(['UND_ERR_HEADERS_TIMEOUT', 'late']);
});
