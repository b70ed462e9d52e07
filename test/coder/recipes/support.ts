import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type Stage } from '../../../src/solution/solution';
import { noUsage } from '../../../src/task/usage';
import { RecipeCoder } from '../../../src/coder/recipeCoder';
import { CodingOperator } from '../../../src/search/operator';
import { SolutionTree } from '../../../src/search/tree';
import { type ColumnPreview, DataPreview } from '../../../src/task/data';
import type { Execution } from '../../../src/task/execution';
import type { Task } from '../../../src/task/task';
import type { Writing } from '../../../src/task/writing';

/** A column of a preview; by default numbers that all differ. */
export function column(
  name: string,
  change: Partial<ColumnPreview> = {}
): ColumnPreview {
  return {
    name,
    kind: 'number',
    dtype: 'float64',
    missing: 0,
    unique: 100,
    min: 0,
    q25: 25,
    median: 50,
    q75: 75,
    max: 100,
    mean: 50,
    top: [],
    histogram: [],
    ...change
  };
}

/** A column of words with so many different values. */
export function category(name: string, ...values: string[]): ColumnPreview {
  return column(name, {
    kind: 'category',
    dtype: 'str',
    unique: values.length,
    top: values.map((value, i) => ({ value, count: 50 - i })),
    min: null,
    q25: null,
    median: null,
    q75: null,
    max: null,
    mean: null
  });
}

/** A column that numbers the rows. */
export function rowId(name: string): ColumnPreview {
  return column(name, { kind: 'integer', dtype: 'int64' });
}

/** A preview of a folder with these tables of 100 rows each. */
export function preview(
  tables: Record<string, (string | ColumnPreview)[]>
): DataPreview {
  return {
    root: 'data',
    folders: [],
    filesOmitted: 0,
    notes: [],
    files: Object.entries(tables).map(([path, columns]) => ({
      path,
      size: 1000,
      kind: 'table' as const,
      text: null,
      thumbnail: null,
      notes: [],
      table: {
        rows: 100,
        rowsEstimated: false,
        rowsRead: 100,
        columnsOmitted: 0,
        sample: [],
        columns: columns.map(each =>
          typeof each === 'string' ? column(each) : each
        )
      }
    }))
  };
}

/** A task on a preview, with the packages of the project's environment. */
export function taskOf(
  goal: string,
  data: DataPreview,
  change: Partial<Task> = {}
): Task {
  return {
    goal,
    data,
    metric: '',
    direction: null,
    objective: { kind: 'reported' },
    timeLimit: 600,
    packages: installed(),
    ...change
  };
}

// Another one has other versions of what scripts import.
const interpreter =
  process.env.AIDE_TEST_PYTHON ?? join(process.cwd(), '.venv', 'bin', 'python');

/** Run the project's Python and give what it printed. */
export function python(args: string[], input = '', cwd?: string): string {
  const { status, stdout, stderr } = spawnSync(interpreter, args, {
    input,
    cwd,
    // Tables are small, and threads that wait for each other are slow where others compute.
    env: { ...process.env, OMP_NUM_THREADS: '1' },
    encoding: 'utf8',
    maxBuffer: 1e9
  });
  if (status !== 0) {
    throw new Error(`Python ended with ${status}: ${stderr}`);
  }
  return stdout;
}

/**
 * Have data folders made, and look at them.
 *
 * @param maker - a script beside this file that prints the previews by name.
 * @param folder - where it makes them.
 */
export function madeBy(
  maker: string,
  folder: string
): Record<string, DataPreview> {
  return z
    .record(z.string(), DataPreview)
    .parse(JSON.parse(python([join(__dirname, maker), folder])));
}

let probed: Task['packages'] | null = null;

/** What of the recipes' packages can be imported here. */
export function installed(): Task['packages'] {
  probed ??= JSON.parse(
    python([
      '-c',
      `import json
from importlib.metadata import version
found = []
for name, distribution in [("pandas",) * 2, ("sklearn", "scikit-learn"), ("lightgbm",) * 2]:
    found.append({"name": name, "version": version(distribution)})
print(json.dumps(found))`
    ])
  ) as Task['packages'];
  return probed;
}

