import type { ColumnPreview, TablePreview } from '../data';
import { mentionsOf, type IMention } from './mentions';
import { isNumbered, isOrder, isRepeated } from './owners';
import { fold, nameWords, wordsOf } from './words';

/** How a goal says that rows are divided. */
export interface IDivisionSaid {
  kind: 'group' | 'time';
  /** The column that it names; `null` where it speaks of time and names none. */
  column: string | null;
  /** Its own words. */
  words: string;
}

/** Says that what comes later is asked for. */
const ahead =
  /\bforecast|\b(?:next|coming|following|upcoming) (?:\w+ )?(?:days?|weeks?|months?|quarters?|years?|hours?|season|period)\b|\bin (?:the )?future\b|\btime series\b|\bahead\b|\bfollow (?:those|the (?:dates|days|rows))\b|\blater (?:dates?|days?|rows?|weeks?|months?|years?)\b|\b(?:tomorrow|morgen|demain|domani|amanha|(?<!\b(?:la|esta|cada|por) )manana)\b|завтра|明天|明日|prognose (?:fur|des|der)|prognostizier|nachste[nrs]? (?:minute|stunde|tag|woche|monat|quartal|jahr)|kommende[nrs]? |zukunft|zeitreihe|prochaine?s? |\b(?:jour|semaine|mois|trimestre|annee)s? suivante?s?\b|\b(?:dia|semana|mes|trimestre|ano)s? (?:que vien\p{L}+|que vem|siguientes?|seguintes?)\b|\b(?:giorn[oi]|settiman[ae]|mes[ei]|trimestr[ei]|ann[oi]) (?:successiv|seguent|che vien)\p{L}*|a l'avenir|serie temporelle|proxim[oa]s? |futur[oa]s?\b|serie(?:s)? (?:temporal|de tiempo)|serie storica|prossim[oiae] |будущ|следующ|временн\p{L}+ ряд|прогноз на|未来|下个?[月周季年]|时间序列|来[月週年]|翌|将来|時系列/iu;

/** Says that rows are divided in the order of time. */
const inOrder =
  /\btime ?series ?(?:split|cv|cross)|\bwalk[- ]?forward|\brolling[- ](?:origin|window cv)|\bexpanding window|\bout[- ]of[- ]time\b|\bback-?test|\bchronolog|\b(?:temporal|time[- ]based) (?:split|hold-?out|validation|order)|\bzeitlich (?:auf)?(?:ge)?(?:teil|trenn|ordn)|\bcronolog|\bordre temporel|\borden temporal|\btrain\p{L}*\b[^\n]{0,80}?\b(?:until|through|up to|before|prior to) [^.\n]{0,20}\b(?:19|20)\d\d\b|\btrain\p{L}*[^\n]{0,60}?\b(?:bis|vor) [^.\n]{0,20}\b(?:19|20)\d\d\b|\b(?:entrain|entren|trein|addestr)\p{L}*[^\n]{0,60}?\b(?:jusqu\p{L}*|avant|hasta|antes de|ate|fino a\p{L}*|prima del?) [^.\n]{0,20}\b(?:19|20)\d\d\b|(?:обуч|тренир)\p{L}*[^\n]{0,60}?(?:до|по) [^.\n]{0,20}(?:19|20)\d\d|хронолог|按时间(?:顺序)?(?:划分|切分|拆分)|時系列(?:順|で分割)/iu;

/** The end of the time that the data are of: "the last 4 weeks". */
const lately =
  /\b(?:last|final|latest|most recent|newest) (?:\d+ ?%|(?:(?:\d+|two|three|four|five|six|eight|ten|twelve|few) )?(?:(?<=\d )percent|hours?|days?|weeks?|months?|quarters?|years?|seasons?|periods?|rows|data)\b)|\bletzte[nrs]? (?:(?:\d+|zwei|drei|vier|funf|sechs|acht|zwolf) )?(?:stunden?|tage?|wochen?|monate?|quartale?|jahre?s?)\b|\b(?:derni\p{L}+ )(?:heures?|jours?|semaines?|mois|trimestres?|ans|annees?)\b|\b(?:\p{L}+ )?dernier\p{L}* \d+|\b(?:ultim[oaie]s? )(?:\p{L}+ |\d+ )?(?:horas?|dias?|semanas?|mes(?:es)?|trimestres?|ano?s?|ore|giorn[oi]|settiman[ae]|mes[ei]|anni)\b|последн\p{L}+ (?:\p{L}+ |\d+ )?(?:час|дн|недел|месяц|квартал|год|лет)|最后[\d一二三四五六七八十]*个?(?:周|月|天|季|年)|最近[\d一二三四五六七八十]*个?(?:周|月|天|季|年)|(?:直近|最後の)[\d一二三四五六七八十]*(?:週|か月|ヶ月|カ月|日|年)/iu;

