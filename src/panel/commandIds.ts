/** The commands, for the palette, shortcuts, and the panel's own buttons. */
export namespace CommandIDs {
  /** Open the panel for the notebook in front. */
  export const open = 'aide:open';
  /** Begin a run with what the form says. */
  export const start = 'aide:start';
  export const pause = 'aide:pause';
  export const resume = 'aide:resume';
  export const stop = 'aide:stop';
  /** Arguments: `id`, a solution of the run that is shown. */
  export const showNode = 'aide:show-node';
  /** Arguments: `id`, as above. */
  export const cancelNode = 'aide:cancel-node';
  export const insertBest = 'aide:insert-best';
  /** Arguments: `id`; left out, the solution whose details are shown. */
  export const insertNode = 'aide:insert-node';
  /** Arguments: as above. */
  export const saveNotebook = 'aide:save-notebook';
  /** Arguments: as above. */
  export const copyCode = 'aide:copy-code';
  export const connectModel = 'aide:connect-model';
}
