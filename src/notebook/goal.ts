import type { Notebook } from '@jupyterlab/notebook';
import type { ICellModel } from '@jupyterlab/cells';
import { isOurs } from './origin';

/**
 * The goal that a notebook states, as Markdown: the selected cell's prose where
 * that is a Markdown cell, else that of the first one with prose. A notebook
 * that has nothing but headings states its goal in the first of them. Cells that
 * were inserted from a run state none.
 *
 * @returns empty where the notebook states no goal.
 */
export function goalOf(notebook: Notebook): string {
  const cells = [...(notebook.model?.cells ?? [])].filter(isProse);
  const active = notebook.activeCell?.model;
  const selected =
    active && isProse(active) ? prose(source(active)) || plain(active) : '';
  return (
    selected ||
    cells.map(cell => prose(source(cell))).find(text => text !== '') ||
    cells.map(plain).find(text => text !== '') ||
    ''
  );
}

function isProse(cell: ICellModel): boolean {
  return cell.type === 'markdown' && !isOurs(cell);
}

function source(cell: ICellModel): string {
  return cell.sharedModel.getSource();
}

/** Without headings, pictures, rules and comments: what a person says. */
function prose(markdown: string): string {
  return markdown
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/!\[[^\]]*\]\([^)]*\)|<img\b[^>]*>/g, '')
    .replace(/^.*\n(?:=+|-+)[ \t]*$/gm, '')
    .replace(/^ {0,3}#{1,6}(?:[ \t].*)?$/gm, '')
    .replace(/^ {0,3}(?:[-*_][ \t]*){3,}$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** A heading as a sentence: the first line, without its mark. */
function plain(cell: ICellModel): string {
  const [first] = source(cell).trim().split('\n');
  return first.replace(/^#+\s*|\s*#+$/g, '').trim();
}
