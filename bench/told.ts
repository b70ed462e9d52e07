import { noUsage } from '../src/task/usage';
import type { IRunner } from '../src/search/interfaces';
import type { Execution } from '../src/task/execution';
import type { Writing } from '../src/task/writing';

/** The same as python/aideml_tokens.py tells. */
const errorText = `Traceback (most recent call last):
  Cell In[3], line 19
    features["ratio"] = table["Living_Area_Total"] / table["Lot_Area"]
KeyError: 'Living_Area_Total'
`;

/** A runner of scripts that say themselves how they end, and are not run. */
export const toldRunner: IRunner = {
  run: async ({ code }, { onStart }) => {
    onStart?.();
    return executionOf(/^# told: (\S+)$/m.exec(code)![1], code);
  }
};

/** The result of a script that ends with a score, or with a KeyError. */
export function executionOf(outcome: string, code: string): Execution {
  const isError = outcome === 'KeyError';
  const output = isError
    ? '1465 houses to learn from, 1465 to predict\n'
    : `1465 houses to learn from, 1465 to predict\nfold 0: ${outcome}\nfold 1: ${outcome}\nfold 2: ${outcome}\nvalidation_metric: ${outcome}\n`;
  return {
    status: isError ? 'error' : 'ok',
    seconds: 1,
    reason: isError ? "KeyError: 'Living_Area_Total' in cell 3" : '',
    error: isError
      ? {
          name: 'KeyError',
          message: "'Living_Area_Total'",
          cell: 3,
          traceback: errorText
        }
      : null,
    metric: {
      variable: isError ? null : outcome,
      printed: isError ? null : outcome
    },
    measured: null,
    output,
    cells: [
      {
        source: code,
        seconds: 1,
        outputs: [{ output_type: 'stream', name: 'stdout', text: output }]
      }
    ]
  };
}

/** What a coder wrote, without a call. */
export function writingOf(title: string, plan: string, code: string): Writing {
  return {
    title,
    plan,
    code,
    usage: { ...noUsage, calls: 1, tokensIn: 3000, tokensOut: 1000 }
  };
}
