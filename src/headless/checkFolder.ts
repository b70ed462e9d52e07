import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkRun } from '../run/check/check';
import { InvalidRequest } from '../run/config';
import { diskFiles } from './diskFiles';

/**
 * `check <folder> [--json]`: check a run's folder on this disk, and print what
 * is wrong with it and what is odd but cost nothing.
 *
 * @returns whether the folder is sound.
 * @throws InvalidRequest - there is no such folder, or the options are wrong.
 */
export async function checkFolder(args: string[]): Promise<boolean> {
  const { folder, json } = read(args);
  const result = await checkRun(diskFiles, folder);
  const { problems, notes, nodes, events } = result;
  const lines = json
    ? [JSON.stringify(result, null, 2)]
    : [
        ...problems,
        ...notes,
        `${nodes} solutions, ${events} events: ${
          problems.length === 0 ? 'sound' : `${problems.length} problems`
        }.`
      ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return problems.length === 0;
}

function read(args: string[]): { folder: string; json: boolean } {
  const usage = '“jupyter aide check RUN” takes the folder of one run.';
  let parsed;
  try {
    parsed = parseArgs({
      args,
      options: { json: { type: 'boolean', default: false } },
      allowPositionals: true
    });
  } catch {
    throw new InvalidRequest(usage);
  }
  const [folder, ...more] = parsed.positionals;
  if (folder === undefined || more.length > 0) {
    throw new InvalidRequest(usage);
  }
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new InvalidRequest(`There is no folder “${folder}”.`);
  }
  return { folder, json: parsed.values.json };
}
