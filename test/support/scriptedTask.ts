import type { Task } from '../../src/task/task';

/** A task without data, for solutions whose executions are scripted. */
export const scriptedTask: Task = {
  goal: 'Predict.',
  data: { root: 'data', folders: [], files: [], filesOmitted: 0, notes: [] },
  metric: '',
  direction: null,
  objective: { kind: 'reported' },
  timeLimit: 600,
  packages: []
};
