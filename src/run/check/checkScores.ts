import type { SolutionTree } from '../../search/tree';
import type { Execution } from '../../task/execution';

/** Where a score counts that no run gave, a sentence for each. */
export function checkScores(tree: SolutionTree): string[] {
  return [...tree.solutions].flatMap(({ id, execution, evaluation }) => {
    const score = evaluation?.score ?? null;
    if (score === null) {
      return [];
    }
    if (execution?.status !== 'ok') {
      return [
        `Solution ${id} has the score ${score} though it did not run to its end.`
      ];
    }
    return scoresOf(execution).includes(score)
      ? []
      : [`Solution ${id} has the score ${score}, which its run did not give.`];
  });
}

/** Every number that a run gave as its score, or showed with it. */
function scoresOf({ metric, measured }: Execution): number[] {
  if (measured) {
    return measured.score === null ? [] : [measured.score];
  }
  const text = `${metric.variable ?? ''} ${metric.printed ?? ''}`;
  const numbers = text.match(/[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/gi) ?? [];
  return numbers.map(Number);
}
