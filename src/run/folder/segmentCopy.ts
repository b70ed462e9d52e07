import type { Contents } from '@jupyterlab/services';
import { z } from 'zod';
import { parseAs } from './parse';
import { writeText } from './storage';

/**
 * The copy of the segment that is written to, `journal/last.copy`: what the
 * segment held after its last save. Jupyter empties a file before it writes it,
 * so a machine that is lost in the midst of a save would take along what was in
 * the file before.
 */

/** The first line of the copy. The segment's text follows. */
const Head = z.object({ segment: z.number().int().positive() });

/** The file's name, in the folder of the journal. */
export const COPY = 'last.copy';

/** @param folder - the journal's. @throws ExternalError - `storage` */
export async function writeCopy(
  contents: Contents.IManager,
  folder: string,
  segment: number,
  text: string
): Promise<void> {
  const head: z.infer<typeof Head> = { segment };
  await writeText(
    contents,
    `${folder}/${COPY}`,
    `${JSON.stringify(head)}\n${text}`
  );
}

/**
 * What the copy is: of a segment; or of none, where it cannot be read, or where
 * there is none (`text` is `null` then).
 */
export type ISegmentCopy =
  { segment: number; text: string } | { segment: null; text: string | null };

/** @param text - of the copy's file; `null` where there is none. */
export function parseCopy(text: string | null): ISegmentCopy {
  const end = text?.indexOf('\n') ?? -1;
  const head = text === null ? null : parseAs(Head, text.slice(0, end));
  return text === null || head === null
    ? { segment: null, text }
    : { segment: head.segment, text: text.slice(end + 1) };
}
