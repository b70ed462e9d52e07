import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kernel, KernelManager } from '@jupyterlab/services';
import { previewData } from '../../src/kernel/preview';
import { testKernels } from './server';

describe('previewData', () => {
  let manager: KernelManager;
  let kernel: Kernel.IKernelConnection;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aide-data-'));
    const rows = Array.from({ length: 1460 }, (_, i) => `${i},${i % 7},x${i}`);
    await writeFile(
      join(folder, 'train.csv'),
      ['id,rooms,name', ...rows].join('\n')
    );
    await writeFile(join(folder, 'naïve “name”.txt'), 'häuser 🏠\n');
    await symlink(folder, join(folder, 'loop'));
    manager = testKernels();
    kernel = await manager.startNew({ name: 'python3' });
  });

  afterAll(async () => {
    await kernel.shutdown();
    kernel.dispose();
    manager.dispose();
    await rm(folder, { recursive: true });
  });

  it('reads a folder in a kernel', async () => {
    const preview = await previewData(kernel, folder);
    expect(preview.root).toBe(folder);
    expect(preview.files.map(file => [file.path, file.kind])).toEqual([
      ['train.csv', 'table'],
      ['naïve “name”.txt', 'text']
    ]);
    expect(preview.files[1].text).toBe('häuser 🏠\n');
    const table = preview.files[0].table!;
    expect(table.rows).toBe(1460);
    expect(table.columns.map(column => column.kind)).toEqual([
      'integer',
      'integer',
      'text'
    ]);
    expect(preview.notes.join()).toContain('loop leads to a folder');
  });

  it('leaves nothing behind in the kernel', async () => {
    const names = async () => {
      const { content } = await kernel.requestExecute({
        code: '',
        silent: true,
        user_expressions: { names: 'sorted(globals())' }
      }).done;
      return content.status === 'ok' ? content.user_expressions : content;
    };
    const before = await names();
    await previewData(kernel, folder);
    expect(await names()).toEqual(before);
    expect(JSON.stringify(before)).toContain('get_ipython');
  });

  it('says what is not there instead of failing', async () => {
    const preview = await previewData(kernel, 'no/such/folder');
    expect(preview.files).toEqual([]);
    expect(preview.notes).toEqual(['There is no folder no/such/folder.']);
  });

  it('ends when it is aborted', async () => {
    const reason = new Error('enough');
    await expect(
      previewData(kernel, folder, { signal: AbortSignal.abort(reason) })
    ).rejects.toBe(reason);
  });
});
