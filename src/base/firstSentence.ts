/**
 * The first sentence of a text, in one line; where its first paragraph holds none, that
 * paragraph.
 */
export function firstSentence(text: string): string {
  const [paragraph] = text.trim().split(/\n\s*\n/);
  const line = paragraph.replace(/\s+/g, ' ');
  return /^.+?[.!?](?=\s|$)/.exec(line)?.[0] ?? line;
}
