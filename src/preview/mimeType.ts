/** The MIME type of a data preview in a notebook's output. */
export const PREVIEW_MIME_TYPE = 'application/vnd.aide.preview+json';
