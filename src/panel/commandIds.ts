/** The commands, for the palette, shortcuts, and the panel's own buttons. */
export namespace CommandIDs {
  /** Open the panel for the notebook in front. */
  export const open = 'aide:open';
  /** Begin a run with what the form says. */
  export const start = 'aide:start';
  export const pause = 'aide:pause';
  export const resume = 'aide:resume';
  export const stop = 'aide:stop';
  // The following take a solution's `id` and the path of its `notebook`. Left
  // out: the selected solution, else the best, of the notebook in front.
  export const showNode = 'aide:show-node';
  export const cancelNode = 'aide:cancel-node';
  export const insertNode = 'aide:insert-node';
  export const saveNotebook = 'aide:save-notebook';
  export const copyCode = 'aide:copy-code';
  /** Argument: `notebook`, as above. */
  export const insertBest = 'aide:insert-best';
  /** Argument: `path`, a folder or file from the notebook's folder. */
  export const previewData = 'aide:preview-data';
  /** Take back what was inserted last, where that was the last change. */
  export const undoInsertion = 'aide:undo-insertion';
  export const connectModel = 'aide:connect-model';
}
