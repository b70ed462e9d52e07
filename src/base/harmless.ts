/**
 * What a model or a candidate made, as it may stand in a notebook that a person
 * opens: looking at it fetches nothing and runs nothing.
 */

/** Types of output that are drawn from what they hold alone. */
const SELF_CONTAINED =
  /^(text\/plain|image\/(png|jpeg|gif|bmp|webp)|application\/vnd\.jupyter\.(stdout|stderr))$/;

/** Whether an output of this MIME type is drawn from what it holds alone. */
export function isSelfContained(mimeType: string): boolean {
  return SELF_CONTAINED.test(mimeType);
}

/** Markdown of several lines, without HTML, pictures and diagrams. */
export function harmlessMarkdown(text: string): string {
  return withoutDiagrams(text).replace(/</g, '&lt;').replace(/!\[/g, '!\\[');
}

/** The same in one line. */
export function harmless(text: string): string {
  return harmlessMarkdown(text.replace(/\s+/g, ' ').trim());
}

/** Markdown whose diagrams, which are drawn before anything is sanitized, are text. */
export function withoutDiagrams(markdown: string): string {
  return markdown.replace(/([`~]{3,}\s*)mermaid/gi, '$1text');
}

/** An output of a cell with what is drawn from itself alone. */
export function harmlessOutput<T extends { output_type: string }>(
  output: T
): T {
  const { data } = output as { data?: unknown };
  if (typeof data !== 'object' || data === null) {
    return output;
  }
  const kept = Object.entries(data).filter(([type]) => isSelfContained(type));
  return { ...output, data: Object.fromEntries(kept) };
}
