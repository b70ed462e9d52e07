import type { DataPreview } from './data';

/** The preview of a data folder as text for a prompt, within a number of tokens. */
export function previewText(preview: DataPreview, tokens: number): string {
  return preview.files
    .map(file => file.path)
    .join('\n')
    .slice(0, tokens * 2);
}