/** A temporary folder for one test file. */
export function scratch(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'aide-recipes-'));
  return { path, remove: () => rmSync(path, { recursive: true }) };
}

/** What came of a script. */
export interface IOutcome {
  error: NonNullable<Execution['error']> | null;
  output: string;
  metric: string | null;
  submission: string[] | null;
  /** What it predicted for given folds. */
  oof: string[] | null;
  warnings: string[];
  files: string[];
}

let batches = 0;

/** Run scripts in one Python process, each in a folder of its own. */
export function runScripts(
  jobs: { input: string; code: string }[],
  where: string
): IOutcome[] {
  batches++;
  const input = jobs.map((job, i) => ({
    ...job,
    folder: join(where, 'work', `${batches}-${i}`)
  }));
  const printed = python(
    [join(process.cwd(), 'test/coder/recipes/run_scripts.py')],
    JSON.stringify(input),
    where
  );
  return JSON.parse(printed) as IOutcome[];
}

/** An outcome as the runner would tell it. */
export function executionOf(outcome: IOutcome): Execution {
  const { error } = outcome;
  return {
    status: error ? 'error' : 'ok',
    seconds: 1,
    reason: error ? `${error.name}: ${error.message}` : '',
    error,
    metric: { variable: outcome.metric, printed: null },
    measured: null,
    output: outcome.output,
    cells: []
  };
}

/** A failure as a kernel reports it. */
export function failure(
  name: string,
  message: string,
  status: Execution['status'] = 'error'
): Execution {
  return {
    status,
    seconds: 1,
    reason: `${name}: ${message}`,
    error:
      status === 'error' ? { name, message, cell: 1, traceback: '' } : null,
    metric: { variable: null, printed: null },
    measured: null,
    output: '',
    cells: []
  };
}

/** A tree that grows by hand, with a coder that writes its nodes. */
export class Walk {
  constructor(
    readonly task: Task,
    readonly coder = new RecipeCoder(),
    readonly tree = new SolutionTree(task.direction ?? 'minimize')
  ) {}

  /** Begin a node without writing it. */
  select(stage: Stage, parent: string | null = null): string {
    const step = this.tree.size + 1;
    const id = String(step).padStart(4, '0');
    this.tree.apply({ type: 'select', id, step, stage, parent });
    return id;
  }

  /** Ask the coder for a node that was begun. */
  ask(id: string, coder = this.coder): Promise<Writing> {
    const solution = this.tree.get(id);
    return coder.write(
      new CodingOperator(this.task).request(this.tree, solution)
    );
  }

  /** A node from beginning to written. */
  async write(stage: Stage, parent: string | null = null): Promise<Writing> {
    const id = this.select(stage, parent);
    const writing = await this.ask(id);
    this.tree.apply({ type: 'write', id, writing });
    return writing;
  }

  /** Put in a node that somebody else wrote. */
  put(code: string): void {
    const id = this.select('draft');
    const writing = { title: 'by hand', plan: '', code, usage: noUsage };
    this.tree.apply({ type: 'write', id, writing });
  }

  /**
   * Settle the newest node with a score, or with a failure.
   *
   * @param ran - how it ran where it has a score.
   * @param lead - by how much it is better than its parent, where that was measured.
   */
  settle(
    result: number | Execution,
    ran = { ...failure('', '', 'ok'), reason: '' },
    lead: { gain: number; error: number } | null = null
  ): string {
    const id = [...this.tree.solutions].at(-1)!.id;
    const score = typeof result === 'number' ? result : null;
    const execution = typeof result === 'number' ? ran : result;
    const on = { score: score ?? 0, error: null, rows: 100 };
    const over = this.tree.get(id).parent ?? '';
    this.tree.apply({ type: 'execute', id, execution });
    this.tree.apply({
      type: 'evaluate',
      id,
      final: true,
      evaluation: {
        score,
        bug: score === null,
        reason: execution.reason,
        error: null,
        ...(lead && {
          basis: { held: on, folds: on, lead: { over, ...lead } }
        }),
        reported: null,
        analysis: '',
        warnings: [],
        usage: noUsage
      }
    });
    return id;
  }
}
