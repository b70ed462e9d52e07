import type { Contents } from '@jupyterlab/services';
import { z } from 'zod';
import { readText, writeText } from './storage';

/**
 * The copy of the segment that is written to, `journal/last.copy`: what the
 * segment held after its last save. Jupyter empties a file before it writes it,
 * so a machine that is lost in the midst of a save would take along what was in
 * the file before.
 */

/** The first line of the copy. The segment's text follows. */
const Head = z.object({ segment: z.number().int().positive() });

export const COPY = 'last.copy';

/** @param folder - the journal's. @throws Fault - `storage` */
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
 * The copy of a segment.
 *
 * @returns `null` where there is none, or it is another segment's.
 * @throws Fault - `storage`
 */
export async function readCopy(
  contents: Contents.IManager,
  folder: string,
  segment: number
): Promise<string | null> {
  const text = await readText(contents, `${folder}/${COPY}`);
  if (text === null) {
    return null;
  }
  const end = text.indexOf('\n');
  try {
    const head = Head.parse(JSON.parse(text.slice(0, end)));
    return head.segment === segment ? text.slice(end + 1) : null;
  } catch {
    // The copy is what was being saved; then the segment is whole.
    return null;
  }
}
