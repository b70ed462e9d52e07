import type { TranslationBundle } from '@jupyterlab/translation';
import type { Solution, SolutionState } from '../../solution/solution';
import type { Usage } from '../../task/usage';

/** A duration for people: "8 s", "2 min", "3 h 20 min". */
export function formatDuration(
  seconds: number,
  trans: TranslationBundle
): string {
  if (seconds < 9.95) {
    return trans.__('%1 s', seconds.toFixed(1).replace(/\.0$/, ''));
  }
  if (seconds < 59.5) {
    return trans.__('%1 s', Math.round(seconds));
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) {
    return trans.__('%1 min', minutes);
  }
  return minutes % 60 === 0
    ? trans.__('%1 h', minutes / 60)
    : trans.__('%1 h %2 min', Math.floor(minutes / 60), minutes % 60);
}

/** A count in few digits: "950", "12.4 k", "3.1 M". */
export function formatCount(count: number): string {
  if (count < 1000) {
    return String(count);
  }
  const [divisor, unit] = count < 999_950 ? [1e3, 'k'] : [1e6, 'M'];
  const scaled = count / divisor;
  return `${scaled < 99.95 ? scaled.toFixed(1).replace(/\.0$/, '') : Math.round(scaled)} ${unit}`;
}

/**
 * What model calls used; empty where none was made.
 *
 * @param cost - in the currency of the person's prices; `null` where unknown.
 */
export function formatUsage(
  usage: Usage,
  cost: number | null,
  trans: TranslationBundle
): string {
  if (usage.calls === 0) {
    return '';
  }
  return [
    usage.estimated
      ? trans.__(
          'about %1 tokens in · %2 out',
          formatCount(usage.tokensIn),
          formatCount(usage.tokensOut)
        )
      : trans.__(
          '%1 tokens in · %2 out',
          formatCount(usage.tokensIn),
          formatCount(usage.tokensOut)
        ),
    usage.tokensCached === 0
      ? ''
      : trans.__('%1 cached', formatCount(usage.tokensCached)),
    cost === null
      ? ''
      : trans.__('cost %1', cost < 1 ? cost.toPrecision(2) : cost.toFixed(2))
  ]
    .filter(part => part !== '')
    .join(' · ');
}

/** A solution's state in a word. */
export function stateWord(
  state: SolutionState,
  trans: TranslationBundle
): string {
  switch (state) {
    case 'writing':
      return trans.__('writing');
    case 'waiting':
      return trans.__('waiting for a kernel');
    case 'running':
      return trans.__('running');
    case 'reviewing':
      return trans.__('reviewing');
    case 'good':
      return trans.__('good');
    case 'buggy':
      return trans.__('bug');
    case 'cancelled':
      return trans.__('cancelled');
  }
}

/** Which move wrote it, in words. */
export function stageWord(
  stage: Solution['stage'],
  trans: TranslationBundle
): string {
  switch (stage) {
    case 'draft':
      return trans.__('draft');
    case 'debug':
      return trans.__('repair');
    case 'improve':
      return trans.__('improvement');
    case 'blend':
      return trans.__('blend');
  }
}
