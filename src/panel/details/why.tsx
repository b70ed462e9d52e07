import type { TranslationBundle } from '@jupyterlab/translation';
import { Fragment, type JSX } from 'react';
import type { Solution } from '../../solution/solution';
import type { UnusedReply } from '../../task/writing';

/** Why it has this result: a bug's reason first, the plan, what was learned. */
export function Why(props: {
  solution: Solution;
  trans: TranslationBundle;
}): JSX.Element {
  const { evaluation, execution, writing, unused = [] } = props.solution;
  const { trans } = props;
  const error = execution?.error ?? null;
  return (
    <div className="jp-AideDetails-why">
      {evaluation?.reason && (
        <p className="jp-AideDetails-reason">{evaluation.reason}</p>
      )}
      {evaluation?.warnings.map(warning => (
        <p key={warning} className="jp-AideDetails-warning">
          {warning}
        </p>
      ))}
      {props.solution.asked?.hint && (
        <p className="jp-AideDetails-plan jp-mod-asked">
          {trans.__('Asked for: “%1”', props.solution.asked.hint)}
        </p>
      )}
      {writing?.plan && <p className="jp-AideDetails-plan">{writing.plan}</p>}
      {evaluation?.analysis && evaluation.analysis !== evaluation.reason && (
        <>
          <h3>{trans.__('What was learned')}</h3>
          <p className="jp-AideDetails-plan">{evaluation.analysis}</p>
        </>
      )}
      {error !== null && (
        <details>
          <summary>{trans.__('Traceback')}</summary>
          <pre>{error.traceback}</pre>
        </details>
      )}
      {unused.length > 0 && <Unused replies={unused} trans={trans} />}
    </div>
  );
}

/** Replies that came to nothing, folded: they were paid for, and may hold something. */
function Unused(props: {
  replies: readonly UnusedReply[];
  trans: TranslationBundle;
}): JSX.Element {
  const { replies, trans } = props;
  return (
    <details>
      <summary>
        {trans.__('Replies that were not used: %1', replies.length)}
      </summary>
      {replies.map(({ reason, text }, i) => (
        <Fragment key={i}>
          <p>{reason}</p>
          <pre>{text}</pre>
        </Fragment>
      ))}
    </details>
  );
}
