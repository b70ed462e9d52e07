import type { IMimeBundle } from '@jupyterlab/nbformat';
import type { DataPreview, FilePreview } from '../task/data';
import { PREVIEW_MIME_TYPE } from './mimeType';
import { bytes, count, gist, percent, values } from './words';

/** Columns that a notebook keeps of all tables together. */
const COLUMNS = 400;
/** And at least of each. */
const LEAST_COLUMNS = 10;
/** Files that the text for other readers tells in full. */
const FILES = 12;

/**
 * A data preview as the data of a cell's output: for this extension, and as HTML
 * and text for wherever else the notebook is read. Bounded, whatever the preview
 * holds.
 */
export function previewBundle(preview: DataPreview): IMimeBundle {
  const kept = bounded(preview);
  return {
    [PREVIEW_MIME_TYPE]: kept,
    'text/html': html(kept),
    'text/plain': text(kept)
  };
}

/** With so few columns that a notebook stays light. */
function bounded(preview: DataPreview): DataPreview {
  const tables = preview.files.filter(file => file.table !== null).length;
  const limit = Math.max(LEAST_COLUMNS, Math.floor(COLUMNS / (tables || 1)));
  return {
    ...preview,
    files: preview.files.map(file => ({
      ...file,
      table: file.table && {
        ...file.table,
        columns: file.table.columns.slice(0, limit),
        columnsOmitted:
          file.table.columnsOmitted +
          Math.max(0, file.table.columns.length - limit),
        sample: file.table.sample.map(row => row.slice(0, limit))
      }
    }))
  };
}

function title({ root, files, filesOmitted, folders }: DataPreview): string {
  const size = (folders.length > 0 ? folders : files).reduce(
    (sum, each) => sum + ('bytes' in each ? each.bytes : each.size),
    0
  );
  const number =
    folders.length > 0
      ? folders.reduce((sum, folder) => sum + folder.files, 0)
      : files.length + filesOmitted;
  return `${root}: ${count(number)} ${number === 1 ? 'file' : 'files'}, ${bytes(size)}`;
}

function text(preview: DataPreview): string {
  const lines = [title(preview), ...preview.notes];
  preview.files.slice(0, FILES).forEach(file => {
    lines.push('', [`${file.path} (${gist(file)})`, ...file.notes].join(' · '));
    file.table?.columns.forEach(column => {
      const missing =
        column.missing > 0 ? `, ${percent(column.missing)} missing` : '';
      lines.push(
        `  ${column.name}: ${column.kind}${missing}, ${count(column.unique)} different: ${values(column)}`
      );
    });
    if (file.table && file.table.columnsOmitted > 0) {
      lines.push(`  and ${count(file.table.columnsOmitted)} more columns`);
    }
  });
  const more = preview.files.length - FILES + preview.filesOmitted;
  return [
    ...lines,
    ...(more > 0 ? ['', `${count(more)} more files`] : [])
  ].join('\n');
}

function html(preview: DataPreview): string {
  const more = Math.max(0, preview.files.length - FILES) + preview.filesOmitted;
  return [
    `<p><strong>${escape(title(preview))}</strong></p>`,
    ...preview.notes.map(note => `<p>${escape(note)}</p>`),
    ...preview.files
      .slice(0, FILES)
      .map((file, index) => fileHtml(file, index === 0)),
    ...(more > 0 ? [`<p>${count(more)} more files</p>`] : [])
  ].join('\n');
}

function fileHtml(file: FilePreview, isOpen: boolean): string {
  const { table } = file;
  return [
    `<details${isOpen ? ' open' : ''}><summary>${escape(file.path)} <em>${escape(gist(file))}</em></summary>`,
    ...file.notes.map(note => `<p>${escape(note)}</p>`),
    ...(file.thumbnail && isBase64(file.thumbnail)
      ? [`<img alt="" src="data:image/png;base64,${file.thumbnail}">`]
      : []),
    ...(file.text ? [`<pre>${escape(file.text)}</pre>`] : []),
    ...(table
      ? [
          '<table><thead><tr><th>Column</th><th>Kind</th><th>Missing</th><th>Different</th><th>Values</th></tr></thead><tbody>',
          ...table.columns.map(
            column =>
              `<tr>${[
                column.name,
                column.kind,
                percent(column.missing),
                count(column.unique),
                values(column)
              ]
                .map(cell => `<td>${escape(cell)}</td>`)
                .join('')}</tr>`
          ),
          '</tbody></table>',
          ...(table.columnsOmitted > 0
            ? [`<p>${count(table.columnsOmitted)} more columns</p>`]
            : [])
        ]
      : []),
    '</details>'
  ].join('\n');
}

function isBase64(data: string): boolean {
  return /^[A-Za-z0-9+/]+=*$/.test(data);
}

function escape(value: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;'
  };
  return value.replace(/[&<>"']/g, character => entities[character]);
}
