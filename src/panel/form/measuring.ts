import { proposeHoldout, type Proposal } from '../../coder/recipes/holdout';
import { objectiveCode } from '../../notebook/objectiveCell';
import {
  scoredByCell,
  type Source,
  type TaskDeclaration
} from '../../task/declaration';
import {
  filesToGive,
  reported,
  type Objective
} from '../../task/objectiveKinds';
import type { Session } from '../model/session';
import type { DataModel } from './dataModel';
import type { IFormValues, Measure } from './values';

/** Who measures in the run to be: what was chosen, as far as notebook and data allow. */
export class Measuring {
  /** @param _values - what stands in the form now. */
  constructor(
    private readonly _session: Session,
    private readonly _data: DataModel,
    private readonly _values: () => Readonly<IFormValues>
  ) {}

  /** The hold-out that suits the data, or why there is none; `null` before they are read. */
  get proposal(): Proposal | null {
    const { metric, direction } = this._values();
    const { survey, understanding } = this._data;
    if (survey.state !== 'read' || understanding === null) {
      return null;
    }
    const known = understanding.metric?.direction ?? null;
    return direction !== null && direction !== known
      ? {
          objective: null,
          why: 'the metric is better the other way than it was said to be.'
        }
      : proposeHoldout(survey.preview, understanding, metric);
  }

  /** The code of the notebook's objective cell; `null` where none is marked. */
  get objectiveCode(): string | null {
    const { notebook } = this._session;
    return notebook === null ? null : objectiveCode(notebook.content);
  }

  /** Who measures, as it stands. */
  get measure(): Measure {
    const { measure } = this._values();
    if (measure === 'reported' || (measure === 'cell' && this.objectiveCode)) {
      return measure;
    }
    if (measure === null && this.objectiveCode) {
      return 'cell';
    }
    return this.proposal?.objective ? 'holdout' : 'reported';
  }

  /** Whether goal and data leave open how rows are divided. */
  get isDivisionOpen(): boolean {
    const questions = this._data.understanding?.questions ?? [];
    return questions.some(({ entry }) => entry === 'split');
  }

  /** The same as a run takes it. */
  get objective(): Objective {
    const { split, give } = this._values();
    const { measure } = this;
    if (measure === 'cell') {
      return { kind: 'cell', code: this.objectiveCode!, fresh: false };
    }
    const proposed =
      measure === 'holdout' ? (this.proposal?.objective ?? null) : null;
    return proposed
      ? {
          ...proposed,
          split: split ?? proposed.split,
          give: filesToGive(give)
        }
      : reported;
  }

  /** The task as it was read, with what the person chose in the form. */
  get declaration(): TaskDeclaration | null {
    const read = this._data.understanding?.declaration ?? null;
    const declaration =
      read && this.measure === 'cell' ? scoredByCell(read) : read;
    const { split } = this._values();
    const chosen: Source = { from: 'chosen by you', sure: 'sure', others: [] };
    return (
      declaration && {
        ...declaration,
        ...(split !== null && {
          split,
          sources: { ...declaration.sources, split: chosen }
        })
      }
    );
  }
}
