import { EditorView } from '@codemirror/view';
import { CodeEditor, type IEditorFactoryService } from '@jupyterlab/codeeditor';
import { useEffect, useRef, type JSX } from 'react';

/**
 * Python in JupyterLab's own editor, read-only where nobody hears of changes;
 * against another text, as a unified diff in the editor's theme.
 */
export function Code(props: {
  code: string;
  /** What it is compared with; `null` to show the code as it is. */
  original: string | null;
  editors: IEditorFactoryService;
  label: string;
  onChange?: (code: string) => void;
}): JSX.Element {
  const { code, original, editors, label, onChange } = props;
  const host = useRef<HTMLDivElement>(null);
  const readOnly = onChange === undefined;
  const tell = useRef(onChange);
  useEffect(() => {
    tell.current = onChange;
  }, [onChange]);
  useEffect(() => {
    const element = host.current!;
    let editor: CodeEditor.IEditor | null = null;
    let isGone = false;
    const model = new CodeEditor.Model({ mimeType: 'text/x-python' });
    model.sharedModel.setSource(code);
    model.sharedModel.changed.connect(shared =>
      tell.current?.(shared.getSource())
    );
    const show = async () => {
      const extensions = [
        EditorView.contentAttributes.of({ 'aria-label': label }),
        original === null
          ? []
          : (await import('@codemirror/merge')).unifiedMergeView({
              original,
              mergeControls: false,
              collapseUnchanged: { margin: 3, minSize: 6 }
            })
      ];
      if (!isGone) {
        editor = editors.newDocumentEditor({
          host: element,
          model,
          config: { readOnly, lineNumbers: true, scrollPastEnd: false },
          extensions
        });
      }
    };
    void show();
    return () => {
      isGone = true;
      editor?.dispose();
      model.dispose();
      element.replaceChildren();
    };
  }, [code, original, editors, readOnly, label]);
  return <div className="jp-AideCode" ref={host} />;
}
