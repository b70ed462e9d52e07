import { mentionsOf } from './mentions';

/** What looks like a column's name: in quotes of code, or with underscores in it. */
const names =
  /`([\p{L}_][\p{L}\p{N}_-]*)`|(?<![\p{L}\p{N}_/.`-])(\p{L}+(?:_[\p{L}\p{N}]+)+)(?![\p{L}\p{N}_/(`-]|\.\p{L})/gu;
/** How well it has to fit a name that is there. */
const MEANT = 0.6;

/**
 * What a goal writes as the name of a column although nothing is called so: "Output: id and
 * `p_default`".
 *
 * @param known - names of columns and files.
 */
export function unknownNames(goal: string, known: readonly string[]): string[] {
  const found = [...goal.matchAll(names)].map(
    ([, quoted, plain]) => quoted ?? plain
  );
  return [...new Set(found)].filter(
    name => !mentionsOf(name, known).some(({ fit }) => fit >= MEANT)
  );
}
