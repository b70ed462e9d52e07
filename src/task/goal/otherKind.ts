import { fold } from './words';

/** What a goal asks for that is no column of one row alone. */
export type OtherKind = 'groups' | 'anomalies' | 'steps';

/** Work that ends in no column of predictions, as people call it. */
export type Work =
  'recommendations' | 'a policy' | 'an effect' | 'texts' | 'faster code';

const groups = anyOf(
  '\\bcluster(?:s|ing)?\\b|\\bsegment(?:ation|ing)\\b|(?:^|[.!?\\n]\\s*|\\b(?:to|please|and|we|must|should)\\s+)segment\\b[^.]{0,60}\\b(?:customer|client|user|group|shopper)|\\bgroup\\b[^.]{0,40}\\b(?:into|in) (?:\\w+ )?(?:groups|segments|clusters)|\\b(?:personas|archetypes)\\b|\\b(?:find|discover|identify|reveal)\\b[^.]{0,20}\\b(?:groups|types|profiles) (?:among|of|in|within)\\b|\\bunsupervised\\b',
  '\\bsegmentier|\\bgruppier|\\bteil\\w*\\b[^.]{0,40}\\bin (?:\\w+ )?(?:gruppen|segmente|cluster)\\b',
  '\\bregroup(?:er|ez)\\b|\\bagrup|\\braggrupp|\\bsegment(?:ar|er|ez|are|a|e)\\b[^.]{0,20}\\b(?:client|usuari|utent|utilisateur)',
  'кластер|сегментир|聚类|分群|クラスタ|セグメント'
);

const anomalies = anyOf(
  '\\banomal(?:y|ies|ous)\\b|\\b(?:unusual|abnormal|atypical|odd|strange|suspicious)(?: \\p{L}+)? (?:ones|rows|records|transactions|readings|values|invoices|payments|orders|entries)\\b|\\bout of the ordinary\\b|ungewohnliche\\w* |auffallige\\w* |(?:sortent?|hors) (?:de l.ordinaire|norme)|\\b(?:anormale?s|anormaux|inhabituel\\w*|atypi(?:que|c)\\w*|inusual\\w*|insolit\\w*|anomal[oaie])\\b|необычн|подозрительн|\\boutliers?\\b|\\bunusual (?:rows|records|transactions)|\\banomali|\\bausreisser|\\bausreißer|\\bvaleurs aberrantes|\\bvalores atipicos|аномал|выброс|异常|離群|異常'
);

/** Several steps ahead; "within the next 30 days" is one question about one row. */
const steps = anyOf(
  '(?<!\\b(?:in|within|during|over) (?:the )?)\\b(?:next|coming|following) (?:\\d+|two|three|four|five|six|seven|several|few) (?:hours|days|weeks|months|quarters|years|steps)\\b|\\b(?:every|each) (?:hour|day|week|month) of the (?:next|coming|following)\\b|\\b(?:\\d+|multi|several|many)[- ](?:hours?|days?|weeks?|months?|steps?)[- ]ahead\\b|\\bforecast horizon\\b',
  '\\bfur die (?:nachsten|kommenden|folgenden) \\d+ (?:stunden|tage|wochen|monate|quartale|jahre)\\b',
  '\\b(?:des|pour les) (?:\\d+ prochain\\w*|prochain\\w* \\d+) (?:heures|jours|semaines|mois|ans)\\b',
  '\\b(?:(?:de|para) l[oa]s|d[oa]s|para [oa]s) proxim[oa]s \\d+ (?:horas|dias|semanas|meses)\\b|\\b(?:dei|delle|per i|per le) prossim[ie] \\d+ (?:ore|giorni|settimane|mesi)\\b',
  'на (?:следующие|ближайшие) \\d+ (?:час|дн|недел|месяц)|未来的?\\d+个?(?:小时|天|日|周|星期|月)(?!内)|今後\\d+(?:時間|日|週|か月|ヶ月|カ月)(?!以内)'
);

