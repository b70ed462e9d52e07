import { nullTranslator } from '@jupyterlab/translation';
import { trans as english } from '../../src/run/account/english';
import { newsText as inPanel } from '../../src/run/account/newsText';
import { LiveStatus } from '../../src/run/live/hub';
import { liveStatusOf, runStatusOf } from '../../src/run/live/liveStatus';
import type { News } from '../../src/task/news';
import { FakeRun } from './fakeRun';

const trans = nullTranslator.load('jupyterlab_aide');
const inTerminal = (news: readonly News[]) => inPanel(news, english);

it.each<[News[], string]>([
  [[{ code: 'reading', data: 'data' }], 'Reading “data”.'],
  [
    [{ code: 'verifying', done: 1, all: 6 }],
    'Verifying the best: 1 of 6 runs.'
  ],
  [[{ code: 'stopping' }], 'What is under way is interrupted.'],
  [[{ code: 'steps', steps: 1 }], 'The one step is done.'],
  [
    [
      { code: 'steps', steps: 30 },
      { code: 'verified', hasPick: true }
    ],
    'All 30 steps are done. The best is verified.'
  ],
  [
    [
      { code: 'time', seconds: 100 },
      { code: 'verified', hasPick: false }
    ],
    'The time of 100 s is spent. The best could not be verified: none of the leading solutions ran again to a score.'
  ],
  [
    [
      {
        code: 'probe',
        id: '0001',
        by: { kind: 'time', column: 'day' },
        random: 0.11,
        divided: 0.85
      }
    ],
    'Solution 0001 is far better on rows drawn at random (0.11) than on later rows by day (0.85): if new rows come later, start again divided by it.'
  ],
  [[{ code: 'text', text: 'x is undefined' }], 'x is undefined'],
  [[], '']
])('panel and terminal say of %j the same', (news, expected) => {
  expect(inTerminal(news)).toBe(expected);
  expect(inPanel(news, trans)).toBe(expected);
});

it('shows what a driver of a former version says in words', () => {
  const run = new FakeRun();
  const told = {
    ...liveStatusOf(run),
    news: undefined,
    message: 'All 3 steps are done.'
  };
  const { news } = runStatusOf(LiveStatus.parse(told));
  expect(inPanel(news, trans)).toBe('All 3 steps are done.');
  run.say({ news: [{ code: 'steps', steps: 4 }] });
  const now = runStatusOf(LiveStatus.parse(liveStatusOf(run)));
  expect(now.news).toEqual([{ code: 'steps', steps: 4 }]);
});
