import { RunConfig } from '../../src/run/config';
import { RunFolder } from '../../src/run/folder/folder';
import { RunLog } from '../../src/run/folder/log';
import { MemoryContents } from './contents';

const config = RunConfig.parse({
  goal: 'Predict b.',
  data: 'data',
  coder: { kind: 'recipes' }
});

it('keeps what held a run up, also what could not be saved at once', async () => {
  const contents = new MemoryContents();
  const folder = await RunFolder.create(contents.manager, '', 'run', {
    version: 1,
    created: '',
    config,
    task: null
  });
  const text = () => folder.read('faults.log');
  const until = async (pattern: RegExp) => {
    while (!pattern.test((await text()) ?? '')) {
      await new Promise(resolve => setTimeout(resolve, 2));
    }
  };
  new RunLog(folder).add('Paused: the disk is full.');
  await until(/disk/);

  const log = new RunLog(folder);
  contents.trouble = 'full';
  log.add('Paused: the disk is full again.');
  await new Promise(resolve => setTimeout(resolve, 20));
  contents.trouble = null;
  log.add('The endpoint refuses.');
  await until(/endpoint/);
  expect((await text())!.split('\n').map(line => line.slice(25))).toEqual([
    'Paused: the disk is full.',
    'Paused: the disk is full again.',
    'The endpoint refuses.',
    ''
  ]);
});
