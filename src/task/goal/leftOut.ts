import { mentionsOf, type IMention } from './mentions';
import { sentencesOf, type ISpan } from './parts';
import { fold } from './words';

/** Says that what follows is not to be learned from, in nine languages; */
const before = anyOf(
  "(?:(?:do|does|must|may|can|should|shall|could|will) ?(?:not|n['’]t)|cannot|never|without|avoid|not) (?:be )?(?:using|use|uses|include|including|train(?:ing)? on|learn(?:ing)? from|rely(?:ing)? on|look(?:ing)? at|touch)|(?:ignor(?:e|ing)|exclud(?:e|ing)|drop|dropping|remov(?:e|ing)|discard|omit|leave (?:out|aside)|leaving (?:out|aside))|without (?:the )?(?:columns?|features?|fields?|variables?)",
  '(?:nicht|keinesfalls) (?:benutz|verwend|nutz)\\w*:?|ignorier\\w*|(?:bitte )?(?:weglassen|entfernen|ausschlie(?:ss|ß)en):|ohne (?:die )?(?:spalten?|merkmale?|felder|feld|nutzung von|verwendung von)',
  "(?:ne pas|sans|n['’](?:utilisez|utiliser)) (?:utiliser|se servir de|employer|prendre en compte|regarder)|ignorer|exclure|ecarter|retirer|n['’]utilise[zr]? pas|sans (?:la |les )?(?:colonnes?|variables?)",
  '(?:no|sin|nao|sem|non|senza) (?:se debe |hay que |deve |bisogna |va )?(?:us(?:ar|e|es|are|ate)|utiliz(?:ar|e|es)|utilizz(?:are|ate)|emplear|consider(?:ar|are))|ignor(?:ar|e|a|are|ate)|exclu(?:ir|a|ya)|esclud(?:ere|i|ete)|descart(?:ar|e)|(?:sin|sem|senza) (?:la |a |las |as |le )?(?:columnas?|colunas?|colonn[ae]|variabl\\w+|variave\\w+|variabil\\w+)',
  'не (?:использовать|используй(?:те)?|брать|бери(?:те)?|учитывать|учитывай(?:те)?|применять)|игнорир\\p{L}*|исключ\\p{L}*|убрать|удалить|без (?:столбц|признак|колонк|поля|учета)\\p{L}*',
  '(?:不要|不能|不可以?|别|禁止)(?:使用|用)|忽略|去掉|剔除|排除'
);

/** and that what stands before it is not: "must not be used", "ist erst danach bekannt". */
const behind = anyOf(
  "(?:must|may|should|shall|can|is|are|do|does)(?: ?not|n['’]t|not)(?: to)? (?:be )?(?:used|learned from|included|touched|allowed|permitted|(?:known|available) (?:yet|then|beforehand|in advance|at (?:the time of )?(?:prediction|scoring|inference|that|this)|when))|(?:will ?(?:not|n['’]t)|won['’]t) be (?:known|available|there|filled)|(?:is|are) (?:unknown|unavailable|missing|empty) (?:then|at (?:that|this|prediction|scoring))|keep (?:your|the) hands off|(?:can ?not|can['’]t|(?:must|should|may) ?(?:not|n['’]t)) (?:go in(?:to)?|enter|be (?:an? )?(?:input|feature|predictor)s?)\\b|(?:(?:is|are) )?(?:\\p{L}+ly )?(?:only|just) (?:known|recorded|filled(?: in)?|available|measured|set|given|entered) (?:after\\p{L}*|later|once|when|at the end)|(?:is|are) (?:a )?leak\\p{L}*|leaks?\\b|gives? (?:it|the answer|everything) away|has to go|off[- ]limits|taboo",
  '(?:darf|durfen|soll|sollen|sollte|kann|konnen) (?:\\p{L}+ )?nicht (?:\\p{L}+ )?(?:benutzt|verwendet|genutzt|einflie(?:ss|ß)en|herangezogen|rein|hinein)|nicht (?:benutzen|verwenden|nutzen|zu verwenden)|weglassen|ausschlie(?:ss|ß)en|ignorieren|(?:ist|sind|steht|stehen)? ?erst (?:danach|hinterher|nachher|spater|nachtraglich|am ende|im nachhinein) (?:bekannt|fest|feststeh\\p{L}*)?',
  '(?:ne (?:doit|doivent|peut|peuvent) pas|est a|sont a) (?:etre utilis\\p{L}*|exclure|ecarter|ignorer)|(?:connue?s?|rempli\\p{L}*|renseigne\\p{L}*) (?:seulement )?(?:apres coup|apres|a posteriori|ensuite)',
  '(?:no|nao|non) (?:se )?(?:pued|deb|pod|dev|poss|puo|va|vanno)\\p{L}* (?:ser |essere |venire )?(?:us|utiliz|emple|entra)\\p{L}*|(?:solo |so |apenas )?(?:se )?(?:conoce\\p{L}*|conhecid\\p{L}*|sabe|e not[oa]|sono not[ie]|disponibil\\p{L}*) (?:solo |so )?(?:despues|depois|dopo)',
  '(?:нельзя|не надо|не нужно|не следует) (?:использовать|брать|учитывать)|не (?:использовать|брать|учитывать)|(?:появля|извест|заполня)\\p{L}* (?:только )?(?:потом|позже|после)',
  '(?:不能|不要|不可以?|不得|别)(?:使用|用)|(?:要|请)?(?:去掉|剔除|排除|忽略)|是?事后才|(?:列|項目)?(?:」|`)?(?:は|を)(?:使わない|使えない|使用しない|使用できない|使用不可|用いない|除外|除いて|除く|無視)'
);

