/**
 * A line of the journal carries the sum of its own text, so that a line that
 * was damaged on the disk is never taken for another result.
 */

const SEAL = /,"sum":"([0-9a-f]{8})"\}$/;

/** A JSON object in one line, with the sum of what stands before it. */
export function seal(object: object): string {
  const text = JSON.stringify(object);
  return `${text.slice(0, -1)},"sum":"${sumOf(text)}"}`;
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
    return JSON.parse(line);
  }
  const text = line.replace(SEAL, '}');
  if (sum !== sumOf(text)) {
    throw new SyntaxError('The line is not what was written');
  }
  return JSON.parse(text);
}

/** FNV-1a of the UTF-8, 32 bits, as eight hexadecimal digits. */
function sumOf(text: string): string {
  let sum = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    sum = Math.imul(sum ^ byte, 0x01000193);
  }
  return (sum >>> 0).toString(16).padStart(8, '0');
}
