import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { Solution } from '../../solution/solution';
import type { RunView } from '../model/runView';
import type { Session } from '../model/session';
import { stateWord } from '../shared/words';

/** The way from its draft, and what was built on it. */
export function Kin(props: {
  session: Session;
  view: RunView;
  solution: Solution;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { view, solution, session, trans } = props;
  const { tree } = view.run;
  const path = tree.path(solution);
  const children = tree.children(solution);
  if (path.length === 1 && children.length === 0) {
    return null;
  }
  const link = (other: Solution) => {
    const score = view.score(other);
    return (
      <li key={other.id}>
        {other.id === solution.id ? (
          <span aria-current="true">{other.step}</span>
        ) : (
          <button
            type="button"
            className="jp-AideLink"
            title={other.writing?.title}
            onClick={() => session.select(other.id)}
          >
            {score === null
              ? `${other.step} ${stateWord(other.state, trans)}`
              : `${other.step} ${view.format(score.value)}`}
          </button>
        )}
      </li>
    );
  };
  return (
    <nav className="jp-AideDetails-kin" aria-label={trans.__('Its relatives')}>
      {path.length > 1 && (
        <ol className="jp-AideDetails-path">{path.map(link)}</ol>
      )}
      {children.length > 0 && (
        <div>
          {trans.__('Built on it:')}
          <ul>{children.map(link)}</ul>
        </div>
      )}
    </nav>
  );
}
