import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import { verifiedOf } from '../../run/pick';
import { leadOver } from '../../run/verify/choosing';
import {
  evidenceOf,
  type IEvidence,
  outstanding
} from '../../run/verify/evidence';
import type { Verification } from '../../task/verification';
import type { RunView } from '../model/runView';
import { useSignal } from '../shared/hooks';

const width = 240;
const rowHeight = 16;
const inset = 6;

/** The properties of {@link Verified}. */
export interface IVerifiedProps {
  view: RunView;
  trans: TranslationBundle;
  onOpen: (id: string) => void;
}

/**
 * The evidence for the best: every leader's fresh scores with their interval,
 * beside the score that the search went by.
 */
export function Verified(props: IVerifiedProps): JSX.Element | null {
  const { view, trans, onOpen } = props;
  useSignal(view.changed);
  const { verification, direction } = view.run.tree;
  if (verification === null || direction === null) {
    return null;
  }
  const evidence = evidenceOf(verification);
  const fresh = evidence.flatMap(({ score, error }) =>
    score === null ? [] : [score - 2 * (error ?? 0), score + 2 * (error ?? 0)]
  );
  const points = [
    ...fresh,
    ...verification.reruns.flatMap(each => each.scores.map(s => s.score)),
    ...verification.leaders.map(id => searchScore(view, id))
  ];
  const low = Math.min(...points);
  const high = Math.max(...points);
  const scale = high > low ? (width - 2 * inset) / (high - low) : 0;
  const x = (score: number) => inset + (score - low) * scale;
  return (
    <figure className="jp-AideVerified">
      <figcaption>{summary(view, verification, evidence, trans)}</figcaption>
      <ul>
        {evidence.map(each => (
          <li
            key={each.id}
            className={
              each.id === verification.pick ? 'jp-mod-picked' : undefined
            }
          >
            <button
              type="button"
              className="jp-AideLink"
              title={view.run.tree.get(each.id).writing?.title}
              onClick={() => onOpen(each.id)}
            >
              {trans.__('step %1', view.run.tree.get(each.id).step)}
            </button>
            <svg
              viewBox={`0 0 ${width} ${rowHeight}`}
              preserveAspectRatio="none"
              role="img"
              aria-label={label(view, each, trans)}
            >
              <path
                className="jp-mod-search"
                d={`M${x(searchScore(view, each.id)).toFixed(1)} 3 v${rowHeight - 6}`}
              />
              {each.score !== null && each.error !== null && (
                <path
                  className="jp-mod-interval"
                  d={`M${x(each.score - 2 * each.error).toFixed(1)} ${rowHeight / 2} H${x(each.score + 2 * each.error).toFixed(1)}`}
                />
              )}
              {verification.reruns
                .filter(({ id }) => id === each.id)
                .flatMap(({ run, scores }) =>
                  scores.map(({ on, score }) => (
                    <path
                      key={`${run} ${on}`}
                      className="jp-mod-fresh"
                      d={`M${x(score).toFixed(1)} ${rowHeight / 2} h0`}
                    />
                  ))
                )}
              {each.score !== null && (
                <path
                  className="jp-mod-mean"
                  d={`M${x(each.score).toFixed(1)} ${rowHeight / 2} h0`}
                />
              )}
            </svg>
            <span>{each.score === null ? '–' : view.format(each.score)}</span>
          </li>
        ))}
      </ul>
      <p>{proves(verification.kind, trans)}</p>
    </figure>
  );
}

function searchScore(view: RunView, id: string): number {
  return view.run.tree.get(id).evaluation!.score!;
}

/** What came of it, in a sentence or two. */
function summary(
  view: RunView,
  verification: Verification,
  evidence: readonly IEvidence[],
  trans: TranslationBundle
): string {
  const { tree } = view.run;
  if (!verification.isDone) {
    const left = outstanding(verification).length;
    return trans.__(
      'Verifying the best: %1 of %2 runs',
      verification.reruns.length,
      verification.reruns.length + left
    );
  }
  const picked = evidence.find(({ id }) => id === verification.pick);
  if (!picked) {
    return trans.__(
      'None of the leading solutions ran again to a score, so the best is not verified.'
    );
  }
  const step = tree.get(picked.id).step;
  const others = evidence.filter(
    ({ id, problem, score }) =>
      id !== picked.id && problem === '' && score !== null
  );
  const isClear =
    others.length > 0 &&
    others.every(other => leadOver(picked, other, tree).isClear);
  const score = view.format(picked.score!);
  const verdict =
    others.length === 0
      ? trans.__('Verified: step %1, with %2.', step, score)
      : isClear
        ? trans.__(
            'Verified: step %1, with %2, clearly ahead of the others.',
            step,
            score
          )
        : trans.__(
            'Verified: step %1, with %2. The others are too close to tell apart.',
            step,
            score
          );
  return verifiedOf(tree) === null
    ? `${verdict} ${trans.__('A better score was found since.')}`
    : verdict;
}

/** What the evidence is worth, said plainly. */
function proves(kind: Verification['kind'], trans: TranslationBundle): string {
  switch (kind) {
    case 'holdout':
      return trans.__(
        'Dots: trained anew with other folds and seeds, and scored on rows kept for the pick, which the search never saw, and on others that the models did not learn from. Bar: the score of the search. The pick goes by all of them.'
      );
    case 'cell':
      return trans.__(
        'Dots: measured again in fresh kernels. Bar: the score of the search.'
      );
    case 'reported':
      return trans.__(
        'Dots: what the script says of itself with other seeds. That shows whether the score repeats, not that it holds on data the script has not seen.'
      );
  }
}

function label(
  view: RunView,
  { id, score, error, problem }: IEvidence,
  trans: TranslationBundle
): string {
  const search = view.format(searchScore(view, id));
  if (problem !== '') {
    return trans.__('%1 in the search; failed then: %2', search, problem);
  }
  if (score === null) {
    return trans.__('%1 in the search; not run again yet', search);
  }
  return error === null
    ? trans.__(
        '%1 in the search, %2 when run again',
        search,
        view.format(score)
      )
    : trans.__(
        '%1 in the search, %2 ± %3 when run again',
        search,
        view.format(score),
        view.format(2 * error)
      );
}
