import type { TranslationBundle } from '@jupyterlab/translation';
import { runIcon, stopIcon, type LabIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';
import { formatShare } from '../../task/scores';
import type { RunView } from '../model/runView';
import { explained, withInterval } from '../model/scoreText';
import { useNow, useSignal } from '../shared/hooks';
import { pauseIcon } from '../shared/icons';
import { InlineMark } from '../shared/marks';
import { formatDuration, formatUsage } from '../shared/words';

/** The properties of {@link Progress}. */
export interface IProgressProps {
  view: RunView;
  trans: TranslationBundle;
  onResume: () => void;
  onStop: () => void;
}

/** What stands above the tree: the best, how far the run is, and its buttons. */
export function Progress(props: IProgressProps): JSX.Element {
  const { view, trans } = props;
  useSignal(view.changed);
  const { run, counts, steps } = view;
  // Time goes on between two events, too.
  useNow(run.status.phase === 'running');
  const { elapsed, usage } = run.status;
  const share = Math.min(1, counts.settled / steps);
  const used = formatUsage(usage, view.cost(usage), trans);
  return (
    // It takes the focus after a button that is gone once it did its work.
    <section
      className="jp-AideProgress"
      aria-label={trans.__('Progress')}
      tabIndex={-1}
    >
      <div className="jp-AideProgress-headline">
        <Headline view={view} trans={trans} />
        <Buttons {...props} />
      </div>
      <div className="jp-AideProgress-count">
        {trans.__('%1 of %2', counts.settled, steps)}
        {' · '}
        {timeText(view, trans)}
      </div>
      <div
        className="jp-AideProgress-bar"
        role="progressbar"
        aria-label={trans.__('Solutions tried')}
        aria-valuemin={0}
        aria-valuemax={steps}
        aria-valuenow={counts.settled}
      >
        <div style={{ width: `${share * 100}%` }} />
      </div>
      <div className="jp-AideProgress-details">
        {[
          trans._n('%1 good', '%1 good', counts.good),
          ...(counts.buggy > 0
            ? [trans._n('%1 bug', '%1 bugs', counts.buggy)]
            : []),
          formatDuration(elapsed, trans),
          ...(used ? [used] : [])
        ].join(' · ')}
      </div>
      <p className="jp-mod-visuallyHidden" aria-live="polite">
        {announcement(view, trans)}
      </p>
    </section>
  );
}

/** Pause, go on, stop: those that make sense now. */
function Buttons(props: IProgressProps): JSX.Element {
  const { view, trans, onResume, onStop } = props;
  const { run } = view;
  const { phase } = run.status;
  const isWorking = phase === 'running' || phase === 'preparing';
  return (
    <span className="jp-AideProgress-buttons">
      {isWorking && (
        <IconButton
          icon={pauseIcon}
          label={trans.__('Pause: let what is under way finish')}
          onClick={() => void run.command({ do: 'pause' })}
        />
      )}
      {view.canGoOn && (
        <IconButton
          icon={runIcon}
          label={trans.__('Go on')}
          onClick={onResume}
        />
      )}
      {(isWorking || phase === 'pausing') && (
        <IconButton
          icon={stopIcon}
          label={trans.__('Stop: interrupt what is under way')}
          onClick={onStop}
        />
      )}
    </span>
  );
}

function Headline(props: {
  view: RunView;
  trans: TranslationBundle;
}): JSX.Element {
  const { view, trans } = props;
  const { best, gain, run } = view;
  const score = best && view.score(best);
  if (score === null) {
    return (
      <span className="jp-AideProgress-none">{trans.__('No score yet')}</span>
    );
  }
  return (
    <>
      <InlineMark mark="best" />
      <span
        className="jp-AideProgress-best"
        title={explained(view, best!, trans).join('\n')}
      >
        {withInterval(view, score)}
      </span>
      <span className="jp-AideProgress-metric">{run.config.metric}</span>
      <span className="jp-AideProgress-gain">
        {[
          ...gainText(view, gain, trans),
          ...(view.isVerified ? [trans.__('verified')] : [])
        ].join(' · ')}
      </span>
    </>
  );
}

/** What the best gained on the first draft; nothing where it is another and gained nothing. */
function gainText(
  view: RunView,
  gain: number | null,
  trans: TranslationBundle
): string[] {
  if (gain !== null) {
    const share = formatShare(gain);
    return [
      view.isVerified
        ? trans.__('%1 better than the first draft in the search', share)
        : trans.__('%1 better than the first draft', share)
    ];
  }
  return view.best === view.firstDraft ? [trans.__('the first draft')] : [];
}

function timeText(view: RunView, trans: TranslationBundle): string {
  const { phase, remaining } = view.run.status;
  switch (phase) {
    case 'preparing':
      return trans.__('preparing');
    case 'running':
      // Beyond the budget there is nothing to estimate by.
      return remaining === null || remaining === 0
        ? trans.__('running')
        : // An estimate is no better than five seconds.
          trans.__(
            'about %1 left',
            formatDuration(Math.max(1, Math.round(remaining / 5)) * 5, trans)
          );
    case 'pausing':
      return trans.__('pausing');
    case 'paused':
      return trans.__('paused');
    case 'stopping':
      return trans.__('stopping');
    case 'finished':
      return trans.__('finished');
  }
}

/** Said aloud when the best changes; otherwise it stays as it is. */
function announcement(view: RunView, trans: TranslationBundle): string {
  const score = view.best && view.score(view.best);
  return score === null
    ? ''
    : trans.__(
        'New best: %1, %2',
        view.format(score.value),
        view.best?.writing?.title ?? ''
      );
}

/** A button that is a picture; its label is read and shown as a tooltip. */
export function IconButton(props: {
  icon: LabIcon;
  label: string;
  onClick: () => void;
}): JSX.Element {
  const { icon: Icon, label, onClick } = props;
  return (
    <button
      type="button"
      className="jp-AideIconButton"
      title={label}
      aria-label={label}
      onClick={onClick}
    >
      <Icon.react tag="span" aria-hidden="true" />
    </button>
  );
}
