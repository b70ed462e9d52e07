import type { INeeds } from './needs';

/** Whether a script has `predict(table)`; what else that takes has to have a default. */
export function canPredict(code: string): boolean {
  return /^def predict\(\s*\w+\s*(?::[^,)=]*)?(?:,\s*(?:\*{1,2}\w*|\w[^,)]*=[^,)]*)?)*\)/m.test(
    code
  );
}

/**
 * What a script lacks of what lets a person run it on other data, one constant that leads to
 * what it reads and a function that predicts rows, and of what lets others score its folds.
 *
 * @returns what it lacks, in words; `null` where nothing, or nobody asked for it.
 */
export function lackingOf(
  code: string,
  { submission, folds }: INeeds
): string | null {
  if (!submission) {
    return null;
  }
  const lacking = [
    ...(/^INPUT\s*(?::[^=\n]*)?=/m.test(code)
      ? []
      : ['the constant `INPUT = Path("./input")`']),
    ...(canPredict(code) ? [] : ['the function `predict(table)`']),
    ...(folds && !/\boof\.csv\b/.test(code)
      ? ['what it predicts for the given folds, in `oof.csv`']
      : [])
  ];
  return lacking.length === 0 ? null : lacking.join(' and ');
}
