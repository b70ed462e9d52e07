/**
 * How often one is right, of all rows for some and of those that count for others: accuracy
 * where there are several classes, and asked where there are two.
 */
export const hits =
  /\btrefferquote\b|(?<!\b(?:predict|estimat|forecast)\p{L}* (?:the |each |every |a |our )?)\bhit[- ]?rate\b(?! ?@)|\b(?:percentage|per ?cent|proportion|fraction|share|number) of (?:the |all )?\p{L}+ (?:that |which )?(?:you |we |i |it |are |is |were |was |gets? |got )*(?:(?:correctly|rightly) (?:predict|classif|label|identif|guess|recogni)\p{L}*|(?:predict|classif|label|identif|guess|recogni)\p{L}* (?:correctly|right)\b|right\b)|命中率|的中率/iu;

/**
 * Metrics that people ask for and that nothing here measures, by how a folded text (`fold`)
 * names them: families of their own, and known ones that a word beside them makes another.
 */
export const otherMetrics: readonly { words: RegExp }[] = [
  // Ranked answers.
  /\bmean average precision\b/iu,
  /\btop[- ]?(?:\d+|k|three|five)[- ](?:error|hit)\w*|(?:hit rate|recall|precision|ndcg) ?@ ?(?:\d+|k)/iu,
  /\bndcg\b|discounted cumulative gain|\bmrr\b|reciprocal rank/iu,
  // One at a given value of the other: "recall at a precision of 90 %", "precision in the top 5 %".
  /\b(?:recall|precision|sensitivity|specificity|[tf][pn]r|(?:true|false) (?:positive|negative) rate) ?(?:@|at|in|within|among|for) ?(?:an? |the )?(?:fixed |given |minimum |least )*(?:\d|top\b|first\b|most\b|recall|precision|sensitivity|specificity|[tf][pn]r\b|(?:true|false) (?:positive|negative))/iu,
  /\b(?:recall|precis\p{L}*|prazision|rappel|sensi\p{L}*|exhaustividad|richiamo|revocacao) (?:bei|unter|a|au|aux|en|el|al|no|na|nel|nei|em|dans) (?:\p{L}+ )?(?:\d|top\b|precis\p{L}*|prazision|rappel|recall|spe[zc]if\p{L}*|espec\p{L}*)/iu,
  /\bpartial (?:roc[- ]?)?auc\b|\bp-?auc\b|\bauc (?:up to|below|under) (?:an? )?(?:fpr|\d)/iu,
  /\blift (?:at|in|@)(?: the)?(?: top)?(?: \p{L}+| \d+ ?%?)?/iu,
  hits,
  // Weights and norms that a known one does not have.
  /\bw(?:mape|ape|mae|rmse|rmsse)\b|\b(?:\p{L}+-)?weighted (?!f[-_ ]?\d|f[- ](?:score|measure)|average)(?:[\p{L}-]+ ){0,3}(?:[a-z]*ms[a-z]*|s?ma[ep]e?|log(?:arithmic)?[- _]?loss|accuracy|auc|r2|gini|recall|precision|correlation|error|entropy)\b|\bmase\b|\b(?:[a-z]*msl?e|s?ma[ep]e?|log(?:arithmic)?[- _]?loss|accuracy|auc|r2)s? (?:is |are )?weighted\b/iu,
  /\blinear(?:ly)?[- ](?:weighted[- ])?(?:cohen(?:\W?s)? )?kappa|kappa (?:with|mit|con|com|avec) linear\p{L}*|\bkappa,? linear/iu,
  /\bn-?rmse\b|\b(?:normali[sz]ed|relative|scaled) (?:rmse|mae|mse|root[- ]mean|mean[- ](?:squared?|absolute))[- \p{L}]*|\badj(?:usted)?\.? r(?:2|²|\^2|[- ]squared)/iu,
  /(?:\bmae\b|mean absolute error)[^.]{0,40}\b(?:of|between|on) (?:the )?(?:natural )?log(?:s|arithms?)?\b(?![- ]?loss)/iu,
  /\b(?:macro|micro)[- ](?:averaged? )?(?:precision|recall)/iu,
  // One figure for each of several, and how many come near enough.
  /\bper[- ](?!class|column|target|sample|row|instance|label|output)\p{L}+ (?:[a-z]*ms[a-z]*|s?ma[ep]e?|auc|f1|r2|accurac(?:y|ies)|errors?|log ?loss)s?\b|\b(?:group(?:ed|[- ]?wise)) (?:[a-z]*ms[a-z]*|s?ma[ep]e?|auc|f1|r2|accuracy|log ?loss)\b/iu,
  /\b(?:[a-z]*msl?e|s?ma[ep]e?|auc|f1|r2|accuracy|log ?loss)s? (?:(?:per|by|for each|of each|within each|je|pro|par|por|per) (?!class|column|target|label|output|fold)\p{L}+,? (?:and )?(?:then )?(?:averag|mean|gemittelt|moyenn|promedi|mediad)\p{L}*)/iu,
  /\b(?:share|fraction|percentage|proportion|number|rate|how (?:many|often)|anteil|quote|part|taux|porcentaje|porcentagem|proporcion|proporcao|percentuale|quota)\b[^.\n]{0,50}\b(?:within|inside|innerhalb|a moins de|au plus|dentro d\p{L}*|entro)\b[^.\n]{0,12}\d|(?:доля|процент)[^.\n]{0,50}в пределах[^.\n]{0,12}\d|\b(?:how often|in how many cases|wie oft|wie haufig|combien de fois|con que frecuencia|com que frequencia|quante volte)\b[^.\n]{0,50}\b(?:within|at most|no more than|less than|hochstens|maximal|weniger als|au plus|moins de|como mucho|menos de|no maximo|al massimo|meno del?)\b[^.\n]{0,12}\d|как часто[^.\n]{0,50}(?:не более|меньше)[^.\n]{0,12}\d|误差(?:在|不超过)[^。\n]{0,10}(?:以内|之内)?的?(?:比例|占比)|誤差[^。\n]{0,12}以内の(?:割合|比率)/iu,
  /\b(?:within[- ](?:\p{L}+|\d+)|adjacent|off[- ]by[- ]one|tolerance)[- ]accuracy\b/iu,
  // Families of their own.
  /\bf[- _]?beta\b|\bf[- _]?(?:2|0\.5|½)(?:[- _]?score|[- _]?measure|\b(?!\s+(?:column|feature)))/iu,
  /\biou\b|intersection over union|\bjaccard\b|\bdice (?:score|coefficient|loss)\b/iu,
  /\bcrps\b|ranked probability score|\bwinkler\b|interval score/iu,
  /\b(?:poisson|gamma|tweedie)[- ](?:deviance|loss)|\bhuber\b|\blog-?cosh\b/iu,
  /\bbleu\b|\brouge(?:-\w+)?\b|\bmeteor score\b|\b(?:metric|metrik|score|measure|by|on|using)(?: is| ist)?:? (?:the )?wer\b|\bcer\b|word error rate|levenshtein/iu,
  /\bhamming\b|subset accuracy|exact match|\bspecificity\b|\byouden|\bg-?mean\b|equal error rate|\bmax(?:imum)?(?: absolute)? error\b/iu,
  /\bkolmogorov\b|\bks statistic\b|\bkendall\b|wasserstein|\bsilhouette\b/iu
].map(words => ({ words }));

/** What a business counts in, where it is said to be the measure. */
export const businessWords =
  /\b(?:profits?|costs?|savings?|payoff|utility|gewinns?|kosten|ersparnis\w*|nutzen|benefices?|couts?|beneficios?|ganancias?|costes?|lucros?|custos?|profitt[oi]|cost[oi]|guadagn[oi])\b|прибыл|затрат|издержк|利润|收益|成本|利益|コスト/iu;
