import type { Submission } from '../task/handedIn';
import type { News } from '../task/news';

/** What a run tells of itself, in the terminal's words. */
export function newsText(news: readonly News[]): string {
  return news.map(sentenceOf).join(' ');
}

function sentenceOf(news: News): string {
  switch (news.code) {
    case 'kernel':
      return 'Starting a kernel.';
    case 'reading':
      return `Reading “${news.data}”.`;
    case 'pausing':
      return 'What is under way goes on to its end.';
    case 'stopping':
      return 'What is under way is interrupted.';
    case 'verifying':
      return `Verifying the best: ${news.done} of ${news.all} runs.`;
    case 'fitting':
      return 'Fitting the best on all rows.';
    case 'paused':
      return 'Paused.';
    case 'stopped':
      return 'Stopped.';
    case 'unbegun':
      return 'Stopped before it began.';
    case 'steps':
      return news.steps === 1
        ? 'The one step is done.'
        : `All ${news.steps} steps are done.`;
    case 'time':
      return `The time of ${news.seconds} s is spent.`;
    case 'done':
      return 'All that was asked for is done. Give it more steps or more time to go on.';
    case 'verified':
      return news.hasPick
        ? 'The best is verified.'
        : 'The best could not be verified: none of the leading solutions ran again to a score.';
    case 'submission':
      return handedIn(news.submission);
    case 'text':
      return news.text;
  }
}

/** What came of the last fit, in a sentence or two. */
export function handedIn({
  path,
  rows,
  fitted,
  problem
}: Pick<Submission, 'path' | 'rows' | 'fitted' | 'problem'>): string {
  if (path === null) {
    return `There is no submission: ${problem}.`;
  }
  const what = `${path} has ${rows.toLocaleString('en')} rows and is as asked for`;
  if (problem !== '') {
    return `${what}, but by what the best learned from part of the rows; fitted on all of them, it failed: ${problem}.`;
  }
  return fitted === 'all' ? `${what}; it was fitted on all rows.` : `${what}.`;
}
