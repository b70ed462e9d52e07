import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { Questions } from '../model/questions';
import { useSignal } from '../shared/hooks';

/** The script that a run asks about, where it waits for a person's word. */
export function Question(props: {
  questions: Questions;
  /** The run's folder. */
  run: string;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { questions, run, trans } = props;
  useSignal(questions.changed);
  const [question] = questions.of(run);
  if (!question) {
    return null;
  }
  const answer = (isLetRun: boolean) => () =>
    questions.answer(question, isLetRun);
  return (
    <section
      className="jp-AideQuestion"
      aria-label={trans.__('A script waits for your word')}
    >
      <p>{trans.__('Solution %1 waits. Shall it run?', question.id)}</p>
      <pre tabIndex={0} aria-label={trans.__('The script')}>
        {question.code}
      </pre>
      <div className="jp-AidePanel-actions">
        <button
          type="button"
          className="jp-AideButton jp-mod-accept"
          onClick={answer(true)}
        >
          {trans.__('Run')}
        </button>
        <button type="button" className="jp-AideButton" onClick={answer(false)}>
          {trans.__('Skip')}
        </button>
      </div>
    </section>
  );
}
