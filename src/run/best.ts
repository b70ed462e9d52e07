import type { INotebookContent } from '@jupyterlab/nbformat';
import { splitCells } from '../kernel/cells';
import type { ExecutedCell, Solution } from '../search/solution';

/** A solution as files, and what they tell of it. */
export interface IBestSolution {
  solution: Solution;
  /** Its cells with their outputs; `null` where they are not known. */
  cells: readonly ExecutedCell[] | null;
  /** The metric for people: "RMSLE, lower is better". */
  metric: string;
  /** The run's folder. */
  run: string;
  /** The data folder as seen from the run's folder. */
  data: string;
}

function facts(best: IBestSolution): string[] {
  const { solution, metric, run } = best;
  return [
    `Solution ${solution.id} of the run ${run}: ${solution.writing?.title ?? ''}`,
    `validation_metric: ${solution.evaluation?.score ?? 'none'}${metric && ` (${metric})`}`,
    `It reads its data from ./input, which stands for ${best.data}.`
  ];
}

/** The script as it ran, with its origin in a comment. */
export function bestScript(best: IBestSolution): string {
  const comment = facts(best).map(line => `# ${line.replace(/\s+/g, ' ')}\n`);
  return `${comment.join('')}\n${best.solution.writing?.code ?? ''}`;
}

/** The same as a notebook of nbformat 4.5, with the outputs of its run. */
export function bestNotebook(best: IBestSolution): INotebookContent {
  const { solution } = best;
  const cells: Pick<ExecutedCell, 'source' | 'outputs'>[] =
    best.cells?.slice() ??
    splitCells(solution.writing?.code ?? '').map(source => ({
      source,
      outputs: []
    }));
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: {
        name: 'python3',
        display_name: 'Python 3',
        language: 'python'
      },
      language_info: { name: 'python' },
      aide: { run: best.run, solution: solution.id }
    },
    cells: [
      {
        cell_type: 'markdown',
        id: 'about',
        metadata: {},
        source: [...facts(best), solution.writing?.plan ?? ''].join('\n\n')
      },
      ...cells.map(({ source, outputs }, i) => ({
        cell_type: 'code',
        id: `cell-${i + 1}`,
        metadata: {},
        execution_count: null,
        source,
        outputs
      }))
    ]
  } as INotebookContent;
}
