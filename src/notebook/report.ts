import { PathExt } from '@jupyterlab/coreutils';
import type { INotebookContent } from '@jupyterlab/nbformat';
import { UUID, type PartialJSONObject } from '@lumino/coreutils';
import { harmless } from '../base/harmless';
import { trans as english } from '../run/account/english';
import { newsText } from '../run/account/newsText';
import { probeNews } from '../run/account/probeNews';
import { storyOf, type IStory } from '../run/account/story';
import { isAbsolute } from '../run/runPaths';
import type { SolutionTree } from '../search/tree';
import type { ISaid } from '../task/said';
import type { Importance } from '../task/evidence';
import { evidenceCells, type IEvidenceFor } from './evidence/evidence';
import { importanceCell } from './evidence/importance';
import { leaderboardCell } from './evidence/leaderboard';
import { solutionCells, type IOrigin, type NewCell } from './solutionCells';

/** A run, and how its report words it. */
export interface IReported {
  tree: SolutionTree;
  goal: string;
  /** What was declared of the task, as it was said before the run. */
  task: readonly ISaid[];
  /** The best solution, whose cells close the report; `null` where none has a score. */
  best: IOrigin | null;
  /** What its evidence is made from; `null` where no rows were held out. */
  evidence: Pick<IEvidenceFor, 'objective' | 'declaration' | 'preview'> | null;
  /** Which columns the best goes by, where that was measured. */
  importance: Importance | null;
  /** The run's folder. */
  run: string;
  /** What took part, each as a sentence without its end: time, tokens, who wrote. */
  costs: readonly string[];
  /** Words for how it ended: "Best 0.12, 15 % better than the first draft." */
  end: string;
  format: (score: number) => string;
  /** By how much a score is better than another, in words; empty where it is not. */
  gain: (before: number, score: number) => string;
}

/**
 * What a run came to as a notebook of nbformat 4.5: what helped, what failed and
 * how often, what it cost, and the best solution as cells.
 *
 * @param path - where the notebook is going to be.
 * @param kernelspec - which kernel it asks for, as in a notebook's metadata.
 */
export function reportNotebook(
  reported: IReported,
  path: string,
  kernelspec: PartialJSONObject
): INotebookContent {
  const { goal, task, best, run, costs, end, tree } = reported;
  const story = storyOf(tree);
  const sections = [
    '# What AIDE found',
    quote(goal),
    task.map(taskLine).join('\n'),
    end,
    newsText(probeNews(tree), english),
    helped(story, reported),
    failed(story),
    [
      '## What it took',
      costs.map(cost => `- ${harmless(cost)}`).join('\n')
    ].join('\n\n'),
    `All of it is in \`${run}\`.`
  ];
  const cells: NewCell[] = [
    textCell(sections.filter(section => section !== '').join('\n\n')),
    ...evidenceOf(reported, path),
    ...(best === null ? [] : solutionCells(best, path))
  ];
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec, language_info: { name: 'python' } },
    cells: cells.map(cell => ({ id: UUID.uuid4(), ...cell }))
  } as INotebookContent;
}

/** Cells that show what the run found, and how far it holds, when they are run. */
function evidenceOf(
  { tree, best, evidence, importance, run }: IReported,
  path: string
): NewCell[] {
  if (tree.size === 0) {
    return [];
  }
  const here = (folder: string) =>
    isAbsolute(folder)
      ? folder
      : PathExt.relative(PathExt.dirname(path), folder) || '.';
  const shown =
    best === null
      ? []
      : best.objective !== 'holdout'
        ? 'No rows were held out in this run, so there is nothing to set its predictions beside.'
        : evidence === null
          ? 'A former version made this run, whose folder does not say how the table is read, so its predictions are not set beside the answers here.'
          : evidenceCells({
              ...evidence,
              id: best.solution.id,
              data: here(best.data),
              run: here(run)
            });
  return [
    codeCell(leaderboardCell(tree)),
    ...(typeof shown === 'string'
      ? [textCell(shown)]
      : [
          ...shown.map(codeCell),
          importance !== null && importance.columns.length > 0
            ? codeCell(importanceCell(importance))
            : textCell(
                'Which columns it goes by was not measured before this report was made: _Which columns it goes by_ under _Evidence_ in its details does that.'
              )
        ])
  ];
}

function codeCell(source: string): NewCell {
  return {
    cell_type: 'code',
    metadata: {},
    source,
    outputs: [],
    execution_count: null
  };
}

function textCell(source: string): NewCell {
  return { cell_type: 'markdown', metadata: {}, source };
}

function taskLine({ label, text, from }: ISaid): string {
  return harmless(`- ${label}: ${text}${from === '' ? '' : ` (${from})`}`);
}

function helped(
  { gains, inVain }: IStory,
  { format, gain }: IReported
): string {
  if (gains.length === 0) {
    return '';
  }
  const rows = gains.map(({ solution, before, score }) => [
    String(solution.step),
    cell(solution.writing?.title ?? ''),
    format(score),
    before === null ? '' : gain(before, score)
  ]);
  return [
    '## The way to the best',
    table(['step', 'what', 'score in the search', 'gain'], rows),
    inVain === 0
      ? ''
      : inVain === 1
        ? 'One improvement was tried and was none.'
        : `${inVain} improvements were tried and were none.`
  ]
    .filter(part => part !== '')
    .join('\n\n');
}

function failed({ failures }: IStory): string {
  return failures.length === 0
    ? ''
    : [
        '## What failed',
        table(
          ['what', 'times', 'mended', 'first'],
          failures.map(({ kind, times, mended, first }) => [
            cell(kind),
            String(times),
            String(mended),
            cell(`step ${first.step}: ${first.evaluation?.reason ?? ''}`)
          ])
        )
      ].join('\n\n');
}

function table(head: readonly string[], rows: readonly string[][]): string {
  return [head, head.map(() => '---'), ...rows]
    .map(row => `| ${row.join(' | ')} |`)
    .join('\n');
}

function cell(text: string): string {
  return harmless(text).replace(/\|/g, '\\|');
}

function quote(goal: string): string {
  return goal
    .trim()
    .split('\n')
    .map(line => `> ${harmless(line)}`)
    .join('\n');
}
