import type { TranslationBundle } from '@jupyterlab/translation';
import type { IReported } from '../../notebook/report';
import type { IOrigin } from '../../notebook/solutionCells';
import type { IRun } from '../../run/interfaces';
import type { Importance } from '../../task/evidence';
import { said } from '../../task/said';
import { formatShare, improvement } from '../../task/scores';
import type { RunView } from '../model/runView';
import { formatDuration, formatUsage } from '../shared/words';
import { endText } from './endText';

/** What a report tells of a run, in the panel's words. */
export function reportedOf(
  view: RunView,
  best: IOrigin | null,
  importance: Importance | null,
  trans: TranslationBundle
): IReported {
  const { run, counts } = view;
  const { tree, config } = run;
  const { elapsed, usage } = run.status;
  const tokens = formatUsage(usage, view.cost(usage), trans);
  return {
    tree,
    goal: config.goal,
    task: said(config.declaration),
    best,
    evidence: evidenceFrom(run),
    importance,
    run: run.path,
    end: endText(view, trans).text,
    costs: [
      trans.__(
        '%1 solutions, %2 good, %3 with bugs',
        counts.all,
        counts.good,
        counts.buggy
      ),
      trans.__('%1 of work', formatDuration(elapsed, trans)),
      trans.__('Written by: %1', run.coderName),
      ...(tokens
        ? [trans.__('%1 calls of the model, %2', usage.calls, tokens)]
        : []),
      ...(config.coder.kind === 'openai'
        ? [
            trans.__(
              'Silence of the model that was waited through: %1',
              formatDuration(config.patience, trans)
            )
          ]
        : []),
      ...(config.replyTokens === null
        ? []
        : [trans.__('Longest reply: %1 tokens', config.replyTokens)])
    ],
    format: score => view.format(score),
    gain: (before, score) => {
      const gain = tree.direction && improvement(before, score, tree.direction);
      return gain === null || gain <= 0 ? '' : formatShare(gain);
    }
  };
}

/** What evidence is made from, where rows were held out that the run knows of. */
function evidenceFrom({ config, task }: IRun): IReported['evidence'] {
  const { objective, declaration } = config;
  return objective.kind === 'holdout' && declaration !== null && task !== null
    ? { objective, declaration, preview: task.data }
    : null;
}
