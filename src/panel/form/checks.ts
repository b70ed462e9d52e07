import type { TranslationBundle } from '@jupyterlab/translation';
import type { IQuestion } from '../../coder/recipes/questions';
import type { Entry } from '../../task/declaration';
import type { DataModel } from './dataModel';
import { limitProblem, limitsFor, type ITypedLimits } from './limits';
import type { Measuring } from './measuring';
import type { IFormValues } from './values';

/** What stands in the way of Start, each as a sentence; empty where nothing does. */
export class Checks {
  /** @param _values - what stands in the form now. */
  constructor(
    private readonly _values: () => Readonly<IFormValues>,
    private readonly _data: DataModel,
    private readonly _measuring: Measuring,
    private readonly _trans: TranslationBundle
  ) {}

  /** Whether Start can be pressed: the data are read and nothing is wrong. */
  get isReady(): boolean {
    const fields = ['data', ...limitsFor(this._values().coder)] as const;
    return (
      this._data.survey.state === 'read' &&
      this.advice('goal') === '' &&
      this.obstacle === '' &&
      fields.every(field => this.problem(field) === '')
    );
  }

  /** What is wrong with a field. */
  problem(field: 'data' | keyof ITypedLimits): string {
    const { survey } = this._data;
    if (field !== 'data') {
      return limitProblem(field, this._values(), this._trans);
    }
    return survey.state === 'failed' ? survey.problem : '';
  }

  /** What is missing, not wrong: what to do first. */
  advice(field: 'goal' | 'data'): string {
    const { survey } = this._data;
    if (field === 'data') {
      return survey.state === 'none' ? survey.advice : '';
    }
    return this._values().goal.trim() === ''
      ? this._trans.__('Say in a sentence or two what to predict.')
      : '';
  }

  /** What cannot be done with this goal and these data. */
  get obstacle(): string {
    const { measure, coder } = this._values();
    if (
      measure !== null &&
      measure !== this._measuring.measure &&
      this._data.survey.state === 'read'
    ) {
      // What was chosen is not taken for something weaker in silence.
      return measure === 'holdout'
        ? this._trans.__(
            'Rows can no longer be held out, as you chose: that needs a table, a target and a metric. Mend these, or choose who scores.'
          )
        : this._trans.__(
            'The objective cell that you chose is no longer marked. Mark one, or choose who scores.'
          );
    }
    if (coder.kind === 'recipes') {
      return (
        this._data.understanding?.problems[0] ?? this._questions[0]?.text ?? ''
      );
    }
    // Start asks the model first, which may know what goal and data leave open.
    return this._data.isUnasked(this._values())
      ? ''
      : (this._questions[0]?.text ?? '');
  }

  /** What has to be asked about an entry of the task before Start. */
  question(entry: Entry): string {
    return this._questions.find(each => each.entry === entry)?.text ?? '';
  }

  private get _questions(): readonly IQuestion[] {
    const { split, coder } = this._values();
    const questions = (this._data.understanding?.questions ?? []).filter(
      ({ entry, canGuess }) =>
        // Chosen in the form.
        !(entry === 'split' && split !== null) &&
        // Where a cell scores, the usual metric is good enough for what scripts report.
        !(entry === 'metric' && canGuess && this._measuring.measure === 'cell')
    );
    return coder.kind === 'recipes'
      ? questions
      : questions.filter(({ isOfRecipes }) => !isOfRecipes);
  }
}
