/** A name that ends with a number, and that number. */
const numbered = /^(.*?)(\d+)$/s;

/**
 * Many names in few words: those that count on from one another as their ends.
 *
 * @param most - how many names and ranges are told at most; what is left out ends in "…".
 * @returns "f0 … f4999, label".
 */
export function inRanges(names: readonly string[], most: number): string {
  const runs: string[][] = [];
  for (const name of names) {
    const run = runs.at(-1);
    if (run && follows(run.at(-1)!, name)) {
      run.push(name);
    } else {
      runs.push([name]);
    }
  }
  const told = runs.flatMap(run =>
    run.length > 2 ? [`${run[0]} … ${run.at(-1)}`] : run
  );
  return [...told.slice(0, most), ...(told.length > most ? ['…'] : [])].join(
    ', '
  );
}

function follows(before: string, name: string): boolean {
  const [, head, number] = numbered.exec(before) ?? [];
  return number !== undefined && name === `${head}${next(number)}`;
}

/** The next number, with zeros in front as before. */
function next(number: string): string {
  return String(BigInt(number) + 1n).padStart(number.length, '0');
}
