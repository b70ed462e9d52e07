import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { KernelMessage } from '@jupyterlab/services';
import { previewData } from '../src/kernel/preview';
import { type IServer, serve } from './jupyter';
import { aidemlPython, run, temporaryFolder } from './processes';
import { type Figures, median } from './statistics';

const size = 2e9;

/** What a preview took: seconds, and the most MiB that its process ever had. */
interface ICost {
  seconds: number;
  mb: number;
}

/** Item 5: the preview of a csv file of 2 GB, beside that of aideml. */
export async function measurePreview(repetitions: number): Promise<Figures> {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  await writeTable(data);
  const ours: ICost[] = [];
  const theirs: ICost[] = [];
  const server = await serve(folder);
  try {
    for (let repetition = 0; repetition < repetitions; repetition++) {
      ours.push(await inKernel(server, data));
      // It takes a minute, and always the same.
      if (repetition === 0) {
        theirs.push(await inAideml(data));
      }
    }
  } finally {
    await server.close();
  }
  const of = (costs: ICost[], field: keyof ICost) =>
    median(costs.map(cost => cost[field]));
  return {
    preview_2gb_s: of(ours, 'seconds'),
    preview_2gb_mb: of(ours, 'mb'),
    preview_2gb_aideml_s: of(theirs, 'seconds'),
    preview_2gb_aideml_mb: of(theirs, 'mb')
  };
}

/** Numbers, categories, dates and words, in rows that repeat after a while. */
async function writeTable(folder: string): Promise<void> {
  mkdirSync(folder);
  const kinds = ['north', 'south', 'east', 'west'];
  const names = Array.from({ length: 20 }, (_, i) =>
    i < 12
      ? `measure_${i}`
      : i < 16
        ? `count_${i}`
        : i < 18
          ? `kind_${i}`
          : i === 18
            ? 'day'
            : 'note'
  );
  const rows = Array.from({ length: 20_000 }, (_, row) =>
    names
      .map((name, column) => {
        const number = Math.sin(row * 12.9898 + column * 78.233) * 43758.5453;
        const part = number - Math.floor(number);
        if (column < 12) {
          return part < 0.02 ? '' : (part * 1000).toFixed(4);
        }
        if (column < 16) {
          return String(Math.floor(part * 500));
        }
        if (column < 18) {
          return kinds[Math.floor(part * 4)];
        }
        return name === 'day'
          ? `2024-${String(1 + (row % 12)).padStart(2, '0')}-${String(1 + (row % 28)).padStart(2, '0')}`
          : `seen ${Math.floor(part * 1e6)} times`;
      })
      .join(',')
  );
  const block = `${rows.join('\n')}\n`;
  const file = createWriteStream(join(folder, 'train.csv'));
  file.write(`${names.join(',')}\n`);
  for (let written = 0; written < size; written += block.length) {
    if (!file.write(block)) {
      await once(file, 'drain');
    }
  }
  file.end();
  await once(file, 'finish');
}

async function inKernel({ kernels }: IServer, folder: string): Promise<ICost> {
  const kernel = await kernels.startNew({ name: 'python3' });
  await kernel.info;
  const begun = performance.now();
  const preview = await previewData(kernel, folder);
  const seconds = (performance.now() - begun) / 1000;
  if (preview.files[0]?.table?.columns.length !== 20) {
    throw new Error(
      `The preview is not one of the table: ${preview.notes.join(' ')}`
    );
  }
  const future = kernel.requestExecute({
    code: 'import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)'
  });
  let text = '';
  future.onIOPub = message => {
    if (KernelMessage.isStreamMsg(message)) {
      text += message.content.text;
    }
  };
  await future.done;
  await kernel.shutdown();
  return { seconds, mb: Number(text) };
}

async function inAideml(folder: string): Promise<ICost> {
  const home = temporaryFolder();
  const args = [resolve('bench/python/aideml_preview.py'), folder];
  const { stdout } = await run(aidemlPython, args, { cwd: home, home });
  const [seconds, mb] = stdout.split(' ').map(Number);
  return { seconds, mb };
}
