/**
 * Column names and goals compared by their words: "SalePrice", "sale_price" and
 * "the sale price of each house" share theirs.
 */

/** The words of a column's name or of a sentence, in lower case, without endings. */
export function words(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '')
    .map(stem);
}

/** "prices" and "price", "survived" and "survival" become the same. */
function stem(word: string): string {
  return word.length > 4
    ? word.replace(/(ations?|ing|ed|als?|es|s|e|y)$/, '')
    : word.replace(/([^s])s$/, '$1');
}
