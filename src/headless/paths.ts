import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import {
  dirname,
  isAbsolute,
  normalize,
  relative,
  resolve,
  sep
} from 'node:path';
import { InvalidRequest } from '../run/config';

/** The goal as it was given, or as the file holds that was named. @throws InvalidRequest */
export function goalOf(folder: string, goal: string): string {
  if (!/^[^\n]*\.(md|txt)$/i.test(goal)) {
    return goal;
  }
  try {
    return readFileSync(resolve(folder, goal), 'utf8');
  } catch {
    throw new InvalidRequest(`The file “${goal}” for the goal cannot be read.`);
  }
}

/** The data folder from the server's root. @throws InvalidRequest */
export function dataOf(folder: string, data: string): string {
  const path = resolve(folder, data);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new InvalidRequest(
      `There is no folder “${data}”. Name the folder that holds the data.`
    );
  }
  return fromRoot(folder, data);
}

/** Told before the run, not after it. @throws InvalidRequest */
export function checkWritable(folder: string, json: string | null): void {
  if (json === null || json === '-') {
    return;
  }
  try {
    accessSync(dirname(resolve(folder, json)), constants.W_OK);
  } catch {
    throw new InvalidRequest(
      `The file “${json}” for the JSON cannot be written: its folder is missing or read-only.`
    );
  }
}

/**
 * A folder outside as it was named, where that is from here: who moves both keeps it, and who
 * named it by its absolute path wants that. `null` for any other.
 */
export function outsideAsSaid(folder: string, path: string): string | null {
  const isOutside = isAbsolute(fromRoot(folder, path));
  return isOutside && !isAbsolute(path)
    ? normalize(path).split(sep).join('/').replace(/\/$/, '')
    : null;
}

/** A path from the server's root, with `/`; absolute where it is outside. */
export function fromRoot(folder: string, path: string): string {
  const absolute = resolve(folder, path);
  const inside = relative(folder, absolute);
  const isOutside = inside.startsWith('..') || isAbsolute(inside);
  return (isOutside ? absolute : inside).split(sep).join('/');
}