/** Nothing but names of columns and what joins them. */
const joins =
  /^(?:[\s"'“”„«»`*,、，:：()（）「」『』/&+|-]|\b(?:the|this|these|that|our|any of|either|both|column|columns|feature|features|field|fields|variable|variables|and|or|nor|as well as|die|der|das|den|dem|spalten?|merkmale?|felder?|und|oder|sowie|noch|la|le|les|l['’]|colonnes?|variables|et|ou|ni|el|los|las|o|a|os|as|columnas?|colunas?|y|e|ni|nem|il|lo|gli|i|colonn[ae]|variabil[ei]|ed|ne)\b|столб\p{L}*|признак\p{L}*|колонк\p{L}*|пол[ея]|(?<!\p{L})(?:и|или|ни)(?!\p{L})|列|字段|这|那|特征|和|与|或|及|カラム|と|や|も)*$/iu;

/** What columns are of, before their names as they are written: "the goals FTHG and FTAG". */
const what =
  /^ (?:the|those|these|its|die|les|los|las|le|i|gli|os|as) \p{L}+[\s`“"'«(:]*$/iu;

/** Another word right behind a name, which is then no name: "do not use late fees". */
const goesOn =
  /^ (?!(?:and|or|nor|as|because|since|for|when|which|that|it|they|is|are|to|in|here|please|at|und|oder|noch|weil|da|denn|die|et|ou|ni|car|qui|y|o|porque|pues|que|e|nem|pois|ed|ne|perche|che)\b)[a-z]/u;

/** Words that may stand between a name and what turns it down. */
const FAR = 60;

/**
 * The columns from which nothing is to be learned, as a goal says: "do not use `rating`",
 * "`rating` is only known afterwards". Only names that it writes letter by letter count.
 */
export function leftOutBy(goal: string, columns: readonly string[]): string[] {
  // Every letter keeps its place.
  const folded = fold(goal);
  const mentions = [
    ...mentionsOf(goal, columns).filter(({ fit }) => fit >= 0.85),
    ...headsIn(folded, columns)
  ].sort((a, b) => a.start - b.start);
  const found = sentencesOf(folded).flatMap(({ start, end }) => {
    const own = mentions.filter(each => each.start >= start && each.end <= end);
    const ahead = placesIn(before, folded, start, end).map(cue => ({
      cue,
      names: following(own, folded, cue.end)
    }));
    // "不要用" and "не использовать" stand before a name as well as behind it.
    const isTaken = (cue: ISpan) =>
      ahead.some(
        ({ cue: other, names }) =>
          names.length > 0 && other.start < cue.end && cue.start < other.end
      );
    return [
      ...ahead.flatMap(({ names }) => names),
      ...placesIn(behind, folded, start, end)
        .filter(cue => !isTaken(cue))
        .flatMap(cue => preceding(own, folded, cue.start))
    ];
  });
  return [...new Set(found.map(({ column }) => column))];
}

/** The names right behind a place, as far as nothing parts them. */
function following(
  mentions: readonly IMention[],
  text: string,
  from: number
): IMention[] {
  const next = mentions.find(({ start }) => start >= from);
  const between = text.slice(from, next?.start);
  return next &&
    (joins.test(between) || (next.fit >= 0.95 && what.test(between))) &&
    !goesOn.test(text.slice(next.end))
    ? [next, ...following(mentions, text, next.end)]
    : [];
}

/** Where one name alone is called by its last word: "the confidence" of `sentiment_confidence`. */
function headsIn(folded: string, columns: readonly string[]): IMention[] {
  const heads = columns.map(column => fold(column).split(/[\s_.-]+/));
  return columns.flatMap((column, at) => {
    const head = heads[at].at(-1)!;
    return heads[at].length > 1 &&
      /^\p{L}{4,}$/u.test(head) &&
      heads.filter(each => each.includes(head)).length === 1
      ? [
          ...folded.matchAll(new RegExp(`(?<=\\bthe )${head}(?!\\p{L})`, 'gu'))
        ].map(({ index }) => ({
          column,
          start: index,
          end: index + head.length,
          fit: 0.85
        }))
      : [];
  });
}

/** The name before a place, and those that are joined with it. */
function preceding(
  mentions: readonly IMention[],
  text: string,
  to: number
): IMention[] {
  const last = mentions.filter(({ end }) => end <= to).at(-1);
  if (last === undefined) {
    return [];
  }
  const words = text.slice(last.end, to);
  if (words.length > FAR || /[.;:!?。；：]\s|\n\s*\n/u.test(words)) {
    return [];
  }
  const joined = [last];
  for (const each of mentions.slice(0, mentions.indexOf(last)).reverse()) {
    if (!joins.test(text.slice(each.end, joined[0].start))) {
      break;
    }
    joined.unshift(each);
  }
  return joined;
}

function placesIn(
  cue: RegExp,
  text: string,
  from: number,
  to: number
): ISpan[] {
  return [...text.slice(from, to).matchAll(cue)].map(match => ({
    start: from + match.index,
    end: from + match.index + match[0].length
  }));
}

function anyOf(...languages: string[]): RegExp {
  return new RegExp(
    `(?<![\\p{L}\\p{N}_])(?<!\\b(?:not|never|n['’]t|nicht|pas|no|nao|non) )(?:${languages.join('|')})|(?:${languages.at(-1)})`,
    'giu'
  );
}
