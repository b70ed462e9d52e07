import type { TranslationBundle } from '@jupyterlab/translation';
import type { Submission } from '../../task/handedIn';
import type { News } from '../../task/news';
import { formatScore } from '../../task/scores';

/** What a run tells of itself, in words. */
export function newsText(
  news: readonly News[],
  trans: TranslationBundle
): string {
  return news.map(each => sentenceOf(each, trans)).join(' ');
}

function sentenceOf(news: News, trans: TranslationBundle): string {
  switch (news.code) {
    case 'kernel':
      return trans.__('Starting a kernel.');
    case 'reading':
      return trans.__('Reading “%1”.', news.data);
    case 'pausing':
      return trans.__('What is under way goes on to its end.');
    case 'stopping':
      return trans.__('What is under way is interrupted.');
    case 'verifying':
      return trans.__(
        'Verifying the best: %1 of %2 runs.',
        news.done,
        news.all
      );
    case 'fitting':
      return trans.__('Fitting the best on all rows that it may learn from.');
    case 'paused':
      return trans.__('Paused.');
    case 'stopped':
      return trans.__('Stopped.');
    case 'unbegun':
      return trans.__('Stopped before it began.');
    case 'steps':
      return trans._n(
        'The one step is done.',
        'All %1 steps are done.',
        news.steps
      );
    case 'time':
      return trans.__('The time of %1 s is spent.', news.seconds);
    case 'done':
      return trans.__(
        'All that was asked for is done. Give it more steps or more time to go on.'
      );
    case 'verified':
      return news.hasPick
        ? trans.__('The best is verified.')
        : trans.__(
            'The best could not be verified: none of the leading solutions ran again to a score.'
          );
    case 'probe':
      return probeText(news, trans);
    case 'text':
      return news.text;
  }
}

function probeText(
  { id, by, random, divided }: Extract<News, { code: 'probe' }>,
  trans: TranslationBundle
): string {
  const drawn = formatScore(random, [divided]);
  const others = formatScore(divided, [random]);
  const column = 'column' in by ? by.column : '';
  return by.kind === 'time'
    ? trans.__(
        'Solution %1 is far better on rows drawn at random (%2) than on later rows by %4 (%3): if new rows come later, start again divided by it.',
        id,
        drawn,
        others,
        column
      )
    : trans.__(
        'Solution %1 is far better on rows drawn at random (%2) than on rows of other %4 (%3): if new rows come of other %4, start again divided by it.',
        id,
        drawn,
        others,
        column
      );
}

/**
 * What came of the last fit, in a sentence or two.
 *
 * @param locale - of numbers; the browser's where it is left out.
 */
export function handedInText(
  {
    path,
    rows,
    fitted,
    problem
  }: Pick<Submission, 'path' | 'rows' | 'fitted' | 'problem'>,
  trans: TranslationBundle,
  locale?: string
): string {
  if (path === null) {
    return trans.__('There is no submission: %1.', problem);
  }
  const count = rows.toLocaleString(locale);
  if (problem !== '') {
    return trans.__(
      '%1 has %2 rows and is as asked for, but by what the best learned from part of the rows; fitted on all of them, it failed: %3.',
      path,
      count,
      problem
    );
  }
  switch (fitted) {
    case 'all':
      return trans.__(
        '%1 has %2 rows and is as asked for; it was fitted on all labelled rows.',
        path,
        count
      );
    case 'part':
      return trans.__(
        '%1 has %2 rows and is as asked for; it was fitted on as many rows as its time allowed, since all would have taken longer.',
        path,
        count
      );
    case 'sample':
      return trans.__(
        '%1 has %2 rows and is as asked for; it was fitted on all rows of the sample.',
        path,
        count
      );
    case 'search':
      return trans.__('%1 has %2 rows and is as asked for.', path, count);
  }
}
