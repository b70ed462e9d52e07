import type { TranslationBundle } from '@jupyterlab/translation';
import { scoresOf } from '../../run/account/scores';
import { isSettled, type Solution } from '../../solution/solution';
import type { IPlace } from '../model/layout';
import type { RunView } from '../model/runView';
import type { Mark } from '../shared/marks';
import { stageWord, stateWord } from '../shared/words';

/** What a row of the tree says. */
export interface IRowText {
  mark: Mark;
  /** The score, or the state in a word: "0.1243", "3 bugs", "writing". */
  score: string;
  /** What is tried, in a few words. */
  title: string;
  /** What more there is to it: why it failed, how often it was mended. */
  note: string;
  /** All of it as a sentence, for those who hear it. */
  label: string;
}

/** The words for one place. */
export function rowText(
  view: RunView,
  place: IPlace,
  trans: TranslationBundle
): IRowText {
  const { solution, idea, isBest, bugs } = view.state(place);
  const { evaluation } = solution;
  const isLeft = view.isAtRest && !isSettled(solution);
  const state = isLeft ? 'waiting' : solution.state;
  const [measured, ...others] = scoresOf(view.run.tree, solution);
  const score = measured ? view.format(measured.value) : null;
  const inSearch = others.find(({ on }) => on === 'search');
  const word =
    state === 'buggy' && bugs > 1
      ? trans.__('%1 bugs', bugs)
      : isLeft
        ? trans.__('paused')
        : state === 'waiting'
          ? trans.__('waiting')
          : stateWord(state, trans);
  const isRepair = solution.id !== idea.id;
  const title =
    idea.writing?.title || stageTitle(view, place, idea.stage, trans);
  const result =
    state === 'buggy'
      ? (evaluation?.reason ?? '')
      : isRepair && state === 'good'
        ? trans._n('after %1 bug', 'after %1 bugs', bugs)
        : isRepair && state !== 'cancelled'
          ? trans._n('mending %1 bug', 'mending %1 bugs', bugs)
          : '';
  const { tree } = view.run;
  const note = [
    isBest && view.isVerified ? trans.__('verified') : '',
    inSearch ? trans.__('%1 in the search', view.format(inSearch.value)) : '',
    solution.writing?.by === 'person'
      ? trans.__('yours')
      : solution.asked
        ? trans.__('asked for')
        : '',
    tree.isClosed(solution) ? trans.__('left alone') : '',
    result
  ]
    .filter(part => part !== '')
    .join(' · ');
  const mark = isBest ? 'best' : state;
  const parent =
    place.parent === null ? null : view.places.all[place.parent].ids[0];
  const label = [
    trans.__('Step %1, %2', idea.step, stageWord(idea.stage, trans)),
    parent === null ? '' : trans.__('of step %1', tree.get(parent).step),
    title,
    isBest ? trans.__('best') : word,
    score ?? '',
    note
  ]
    .filter(part => part !== '')
    .join(', ');
  return { mark, score: score ?? word, title, note, label };
}

function stageTitle(
  view: RunView,
  place: IPlace,
  stage: Solution['stage'],
  trans: TranslationBundle
): string {
  if (place.parent === null) {
    return trans.__('a first try');
  }
  const parent = view.places.all[place.parent];
  const target = view.score(view.state(parent).solution);
  return stage === 'improve' && target !== null
    ? trans.__('improving %1', view.format(target.value))
    : stageWord(stage, trans);
}
