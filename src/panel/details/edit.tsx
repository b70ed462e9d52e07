import type { IEditorFactoryService } from '@jupyterlab/codeeditor';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import { kindFacts, type Objective } from '../../task/objectiveKinds';
import { Code } from './code';

/** A solution's code to be changed, and run as a new solution. */
export function Edit(props: {
  /** What is changed, as it was when editing began. */
  code: string;
  /** Whether it differs from the solution's own. */
  isChanged: boolean;
  /** Who measures it. */
  objective: Objective;
  editors: IEditorFactoryService;
  trans: TranslationBundle;
  onChange: (code: string) => void;
  onRun: () => void;
  onDiscard: () => void;
}): JSX.Element {
  const { code, isChanged, objective, editors, trans } = props;
  const { onChange, onRun, onDiscard } = props;
  return (
    <section className="jp-AideEdit" aria-label={trans.__('Edit the code')}>
      <p className="jp-AideForm-bounds">
        {kindFacts(objective).isOfPredictions
          ? trans.__(
              'Keep reading “./input”, and write a prediction for each row of test.csv to submission.csv: these are scored.'
            )
          : trans.__(
              'Keep reading “./input”, and leave the score in validation_metric.'
            )}
      </p>
      <div className="jp-AideDetails-buttons">
        <button
          type="button"
          className="jp-AideButton jp-mod-accept"
          disabled={!isChanged}
          onClick={onRun}
        >
          {trans.__('Run as a new solution')}
        </button>
        <button type="button" className="jp-AideButton" onClick={onDiscard}>
          {trans.__('Discard')}
        </button>
      </div>
      <Code
        code={code}
        original={null}
        editors={editors}
        label={trans.__('Code to edit')}
        onChange={onChange}
      />
    </section>
  );
}
