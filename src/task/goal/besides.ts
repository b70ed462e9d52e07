/**
 * What may stand between a place in a goal and the verb that it belongs to, or beside it.
 * All are compared with folded text (`fold`).
 */

/**
 * "Schätze aus Alter und Lage die Miete": an article right behind a noun, where neither a comma
 * nor a word that joins or governs stands between, begins the object.
 */
export function isObjectBehind(text: string): boolean {
  return /^ [^.;:]*(?<![\p{L}'’])(?!(?:und|oder|sowie|mit|aus|von|bei|fur|auf|in|an|uber|durch|and|or|of|for|in|on|at|by|with|from|to|than|et|ou|de|dans|sur|pour|par|avec|y|o|e|en|con|por|para|com|em|ed|di|per|su|que|che|is|are|all|both)\b)[\p{L}\d_]+[`"'”»]? (?:den|die|das|the|la|le|el|il) [`"'“„«]?$/u.test(
    text
  );
}

/** を behind a word that is the object of a verb, not what is used for it. */
export const isObject =
  /^[」』`"]?を(?!使|用い|もと|元に|基に|特徴|説明|除|含)/u;

/** Names in brackets what stands before them: "the logarithm of the half-life (column". */
export const isGloss =
  /\((?:(?:the|die|la|el|a|o) )?(?:column|field|variable|spalte|feld|colonne|champ|columna|campo|coluna|colonna|столбец|поле|列|字段)[ :]*[`"'“„«]?$/u;

/** "Price prediction", "churn forecast". */
export const isForecast =
  /^\s+(?:prediction|forecast|estimation|detection|classification|prognose|vorhersage)/;

/** What follows has what stands before it: "the price of the house", "по магазинам". */
export const belongs =
  /\b(?:of|in|at|for|per|by|each|every|de|du|des|der|del|della|dello|dei|delle|do|da|dos|das|di|von|vom|pro|je|fur|fuer|jede[rsn]?|por|par|chaque|cada|ogni)\s(?:the |an? |each |every |all |la |les? |l'|los |las |el |o |a |os |as |il |lo |i |gli |le |cada |chaque |ogni |jede[rsn]? )*[`"'«“]?$|(?:кажд\p{L}*|по|для|в|на|у) [`"'«“]?$/u;

/** Whose rows they are: "for each store", "a ogni recensione". */
export const forEach =
  /\b(?:for|to|of|in|per|a|de|di|d|pour|por|para|fur|von|aus)\s?'?(?:each|every|cada|chaque|ogni|jede[rsnm]?) $|每一?[家个位台辆天种名条次间]?$|(?:各|それぞれの)$/u;

/** How many words a text has; two characters of Chinese or Japanese make one. */
export function wordsIn(text: string): number {
  const signs = text.match(/[\u3040-\u30ff\u4e00-\u9fff]/gu)?.length ?? 0;
  return (
    signs / 2 + (text.match(/\p{L}+/gu)?.length ?? 0) - (signs > 0 ? 1 : 0)
  );
}
