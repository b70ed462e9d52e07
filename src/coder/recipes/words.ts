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

const verb =
  /\b(?:predict|estimat|forecast|classif|determin|detect|guess|model|regress|learn|identif|find out|tell|decid|target|label|dependent variable|response variable|variable of interest)\w*/gi;
const turn =
  /[.;!?](?:\s|$)|\n\s*\n|\b(?:from|using|based on|given|according to|on the basis of)\b/i;

/**
 * What a goal says is to be predicted: the text behind each "predict",
 * "estimate", "classify", "target", up to "from …", "using …" or the sentence's end.
 */
export function predictedPhrases(goal: string): string[] {
  return [...goal.matchAll(verb)].map(match => {
    const rest = goal.slice(match.index + match[0].length);
    const end = rest.search(turn);
    return (end < 0 ? rest : rest.slice(0, end)).slice(0, 160);
  });
}
