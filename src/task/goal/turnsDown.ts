/**
 * How goals say, in nine languages, that columns are not to be learned from: few words of
 * each sort, in the orders that people put them in. All are compared with folded text (`fold`).
 */

/** Up to three words of one clause. */
const few =
  "(?: (?!always|only|just|nur|immer|seulement|toujours|solo|siempre|sempre|so)[\\p{L}’']+){0,3}?";

const not = oneOf(
  "not|never|cannot|\\p{L}+n['’]t|avoid|nicht|nie|niemals|keinesfalls|ne|n['’]|pas|jamais|no|nunca|jamas|nao|nada de|non|mai|niente",
  'не|нельзя|никогда'
);
/** What is done with a column, */
const use = oneOf(
  'us(?:e|es|ing)|includ(?:e|ing)|train(?:ing)? on|learn(?:ing)? from|rely(?:ing)? on|look(?:ing)? at|touch(?:ing)?|feed(?:ing)?|with',
  'benutz\\p{L}*|verwend\\p{L}*|nutz\\p{L}*|einbezieh\\p{L}*|nehmen|mit',
  'utilis\\p{L}*|(?:se )?servir (?:de|du|des)|employer|prendre en compte|regarder|avec',
  'us(?:ar|e|es|en|em|are|ate)|utiliz\\p{L}*|emple\\p{L}*|consider\\p{L}*|con|com',
  'использ\\p{L}*|включа\\p{L}*|брать|бери(?:те)?|учитыва\\p{L}*|применя\\p{L}*'
);
/** and what becomes of it. */
const used = oneOf(
  'used|learned from|included|touched|allowed|permitted|fed|go in(?:to)?|enter|influence|(?:inputs?|features?|predictors?)',
  'benutzt|verwendet|genutzt|einflie(?:ss|ß)en|herangezogen|einbezogen|rein|hinein|beeinflussen',
  'utilise[es]*|entrer|servir|influencer',
  '(?:us|utiliz|emple|entr|influenci?)(?:ad[oa]s?|at[oaie]|ar[es]?|are)|influir'
);
const known = oneOf(
  'known|available|there|fill(?:ed|s)?|recorded|measured|set|given|entered|exists?|appears?',
  'bekannt|fest|feststeh\\p{L}*|vor(?:liegen)?|da|vorhanden|ausgefullt|eingetragen',
  'connue?s?|rempli\\p{L}*|renseigne\\p{L}*|disponibles?|saisi\\p{L}*|existe\\p{L}*',
  'conoc\\p{L}*|conhec\\p{L}*|sab\\p{L}*|not[oaie]|disponib\\p{L}*|existe\\p{L}*|esist\\p{L}*|rellen\\p{L}*|preench\\p{L}*|compil\\p{L}*',
  'извест\\p{L}*|появля\\p{L}*|заполня\\p{L}*|доступ\\p{L}*'
);
/** At the time at which one predicts, */
const then = oneOf(
  'yet|then|beforehand|before|in advance|at (?:the time of )?(?:prediction|scoring|inference|that|this)|when',
  'noch|dann|vorher|vorab|zu dem zeitpunkt',
  "encore|alors|d['’]avance|avant|a l['’]avance",
  'todavia|aun|ainda|ancora|antes|prima|de antemano|in anticipo|com antecedencia',
  'еще|ещё|заранее|тогда'
);
const only = oneOf(
  'only|just|erst|seulement|uniquement|solo|solamente|soltanto|apenas|so (?=existe|se|e |fica|aparece)',
  'только|лишь'
);
/** and after it. */
const after = oneOf(
  'after\\p{L}*|later|once|when|at the end|too late',
  'danach|hinterher|nachher|nach|spater|nachtraglich|am ende|im nachhinein|bei',
  'apres(?: coup)?|ensuite|a posteriori|plus tard|a la fin',
  'despues|al final|depois|no fi(?:m|nal)|dopo|alla fine|mas tarde|mais tarde|piu tardi',
  'потом|позже|после|в конце'
);
const afterwards = oneOf(
  'afterwards?|later|danach|hinterher|nachher|spater|im nachhinein',
  'apres coup|apres|a posteriori|ensuite|despues|depois|dopo',
  'потом|позже|после'
);
const weKnow = oneOf(
  'we (?:know|learn|get)|kennen wir|(?:haben|bekommen|erfahren) wir|nous (?:connaissons|savons)|conocemos|sabemos|conhecemos|conosciamo|sappiamo',
  'мы (?:узна\\p{L}*|знаем)'
);
/** Has to be out. */
const must = oneOf(
  'muss|mussen|soll(?:en|te)?|must|has to|have to|should|needs? to|doit|doivent|debe\\p{L}*|deve\\p{L}*|devono',
  'должн\\p{L}*'
);
const out = oneOf(
  'go|(?:be )?(?:left out|dropped|removed|excluded|ignored)|raus|weg|entfernt werden|drau(?:ss|ß)en bleiben|sortir|(?:etre )?(?:exclue?s?|retiree?s?)|quedar fuera|salir|ficar (?:de )?fora|sair|(?:restare|stare) fuori|uscire',
  'быть исключ\\p{L}*'
);
const forbidden = oneOf(
  'is (?:forbidden|not allowed)|ist verboten|est interdit|esta prohibido|e proibido|e vietato',
  'нельзя|не (?:надо|нужно|стоит|следует)|запрещено'
);
/** Is out already. */
const isOut = oneOf(
  'stays? out|bleib\\p{L}* (?:drau(?:ss|ß)en|au(?:ss|ß)en vor|weg)|rest(?:e|ent) (?:dehors|de cote)',
  'queda[n]? fuera|fica[m]? (?:de )?fora|resta(?:no)? fuori|stanno fuori|va(?:nno)? (?:tolt|esclus|ignorat|rimoss)[oaie]'
);
const columnsOf =
  '(?:the |die |la |les |las |as |a |le )?(?:columns?|features?|fields?|variables?|spalten?|merkmale?|felder|feld|colonnes?|columnas?|colunas?|colonn[ae]|variave\\p{L}+|variabil\\p{L}+|столб\\p{L}*|признак\\p{L}*|колонк\\p{L}*|поля)';
