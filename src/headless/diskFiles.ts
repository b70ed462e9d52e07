import { readdir, readFile } from 'node:fs/promises';
import { type Contents, ServerConnection } from '@jupyterlab/services';
import type { IFiles } from '../run/folder/storage';

/** The files of this disk, as a server gives them: folders by their names alone. */
export const diskFiles: IFiles = {
  get: async (path, { type } = {}) => {
    try {
      const content =
        type === 'directory'
          ? (await readdir(path)).map(name => ({ name }))
          : await readFile(path, 'utf8');
      return { path, content } as Contents.IModel;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw code === 'ENOENT' || code === 'ENOTDIR'
        ? new ServerConnection.ResponseError(new Response(null, MISSING))
        : error;
    }
  }
};

const MISSING = { status: 404 };
