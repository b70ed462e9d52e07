import { MimeModel, RenderMimeRegistry } from '@jupyterlab/rendermime';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { Widget } from '@lumino/widgets';
import { act, fireEvent, screen, within } from '@testing-library/react';
import { previewBundle } from '../../src/preview/bundle';
import extension from '../../src/preview/mime';
import { PREVIEW_MIME_TYPE } from '../../src/preview/mimeType';
import { sampleData } from './sample';

let renderer: IRenderMime.IRenderer;

/** Shown as an output area shows it. */
async function show(data: unknown): Promise<void> {
  await act(async () => {
    await renderer.renderModel(
      new MimeModel({ data: { [PREVIEW_MIME_TYPE]: data as never } })
    );
  });
}

const names = () =>
  screen.getAllByRole('rowheader').map(cell => cell.textContent);

beforeEach(() => {
  const registry = new RenderMimeRegistry();
  registry.addFactory(extension.rendererFactory, extension.rank);
  renderer = registry.createRenderer(PREVIEW_MIME_TYPE);
  Widget.attach(renderer, document.body);
});

afterEach(() => {
  act(() => renderer.dispose());
});

describe('the preview renderer', () => {
  it('is preferred to the HTML, in untrusted notebooks too', () => {
    const registry = new RenderMimeRegistry();
    registry.addFactory(extension.rendererFactory, extension.rank);
    const bundle = previewBundle(sampleData());
    for (const safe of ['ensure', 'prefer', 'any'] as const) {
      expect(registry.preferredMimeType(bundle, safe)).toBe(PREVIEW_MIME_TYPE);
    }
  });

  it('shows the folder, its files, and the columns of the first table', async () => {
    await show(sampleData());
    expect(screen.getByText('3 files, 1.2 MB')).toBeTruthy();
    expect(
      screen.getByText('loop leads to a folder that is listed already.')
    ).toBeTruthy();
    expect(screen.getAllByRole('tab').map(tab => tab.textContent)).toEqual([
      'train.csv 1,460 × 3',
      'test.csv 1,459 × 1',
      'about.txt text, 40 B'
    ]);
    expect(names()).toEqual(['Id', 'Alley', 'SalePrice']);
    const alley = screen.getByRole('row', { name: /Alley category/ });
    expect(within(alley).getByText('94 %')).toBeTruthy();
    expect(
      within(alley).getByRole('img', {
        name: 'Most frequent: <Grvl> (50), Pave (41)'
      })
    ).toBeTruthy();
    expect(
      screen.getAllByRole('img', { name: 'Histogram from 1 to 1000' })
    ).toHaveLength(2);
    expect(screen.getByText('missing')).toBeTruthy();
  });

  it('goes from file to file by keyboard and keeps the keys from the notebook', async () => {
    const keys: string[] = [];
    const listen = (event: KeyboardEvent) => keys.push(event.key);
    document.body.addEventListener('keydown', listen);
    await show(sampleData());
    const [train, test, about] = screen.getAllByRole('tab');
    expect([train.tabIndex, test.tabIndex]).toEqual([0, -1]);
    act(() => train.focus());
    fireEvent.keyDown(train, { key: 'ArrowRight' });
    expect(document.activeElement).toBe(test);
    expect(test.getAttribute('aria-selected')).toBe('true');
    expect(names()).toEqual(['Id']);
    fireEvent.keyDown(test, { key: 'End' });
    expect(document.activeElement).toBe(about);
    const panel = screen.getByRole('tabpanel', { name: /about.txt/ });
    expect(panel.textContent).toContain('<script>alert(1)</script>');
    expect(panel.querySelector('script')).toBeNull();
    fireEvent.keyDown(about, { key: 'ArrowRight' });
    expect(document.activeElement).toBe(train);
    expect(keys).toEqual([]);
    fireEvent.keyDown(train, { key: 'b' });
    expect(keys).toEqual(['b']);
    document.body.removeEventListener('keydown', listen);
  });

  it('sorts the columns: what is missing most first, then the other way, then as they were', async () => {
    await show(sampleData());
    const head = screen.getByRole('columnheader', { name: 'Missing' });
    const button = within(head).getByRole('button');
    expect(head.getAttribute('aria-sort')).toBe('none');
    fireEvent.click(button);
    expect(head.getAttribute('aria-sort')).toBe('descending');
    expect(names()[0]).toBe('Alley');
    fireEvent.click(button);
    expect(head.getAttribute('aria-sort')).toBe('ascending');
    expect(names()[2]).toBe('Alley');
    fireEvent.click(button);
    expect(head.getAttribute('aria-sort')).toBe('none');
    expect(names()).toEqual(['Id', 'Alley', 'SalePrice']);
    const byName = screen.getByRole('columnheader', { name: 'Column' });
    fireEvent.click(within(byName).getByRole('button'));
    expect(names()).toEqual(['Alley', 'Id', 'SalePrice']);
  });

  it.each([null, 7, {}, { root: 'x', files: 'none' }])(
    'says so where the data are %j',
    async data => {
      await show(data);
      expect(renderer.node.textContent).toMatch(
        /cannot be shown.*Preview the data again/
      );
    }
  );

  it('shows new data in the place of the old', async () => {
    await show(sampleData());
    await show({ ...sampleData(), root: 'other', files: [] });
    expect(screen.getByText('other')).toBeTruthy();
    expect(screen.queryByRole('tab')).toBeNull();
  });

  it('shows nothing once it is disposed while it was loading', async () => {
    const rendered = renderer.renderModel(
      new MimeModel({ data: { [PREVIEW_MIME_TYPE]: sampleData() as never } })
    );
    renderer.dispose();
    await rendered;
    expect(renderer.node.textContent).toBe('');
  });
});
