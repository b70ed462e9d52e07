/**
 * A line of the journal carries the sum of its own text, so that a line that
 * was damaged on the disk is never taken for another result.
 */

// A copy with other newlines is the same journal.
const SEAL = /,"sum":"([0-9a-f]{8})"\}\s*$/;

/** A JSON object in one line, with the sum of what stands before it. */
export function seal(object: object): string {
  const text = JSON.stringify(object);
  return `${text.slice(0, -1)},"sum":"${sumOf(text)}"}`;
}

/** Whether a line carries a sum. */
export function isSealed(line: string): boolean {
  return SEAL.test(line);
}

/**
 * What a line holds. Lines without a sum are those of older versions, or
 * somebody wrote them by hand.
 *
 * @throws SyntaxError - it is no JSON, or not what was written.
 */
export function unseal(line: string): unknown {
  const sum = SEAL.exec(line)?.[1];
  if (sum === undefined) {
    const value = JSON.parse(line) as object | null;
    if (typeof value === 'object' && value !== null && 'sum' in value) {
      throw new SyntaxError('The sum of the line is damaged');
    }
    return value;
  }
  const text = line.replace(SEAL, '}');
  if (sum !== sumOf(text)) {
    throw new SyntaxError('The line is not what was written');
  }
  return JSON.parse(text);
}

/** FNV-1a of the UTF-8, 32 bits, as eight hexadecimal digits. */
function sumOf(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const { imul } = Math;
  let sum = 0x811c9dc5;
  // By index: thousands of solutions are read while somebody waits.
  for (let i = 0; i < bytes.length; i++) {
    sum = imul(sum ^ bytes[i], 0x01000193);
  }
  return (sum >>> 0).toString(16).padStart(8, '0');
}
