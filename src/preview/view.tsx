import type { TranslationBundle } from '@jupyterlab/translation';
import { useId, useState, type KeyboardEvent } from 'react';
import type { DataPreview, FilePreview } from '../task/data';
import { ColumnTable } from './columns';
import { bytes, count, gist } from './words';

interface IPreviewProps {
  preview: DataPreview;
  trans: TranslationBundle;
}

/** The preview of a data folder: a line on the folder, and its files as tabs. */
export function PreviewView({ preview, trans }: IPreviewProps): JSX.Element {
  const { files, folders, notes, root } = preview;
  return (
    <section aria-label={trans.__('Preview of %1', root)}>
      <Head preview={preview} trans={trans} />
      {folders.length > 1 && (
        <details className="jp-AidePreview-folders">
          <summary>
            {trans._n('%1 folder', '%1 folders', folders.length - 1)}
          </summary>
          <ul>
            {folders.slice(1).map(folder => (
              <li key={folder.path}>
                {folder.path}/ {trans._n('%1 file', '%1 files', folder.files)},{' '}
                {bytes(folder.bytes)}
              </li>
            ))}
          </ul>
        </details>
      )}
      {notes.map(note => (
        <p className="jp-AidePreview-note" key={note}>
          {note}
        </p>
      ))}
      {files.length > 0 && <Files preview={preview} trans={trans} />}
    </section>
  );
}

function Head({
  preview: { folders, root },
  trans
}: IPreviewProps): JSX.Element {
  const total = folders.reduce((sum, folder) => sum + folder.bytes, 0);
  const number = folders.reduce((sum, folder) => sum + folder.files, 0);
  return (
    <header className="jp-AidePreview-head">
      <strong>{root}</strong>
      {folders.length > 0 && (
        <span>
          {trans._n('%1 file', '%1 files', number)}, {bytes(total)}
        </span>
      )}
      {folders.slice(0, 1).map(folder => (
        <span key={folder.path}>
          {folder.extensions
            .map(each => `${count(each.count)} ${each.ext || '–'}`)
            .join(', ')}
        </span>
      ))}
    </header>
  );
}

/** The files as tabs, of which one is shown. */
function Files({
  preview: { files, filesOmitted },
  trans
}: IPreviewProps): JSX.Element {
  const id = useId();
  const [selected, setSelected] = useState(0);
  const current = Math.min(selected, files.length - 1);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const moves: Record<string, number> = {
      ArrowRight: current + 1,
      ArrowDown: current + 1,
      ArrowLeft: current - 1,
      ArrowUp: current - 1,
      Home: 0,
      End: files.length - 1
    };
    if (!(event.key in moves)) {
      return;
    }
    // The notebook moves between cells with the same keys.
    event.preventDefault();
    event.stopPropagation();
    const next = (moves[event.key] + files.length) % files.length;
    setSelected(next);
    event.currentTarget
      .querySelectorAll<HTMLElement>('[role="tab"]')
      [next].focus();
  };

  return (
    <>
      <div
        className="jp-AidePreview-tabs"
        role="tablist"
        aria-label={trans.__('Files')}
        onKeyDown={onKeyDown}
      >
        {files.map((file, index) => (
          <button
            key={file.path}
            id={`${id}-tab-${index}`}
            type="button"
            role="tab"
            aria-selected={index === current}
            aria-controls={`${id}-file`}
            tabIndex={index === current ? 0 : -1}
            onClick={() => setSelected(index)}
          >
            {file.path} <small>{gist(file)}</small>
          </button>
        ))}
        {filesOmitted > 0 && (
          <span className="jp-AidePreview-more">
            {trans._n('%1 more file', '%1 more files', filesOmitted)}
          </span>
        )}
      </div>
      <div
        id={`${id}-file`}
        role="tabpanel"
        aria-labelledby={`${id}-tab-${current}`}
      >
        <FileView
          key={files[current].path}
          file={files[current]}
          trans={trans}
        />
      </div>
    </>
  );
}

function FileView({
  file,
  trans
}: {
  file: FilePreview;
  trans: TranslationBundle;
}): JSX.Element {
  const { table, text, thumbnail, notes } = file;
  return (
    <>
      {notes.length > 0 && (
        <p className="jp-AidePreview-note">{notes.join(' · ')}</p>
      )}
      {thumbnail !== null && (
        <img
          src={`data:image/png;base64,${thumbnail}`}
          alt={trans.__('Thumbnail of %1', file.path)}
        />
      )}
      {text !== null && (
        // It scrolls, so the keyboard must reach it.
        <pre tabIndex={0} aria-label={trans.__('Text of %1', file.path)}>
          {text}
        </pre>
      )}
      {table !== null && <ColumnTable table={table} trans={trans} />}
    </>
  );
}