const without = `(?:without|ohne|sans|sin|sem|senza|без)(?: ${use}| ${columnsOf}| (?:nutzung|verwendung) von| учета)`;
/** Leaves something out by itself. */
const leave = oneOf(
  'ignor(?:e|ing|ar|a|are|ate|er|ier\\p{L}*)|exclud(?:e|ing)|drop(?:ping)?|remov(?:e|ing)|discard|omit|leav(?:e|ing) (?:out|aside)',
  'weglassen:?|entfernen:?|ausschlie(?:ss|ß)en:?|exclure|ecarter|retirer|exclu(?:ir|a|ya)|esclud(?:ere|i|ete)|descart(?:ar|e)',
  'игнорир\\p{L}*|исключ\\p{L}*|убрать|удалить'
);
const unspaced = '(?:不要|不能|不可以?|别|禁止)(?:使用|用)|忽略|去掉|剔除|排除';

/** Stands before what is left out: "ignore", "without the columns". */
export const leaves = cue([leave, without], unspaced);

/** Stands before what is not to be used, or right behind it: "do not use". */
export const doesNotUse = cue([
  `${not}${few} ${use}`,
  `${not} (?:with|mit|avec|con|com)`,
  "n['’]utilis\\p{L}*(?: pas)?"
]);

/** Stands behind what is turned down: "must not be used", "is only known afterwards". */
export const isTurnedDown = cue(
  [
    `${not}${few} ${used}`,
    `${not}${few} ${known}${few} ${then}`,
    `${then}${few} ${not}${few} ${known}`,
    `${only}${few} ${known}${few} ${after}`,
    `${weKnow}${few} ${only}`,
    '(?:его|ее|их) (?:\\p{L}+ ){0,3}не (?:включа|использ|бра)\\p{L}*',
    `${known}${few} ${only}${few} ${after}`,
    `${known} qu['’](?:apres|a la fin|une fois)`,
    `${must}${few} ${out}`,
    isOut,
    `${use} ${forbidden}`,
    '(?:es|e|est|ist) (?:posterior|posterieure?s?|successiv[oa]) a(?:o|lla)?',
    '(?:useless|worthless|of no use|wertlos|nutzlos|unbrauchbar|inutiles?|inutili|бесполез\\p{L}*)',
    '(?:leav|tak|keep|throw|lass|nimm)\\p{L}* (?:it|es|sie|ihn) (?:out|aside|away|alone|weg|raus)|(?:drop|exclude|discard|omit) it',
    'erst (?:danach|hinterher|nachher|spater|nachtraglich|am ende|im nachhinein)',
    `${known}${few} ${afterwards}`,
    // "The odds are known before, the goals are not."
    `(?<=${known}[^.]{0,80})(?:is|are|ist|sind|est|sont)(?: \\p{L}+)? (?:not|nicht|pas)(?=\\s*(?:[.,;!]|$))`,
    'weglassen|ausschlie(?:ss|ß)en|ignorieren',
    '(?<=[,;:–-] ?)(?:drop|ignore|exclude|skip)(?=\\s*(?:[.;!]|$))',
    '(?:is|are) (?:unknown|unavailable|missing|empty) (?:then|at (?:that|this|prediction|scoring))',
    '(?:is|are) (?:a )?leak\\p{L}*|leaks?|gives? (?:it|the answer|everything) away|off[- ]limits|taboo|hands off|(?:est |sont )?a (?:exclure|ecarter|ignorer)'
  ],
  '(?:不能|不要|不可以?|不得|别)(?:使用|用|(?:作为|当作?)(?:特征|变量|输入))|(?:要|请)?(?:去掉|剔除|排除|忽略)|是?事后才|[是要][^，。；]{0,10}才(?:会|能)?(?:知道|有|确定|产生|填写)|(?:列|項目)?(?:」|`)?(?<!に)(?:は|を)(?:(?:特徴量?|説明変数|入力)に(?:しない|使わない|含めない|入れない)|使わない|使えない|使用しない|使用できない|使用不可|用いない|除外|除いて|除く|無視)'
);

/** Says in two parts, around its names, that they are left out: "leave x and y alone". */
export const around = {
  begins: cue(['(?:leav|keep|tak|throw|lass|laiss|dej|deix|lasci)\\p{L}*']),
  ends: /^[\s`"'”»]*(?:alone|out|aside|away|weg|aussen vor|au(?:ss|ß)en vor|de cote|fuera|fora|fuori|da parte)(?![\p{L} ]*\bof (?:time|fold))(?!\p{L})/u
};

function oneOf(...languages: string[]): string {
  return `(?:${languages.join('|')})`;
}

function cue(spaced: readonly string[], unspaced?: string): RegExp {
  return new RegExp(
    `(?<![\\p{L}\\p{N}_])(?<!\\b(?:not|never|n['’]t|nicht|pas|no|nao|non) )(?:${spaced.join('|')})(?![\\p{L}\\p{N}_])${unspaced === undefined ? '' : `|${unspaced}`}`,
    'giu'
  );
}
