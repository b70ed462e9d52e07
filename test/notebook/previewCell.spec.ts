import { NotebookActions, type NotebookPanel } from '@jupyterlab/notebook';
import { insertPreview } from '../../src/notebook/previewCell';
import { PREVIEW_MIME_TYPE } from '../../src/preview/mimeType';
import { sampleData } from '../preview/sample';
import { notebookOf, sources } from './notebooks';

/** A panel whose notebook has no kernel. */
function panelOf(cells: (string | [string])[]): NotebookPanel {
  return {
    content: notebookOf(cells),
    sessionContext: { session: null }
  } as unknown as NotebookPanel;
}

describe('insertPreview', () => {
  it('puts the preview into the notebook as an output that reads anywhere', async () => {
    const panel = panelOf(['Predict.', ['a = 1']]);
    await insertPreview(panel, 'my data', async () => sampleData());
    const cell = panel.content.model!.cells.get(1).toJSON();
    expect(cell.cell_type).toBe('code');
    expect(cell.source).toMatch(
      /^# Data preview of my data: train\.csv 1,460 × 3 · .*\n# Running this cell clears/
    );
    const [output] = cell.outputs as { data: Record<string, unknown> }[];
    expect(output.data[PREVIEW_MIME_TYPE]).toMatchObject({ root: 'my data' });
    expect(output.data['text/html']).toContain('<table>');
    expect(output.data['text/plain']).toContain('my data: 3 files');
    // What a saved notebook holds is the same.
    expect(
      JSON.parse(JSON.stringify(panel.content.model!.toJSON())).cells[1]
    ).toMatchObject({ outputs: [{ output_type: 'display_data' }] });
  });

  it('is taken back by one undo', async () => {
    const panel = panelOf(['Predict.', ['a = 1']]);
    await insertPreview(panel, 'data', async () => sampleData());
    NotebookActions.undo(panel.content);
    expect(sources(panel.content)).toEqual(['Predict.', 'a = 1']);
  });

  it('keeps its comment a comment, whatever files are called', async () => {
    const panel = panelOf(['Predict.']);
    const data = sampleData();
    data.files[0].path = 'a\nimport os\r.csv';
    await insertPreview(panel, 'x\u2028y', async () => data);
    const source = panel.content.model!.cells.get(1).sharedModel.getSource();
    expect(
      source.split(/[\n\r\u2028]/).every(line => line.startsWith('#'))
    ).toBe(true);
  });

  it('says why there is nothing, and inserts nothing', async () => {
    const panel = panelOf(['Predict.']);
    const nothing = {
      ...sampleData(),
      files: [],
      notes: ['There is no folder datta.']
    };
    await expect(
      insertPreview(panel, 'datta', async () => nothing)
    ).rejects.toThrow('There is no folder datta.');
    expect(sources(panel.content)).toEqual(['Predict.']);
  });

  it('inserts nothing into a read-only notebook', async () => {
    const panel = panelOf(['Predict.']);
    panel.content.model!.readOnly = true;
    await expect(
      insertPreview(panel, 'data', async () => sampleData())
    ).rejects.toThrow('read-only');
  });
});