/** Says that rows are set aside to be judged by. */
export const setAside =
  /\b(?:hold|held|keep|kept|leave|set) (?:\p{L}+ ){0,6}(?:out|back|aside|apart)\b|\bhold-?out\b|\bvalid[aeio]|\btest(?:s|ing|zeitraum|daten|menge|set)?\b|\bevaluat|\bcheck(?:ing|s|ed)?\b|\bsplit|zuruck(?:halten|gehalten)|validier|reserv|\bprueb|\bprova\b|провер|валидац|тест|验证|测试|検証|テスト|評価/iu;

/** Says that rows belong together. */
const together =
  /\b(?:same|one|selben|gleichen|einer|meme|seul|mism[oa]|sol[oa]|mesm[oa]|stess[oa]) (?:side|fold|part|seite|falte|cote|pli|lado|particion|particao|parte|lato)\b|(?:одн\p{L}+|той же) (?:сторон|част|выборк|фолд)\p{L}*|целиком (?:либо|или|в одн)|\b(?:tenut|tener|mantener|manten|mante|quedar|permanec|ficar|mantid|stare|rimaner)\p{L}* (?:\p{L}+ )?(?:junt[oa]s|insieme)\b|держать вместе|оставаться вместе|在同一(?:侧|折|边|部分)|放在一起|(?:同じ側|まとめて|一緒に)|\bstay together\b|\bkeep\b[^.]{0,60}\btogether\b|\bgroup(?:ed)?[- ]?(?:by|wise)\b|\b\w*group\w*(?:fold|split|out)\b|\bgroup(?:ed)?[- ](?:k-?fold|split)|\bleave[- ]?one[- ]?\p{L}+[- ]?out\b|\b\p{L}+[- ](?:wise|level|independent|disjoint) (?:split|cv|cross|folds?|valid|eval|test)|\bno \p{L}+ leaks?\b|\b(?:whole|entire) \p{L}+ (?:\p{L}+ )?(?:out|aside|apart)\b|\b(?:hold|leave|keep|set)\w*(?: out| aside)? (?:whole|entire)\b|\brows (?:of|from) (?:one|the same)\b|zusammen ?(?:bleiben|halten)|\bganze[nr]? \p{L}+ (?:zuruck|beiseite)|rester ensemble|分割しない|分けない|分かれない|またがらない/iu;

/** Says that something may not be torn apart. */
const undivided =
  /(?:\b(?:never|cannot|not|nicht|nie|niemals|ne|pas|jamais|no|nunca|nao|non|mai)|n['’]t|(?<!\p{L})(?:не|нельзя))(?: [\p{L}'’]+){0,4}? (?:split|divided?|separat\p{L}*|torn|getrennt|geteilt|aufgeteilt|auseinander\p{L}*|(?:re)?part\p{L}+|separ\p{L}*|divi[ds]\p{L}*|(?:раз)?(?:дел|бив)\p{L}*|разн(?:ос|ес)\p{L}*)(?!\p{L})|不(?:能|可|得|要)?被?(?:分开|拆分|分割)/u;

