// jest's global setup for the tests that need Jupyter: a real server on
// loopback, with its own folders for everything, and real kernels.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, open, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));

export default async function start() {
  const home = await mkdtemp(join(tmpdir(), 'aide-test-'));
  const folders = {};
  for (const name of ['root', 'config', 'data', 'runtime', 'ipython']) {
    folders[name] = join(home, name);
    await mkdir(folders[name]);
  }
  await writeFile(
    join(folders.config, 'jupyter_server_config.json'),
    JSON.stringify({
      ServerApp: { jpserver_extensions: { jupyterlab_aide: true } }
    })
  );
  const token = randomBytes(24).toString('hex');
  const port = await freePort();
  const log = await open(join(home, 'server.log'), 'w');
  const server = spawn(
    join(project, '.venv', 'bin', 'jupyter'),
    [
      'server',
      '--no-browser',
      '--allow-root',
      '--ServerApp.ip=127.0.0.1',
      `--ServerApp.port=${port}`,
      '--ServerApp.port_retries=0',
      `--ServerApp.root_dir=${folders.root}`
    ],
    {
      cwd: folders.root,
      // Its own process group, so that all of it can be ended at once.
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: {
        ...withoutKeys(process.env),
        // What a candidate must never see.
        AIDE_TEST_PRETEND_API_KEY: 'pretend-secret',
        JUPYTER_TOKEN: token,
        JUPYTER_CONFIG_DIR: folders.config,
        JUPYTER_DATA_DIR: folders.data,
        JUPYTER_RUNTIME_DIR: folders.runtime,
        IPYTHONDIR: folders.ipython,
        PYTHONPATH: [project, process.env.PYTHONPATH]
          .filter(Boolean)
          .join(delimiter)
      }
    }
  );
  await log.close();
  globalThis.aideTestServer = { server, home };
  const url = `http://127.0.0.1:${port}/`;
  await answers(server, `${url}api?token=${token}`, join(home, 'server.log'));
  process.env.AIDE_TEST_SERVER_URL = url;
  process.env.AIDE_TEST_SERVER_TOKEN = token;
  process.env.AIDE_TEST_SERVER_ROOT = folders.root;
}

function withoutKeys(env) {
  const secret = /_API_KEY$|^(AIDE|OPENAI|JUPYTER)_/;
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !secret.test(name))
  );
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function answers(server, url, log) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && server.exitCode === null) {
    const reply = await fetch(url).catch(() => null);
    if (reply?.ok) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(
    `The Jupyter server did not start:\n${await readFile(log, 'utf8')}`
  );
}
