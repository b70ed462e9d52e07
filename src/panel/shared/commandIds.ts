/** The commands, for the palette, shortcuts, and the panel's own buttons. */
export const CommandIDs = {
  /** Open the panel for the notebook in front. */
  open: 'aide:open',
  /** Begin a run with what the form says. */
  start: 'aide:start',
  pause: 'aide:pause',
  resume: 'aide:resume',
  /** Arguments: `steps`, how many solutions more; `notebook`, as below. */
  extend: 'aide:extend',
  stop: 'aide:stop',
  /** Run the leading solutions again and compare them. */
  verify: 'aide:verify',
  // The following take a solution's `id` and the path of its `notebook`. Left
  // out: the selected solution, else the best, of the notebook in front.
  showNode: 'aide:show-node',
  cancelNode: 'aide:cancel-node',
  /** Further arguments: `hint`, what is to be tried; `code`, a script to run. */
  branchNode: 'aide:branch-node',
  /** Build no more on it, or again. */
  closeNode: 'aide:close-node',
  insertNode: 'aide:insert-node',
  saveNotebook: 'aide:save-notebook',
  copyCode: 'aide:copy-code',
  /** Argument: `notebook`, as above. */
  insertBest: 'aide:insert-best',
  /** All solutions of the run as a table. Argument: `notebook`, as above. */
  leaderboard: 'aide:leaderboard',
  /** Make a notebook of what the run came to. Argument: `notebook`, as above. */
  report: 'aide:report',
  /** Argument: `path`, a folder or file from the notebook's folder. */
  previewData: 'aide:preview-data',
  /** Take back what was inserted last, where that was the last change. */
  undoInsertion: 'aide:undo-insertion',
  /** Mark the active cell as the one that scores solutions, or take the mark away. */
  toggleObjective: 'aide:toggle-objective',
  connectModel: 'aide:connect-model'
} as const;