const work: Record<Work, RegExp> = {
  recommendations: anyOf(
    '(?<!\\b(?:would|will|they|customers|guests|users|patients|people) )\\brecommend(?:ing)? (?:\\p{L}+ |\\d+ ){1,4}(?:to|for) (?:each|every|all|our|their|a|the)\\b|\\brecommend(?:er|ation) (?:system|engine)\\b|\\bempfehl\\w* (?:jedem|jeder|fur jede[nrs]?|unseren)\\b|\\b(?:recommander|recomendar|raccomandare|consigliare)\\b[^.]{0,40}\\b(?:a (?:cada|chaque|ogni)|pour chaque|para cada|per ogni)\\b|推荐给|为(?:每|用户)[^。]{0,8}推荐|おすすめを|рекоменд\\p{L}+ (?:кажд|польз|клиент)'
  ),
  'a policy': anyOf(
    '\\b(?:learn|train) (?:a |an |the )?(?:\\p{L}+ )?policy\\b|\\breinforcement learning\\b|\\bbandits?\\b|\\bbestarkende[ns]? lernen\\b|\\bapprentissage par renforcement\\b|\\baprendizaje por refuerzo\\b|\\baprendizado por reforco\\b|\\bapprendimento per rinforzo\\b|обучени\\p{L}+ с подкреплением|强化学习|強化学習'
  ),
  'an effect': anyOf(
    '\\buplift (?:per|of|for|model\\w*|by)\\b|\\b(?:causal|treatment) effects?\\b|\\b(?:what is|estimate|measure|quantify) the (?:\\p{L}+ )?effect of\\b|\\bkausale?[nrs]? (?:effekt|wirkung)|\\beffet causal\\b|\\befecto causal\\b|\\befeito causal\\b|\\beffetto causale\\b|причинн\\p{L}+ эффект|因果(?:效应|効果)'
  ),
  texts: anyOf(
    '\\btranslat(?:e|ing) [^.]{0,60}\\b(?:into|from|to) (?:english|german|french|spanish|portuguese|italian|chinese|japanese|russian|dutch|polish|turkish|korean|arabic)\\b|\\bsummari[sz]e (?:each|every|these|all)\\b|\\b(?:write|generate|produce) (?:an? |the )?(?:\\p{L}+[- ]){0,3}(?:summary|summaries|captions?|repl(?:y|ies)|translations?)\\b|\\bubersetz\\w* [^.]{0,50}\\bins? (?:deutsch|englisch|franzosisch|spanisch|italienisch|russisch)\\w*|\\btradui(?:re|s|sez)\\b|\\btraduci(?:r|re)?\\b|\\btraduz(?:ir|a)\\b|翻译成|翻訳(?:して|する)|要約(?:して|する)|перевед\\p{L}+ [^.]{0,40}на \\p{L}+ский'
  ),
  'faster code': anyOf(
    '\\bmake (?:this|the|my|our) (?:\\p{L}+ )?(?:function|code|script|loop|query|program)\\b[^.]{0,20}\\bfaster\\b|\\bspeed up (?:this|the|my|our) (?:\\p{L}+ )?(?:function|code|script|loop|query|program)\\b|\\b(?:diese|die|meine)[nrs]? (?:funktion|schleife|skript|code) (?:\\p{L}+ )?(?:schneller|beschleunig)'
  )
};

const tags = anyOf(
  '\\bmulti-?labels?\\b|(?<!\\bone of (?:the )?)\\b(?:several|multiple|more than one|any number of|zero or more|one or more)(?: of)?(?: the)? (?:\\p{L}+ )?(?:tags?|labels?|genres?|topics?|keywords?)\\b|\\b(?:in|to|has|have|carry|carries|of|with) (?:several|multiple|more than one|one or more) (?:categor(?:y|ies)|classes)\\b|\\b(?:space|comma|semicolon|pipe)[- ](?:separated|delimited) (?:tags|labels|genres|topics|keywords|categories)\\b',
  '\\bmehrere[rn]? (?:\\p{L}+ )?(?:tags|labels|schlagworte\\p{L}*|genres|themen)\\b|\\bplusieurs (?:etiquettes|tags|genres|themes|mots-cles)\\b|\\bvari[oa]s (?:etiquetas|tags|generos|temas|rotulos)\\b|\\b(?:piu|diverse|diversi) (?:etichette|tag|generi|temi)\\b|нескольк\\p{L}+ (?:тег|мет[ко]|жанр|тем)\\p{L}*|多标签|多个(?:标签|主题)|複数の(?:タグ|ラベル|ジャンル)|マルチラベル'
);

/** Whether a goal asks for several classes of each row, in one cell. */
export function asksForTags(goal: string): boolean {
  return tags.test(fold(goal));
}

/** Work that a goal asks for and that ends in no column of predictions, with its words; `null` where it is none. */
export function workIn(goal: string): { work: Work; words: string } | null {
  const folded = fold(goal);
  for (const [name, words] of Object.entries(work)) {
    const match = words.exec(folded);
    if (match) {
      return {
        work: name as Work,
        words: goal.slice(match.index, match.index + match[0].length)
      };
    }
  }
  return null;
}

/**
 * What a goal asks for that is no prediction of a column of one row: groups of rows that
 * are alike, rows that are unlike the rest, several steps ahead; `null` where it is none.
 */
export function otherKindIn(goal: string): OtherKind | null {
  const folded = fold(goal);
  return groups.test(folded)
    ? 'groups'
    : anomalies.test(folded)
      ? 'anomalies'
      : steps.test(folded)
        ? 'steps'
        : null;
}

function anyOf(...languages: string[]): RegExp {
  return new RegExp(languages.join('|'), 'iu');
}