/** Names the two sides of a division, */
const sides = [
  /\btrain|\blearn|\blern|apprentiss|entrain|entren|trein|addestr|обуч|тренир|训练|訓練|学習/iu,
  /\btest|\bvalid|\bverif|\bhold-?out|\bpruf|\bprueb|\bprova\b|\bteste|провер|валид|тест|验证|测试|検証|テスト|評価/iu
];
/** one of something, which may not be in both, */
const oneOf =
  /\b(?:the same|one|a single|any|both|no|kein(?:e[nrs]?)?|aucune?|ningun[oa]?|nenhuma?|nessun[oa]?)\b|ни од\p{L}+|\bde[mrs]?selben\b|\bde[mnr] gleichen\b|\beine[mrs]?\b|\b(?:un|une|du|d'un|d'une|le|la|au)? ?memes?\b|\b(?:un|una|del|de la|el|la|los|las)? ?mism[oa]s?\b|\b(?:d?[oa]s? )?mesm[oa]s?\b|\b(?:dell[oa] |l[oa] |gli |un[oa] )?stess[oaie]\b|(?<!\p{L})одн(?:ого|ой|их|ому)|(?:один|одна|одни) и (?:тот|та|те) же|同一个?|同じ/iu;
const ones = new RegExp(oneOf, 'giu');
/** and that it may not. */
const never =
  /\b(?:never|not|cannot|no|nor|avoid|must ?n.t|don.t|nicht|nie|niemals|keine?|ne|jamais|nunca|jamas|nao|non|mai)\b|(?<!\p{L})(?:не|нельзя|никогда)(?!\p{L})|不|没|避免|ない|ず/iu;

/** Says that they stay so, whatever the verb, */
const stays =
  /\b(?:together|zusammen|ensemble|junt[oa]s|insieme)\b|вместе|一緒|一起|まとめて/u;
/** or that neither may be on both sides. */
const bothSides =
  /\b(?:both|two) (?:sides?|sets?|parts?|halves|splits?)\b|\bbeide[nr]? (?:seiten|teile[n]?|mengen|halften)\b|\b(?:deux|deux les) (?:cotes|parties|ensembles|jeux)\b|\bamb[oa]s(?: os| as| los| las)? (?:lados|partes|conjuntos|grupos)\b|\bentramb[ie] (?:i |le |gli )?(?:lati|parti|insiemi|set)\b|обе(?:их|ими) (?:част|сторон|выборк)|两边|两侧|両側/u;

/** Folds that go by something, which stands behind it: "cross-validate by household". */
const foldsBy =
  /\b(?:split\p{L}*|folds?|cross-?validat\p{L}*|cv|hold-?outs?|divid\p{L}*)\b[^.;,]{0,25}?\b(?:by|per|over|across|on)\b|\bkreuzvalidier\p{L}*[^.;]{0,15}\b(?:nach|je|pro|uber)\b|\b(?:auf|ein)?(?:ge)?teil(?:en|t|ung)[^.;]{0,15}\bnach\b|\bvalidation croisee (?:\p{L}+ )?par\b|\bvalidacion cruzada (?:\p{L}+ )?por\b|\bvalidacao cruzada (?:\p{L}+ )?por\b|\b(?:convalida\p{L}*|validazione) incrociata (?:\p{L}+ )?per\b|кросс-?валидац\p{L}* по|разби\p{L}+ по|按(?=[^。]{0,12}(?:划分|分组|分折|拆分))|(?:ごと|単位)に分割/iu;

/** Says that others than those known are asked for; what, stands right behind. */
const others =
  /\b(?:new|unseen|unknown|other|different) |\bneuen? |\bunbekannten? |\bnouve(?:aux|lles?) |\bnuev[oa]s |\bnov[oa]s |\bnuov[ie] |(?<!\p{L})нов(?:ых|ые|ым) |新しい|新たな|新的?|未知の/giu;
