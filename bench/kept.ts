import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What was measured before, from a file of one cell a line. */
export function cellsIn<Cell>(path: string): Cell[] {
  return existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter(line => line !== '')
        .map(line => JSON.parse(line) as Cell)
    : [];
}

/** Keep a cell as soon as it is measured, so that another call goes on after it. */
export function keep(path: string, cell: object): void {
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, `${JSON.stringify(cell)}\n`);
}
