/**
 * What names hold between a beginning and an end that they share, so that as many as can
 * be of the words are among it: “b” and “a” of “p_b” and “p_a”.
 *
 * @returns for each name the word as it is known, or else what stands there; `null` for a
 *   name that is made otherwise, and for all where none of the words is named.
 */
export function inside(
  names: readonly string[],
  words: readonly string[]
): (string | null)[] | null {
  const spelled = new Map(words.map(word => [word.toLowerCase(), word]));
  const around = names.flatMap(name =>
    words
      .filter(word => name.toLowerCase().includes(word.toLowerCase()))
      .map(word => {
        const at = name.toLowerCase().lastIndexOf(word.toLowerCase());
        return [name.slice(0, at), name.slice(at + word.length)] as const;
      })
  );
  const found = around.map(([before, behind]) =>
    names.map(name => {
      const isMade =
        name.startsWith(before) &&
        name.endsWith(behind) &&
        name.length > before.length + behind.length;
      const text = name.slice(before.length, name.length - behind.length);
      return isMade ? (spelled.get(text.toLowerCase()) ?? text) : null;
    })
  );
  const known = (texts: readonly (string | null)[]) =>
    words.filter(word => texts.includes(word)).length;
  return found.sort((a, b) => known(b) - known(a))[0] ?? null;
}