/** Says no to that: "not for new stores"; */
const declines =
  /\b(?:not|no|never|nicht|nie|kein\p{L}*|pas|aucun\p{L}*|ningun\p{L}*|nao|nenhum\p{L}*|non|nessun\p{L}*)\b|n['’]t\b|(?<!\p{L})(?:не|нет)(?!\p{L})|不|没|ない|ません/u;
/** where it is not that they were never met. */
const meets =
  /\b(?:see|seen|saw|met|train\p{L}*|know\p{L}*|geseh\p{L}*|kenn\p{L}*|vue?s?|conn\p{L}*|vist[oaie]s?|cono\p{L}*|conhe\p{L}*)\b|вид\p{L}*|встреч\p{L}*|见|見|知/u;
/** The same behind what it is said of, as in "tiendas nuevas". */
const othersBehind =
  /^(?: (?:of|in|from|im|aus|der|des|du|dans|del|della|de|do|no|na|en|nel|в) (?:\p{L}+ ){0,2}?(?:test|hold-?out|valid|prueba|scoring|leaderboard|evaluat|провер)\p{L}*(?: set| data| table| file| rows)?)? (?:are|will be|is|sind|sont|seront|son|seran|sao|serao|sono|saranno|—|-) (?:all |completely |entirely |alle |tous |tod[oa]s |tutt[ie] )?(?:different|disjoint|others?\b|new\b|unseen|unknown|not the same|andere\b|neu\b|neue\b|unbekannt|autres\b|nouve\p{L}+|inconnu|otr[oa]s\b|distint[oa]s|nuev[oa]s|outr[oa]s\b|nov[oa]s\b|altr[ie]\b|divers[ie]\b|nuov[ie]\b|друг|нов)|^ (?:(?:nuev|nov|desconocid)[oa]s\b|nuov[ie]\b|sconosciut[ie]\b|nouve(?:aux|lles)\b|inconnue?s\b|(?:that (?:are|were) )?(?:never|not (?:yet )?)(?: been)? ?seen\b|(?:that |which )?(?:we|i|it|you|the model|training)(?: has| have| did|.ve)?(?: ?n.?t| not| never)(?: yet| been)* (?:see|saw|seen|trained on|met)\b|(?:that are |which are )?(?:not|absent|missing) (?:in|from) (?:the |our )?(?:train\p{L}*|data)\b|nie gesehen|mai vist[ie]|nunca vist[oa]s|jamais vue?s)|^,? (?:die|que|qu['’]|che|котор\p{L}+)[^.,;]{0,24}?(?<!\p{L})(?:no|nao|non|nicht|nie|noch nie|nunca|jamas|mai|jamais|pas|не)(?!\p{L})[^.,;]{0,12}?(?:vist|vue?|geseh|kenn|видел)/u;

/** Columns that say which fold each row belongs to. */
const foldColumn =
  /^(?:k?_?-?folds?|cv_?-?folds?|folds?_?-?(?:id|nr|no|num|number|idx|index)|(?:cv|val)_?-?(?:group|split))$/i;

/** Whether a column says which fold of a division each row belongs to. */
export function isFold({ name, kind, unique }: ColumnPreview): boolean {
  return (
    foldColumn.test(name.trim()) &&
    (kind === 'integer' || kind === 'category') &&
    unique >= 3 &&
    unique <= 30
  );
}

/**
 * How a goal says that rows are divided: what belongs together before what comes later.
 *
 * @returns `null` where it says nothing that the table's columns bear out.
 */
export function divisionSaid(
  goal: string,
  train: TablePreview,
  target: string
): IDivisionSaid | null {
  const columns = train.columns.filter(({ name }) => name !== target);
  const said = goal
    .split(/(?<=[.!?])\s+|(?<=[。！？])|\n/u)
    .flatMap(sentence => sentenceSays(sentence, columns, train) ?? []);
  const future = ahead.exec(fold(goal));
  return (
    said.find(({ kind }) => kind === 'group') ??
    said[0] ??
    (future && {
      kind: 'time',
      column: null,
      words: clipped(goal, future.index, future.index + future[0].length)
    })
  );
}

/** Whether a folded sentence is about how rows are divided, and not about what is predicted. */
export function isOfDivision(folded: string): boolean {
  return (
    [together, undivided, inOrder, foldsBy].some(cue => cue.test(folded)) ||
    isOfSides(folded)
  );
}

function isOfSides(folded: string): boolean {
  return (
    never.test(folded) &&
    (bothSides.test(folded) ||
      (sides.every(side => side.test(folded)) && oneOf.test(folded)))
  );
}

function sentenceSays(
  sentence: string,
  columns: readonly ColumnPreview[],
  train: TablePreview
): IDivisionSaid | null {
  const folded = fold(sentence);
  const mentions = [
    ...mentionsOf(
      sentence,
      columns.map(({ name }) => name)
    )
  ].sort((a, b) => b.fit - a.fit);
  const columnOf = ({ column }: IMention) =>
    columns.find(({ name }) => name === column)!;
  const owned = mentions.filter(each => isRepeated(columnOf(each), train));
  const says = (
    kind: IDivisionSaid['kind'],
    found: IMention | undefined,
    cue: Pick<RegExpExecArray, 0 | 'index'>
  ): IDivisionSaid => ({
    kind,
    column: found?.column ?? null,
    words: clipped(
      sentence,
      Math.min(cue.index, found?.start ?? cue.index),
      Math.max(cue.index + cue[0].length, found?.end ?? 0)
    )
  });
  const rightBehind = (cue: RegExpExecArray, all: readonly IMention[]) =>
    all.find(
      ({ start }) =>
        start >= cue.index + cue[0].length &&
        start <= cue.index + cue[0].length + 6
    );
  const order =
    inOrder.exec(folded) ??
    (setAside.test(folded) ? lately.exec(folded) : null);
  if (order !== null) {
    const ordering = mentions.find(
      each =>
        isOrder(columnOf(each)) ||
        (/^(?:integer|number)$/.test(columnOf(each).kind) &&
          each.fit >= 0.85 &&
          rightBehind(order, [each]) !== undefined)
    );
    return says('time', ordering, order);
  }
  const one = isOfSides(folded)
    ? (oneOf.exec(folded) ?? bothSides.exec(folded))
    : null;
  const cue = together.exec(folded) ?? undivided.exec(folded) ?? one;
  if (cue !== null) {
    const found =
      (one && rightBehind(one, owned)) ??
      rightBehind(cue, owned) ??
      owned[0] ??
      cutShort(sentence, columns, train);
    return found ? says('group', found, cue) : null;
  }
  for (const same of stays.test(folded) ? folded.matchAll(ones) : []) {
    const found = rightBehind(same, owned);
    if (found) {
      return says('group', found, same);
    }
  }
  const by = /stratif/.test(folded) ? null : foldsBy.exec(folded);
  const fold_ = columns.find(isFold);
  const divider =
    by &&
    (rightBehind(by, mentions) ??
      // "患者ごとに分割" has it before.
      (/^(?:ごと|単位)/u.test(by[0])
        ? mentions.find(({ end }) => end <= by.index && end >= by.index - 2)
        : undefined));
  if (by && divider) {
    const column = columnOf(divider);
    if (isOrder(column)) {
      return says('time', divider, by);
    }
    if (isRepeated(column, train)) {
      return says('group', divider, by);
    }
  }
  if (fold_) {
    const found = mentions.find(({ column }) => column === fold_.name);
    return found
      ? { kind: 'group', column: fold_.name, words: found.column }
      : null;
  }
  for (const other of folded.matchAll(others)) {
    const end = other.index + other[0].length;
    const found = owned.find(({ start }) => start >= end && start <= end + 1);
    // "In different shops" says where rows are from, "tested on different shops" what is asked.
    const isOfRows =
      !/^(?:different|other) /.test(other[0]) || sides[1].test(folded);
    const clause = `${folded
      .slice(0, end)
      .split(/[,，、]/)
      .at(-1)}${folded.slice(end).split(/[,，、]/)[0]}`;
    if (found && isOfRows && !(declines.test(clause) && !meets.test(clause))) {
      return says('group', found, other);
    }
  }
  for (const found of owned) {
    const behind = othersBehind.exec(folded.slice(found.end));
    if (behind !== null) {
      return says('group', found, { 0: behind[0], index: found.end });
    }
  }
  return null;
}

/** The only column whose name begins a word and numbers what that means: `PatNr` for "Patienten". */
function cutShort(
  sentence: string,
  columns: readonly ColumnPreview[],
  train: TablePreview
): IMention | undefined {
  const said = wordsOf(sentence);
  const found = columns
    .filter(column => isNumbered(column.name) && isRepeated(column, train))
    .flatMap(({ name }) => {
      const [first] = nameWords(name);
      const word =
        first.length >= 3
          ? said.find(({ text }) => text.startsWith(first))
          : undefined;
      return word
        ? [{ column: name, start: word.start, end: word.end, fit: 0.5 }]
        : [];
    });
  return found.length === 1 ? found[0] : undefined;
}

/** A few words of a sentence. */
function clipped(sentence: string, from: number, to: number): string {
  const text = sentence.slice(from, to).trim();
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
