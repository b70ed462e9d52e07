import { fold } from './words';

/** What a goal wants for an answer: yes or no, one of several kinds, or a number. */
export type Answer = 'yes or no' | 'kind' | 'number';

const yesOrNo = anyOf(
  '\\bwhether\\b|\\b(?:tell|know|predict|decide|determine|see|learn|estimate) (?:me |us )?if\\b|\\b(?:detect|flag|spot|catch)\\b|\\b(?:which|what) (?:\\p{L}+ ){1,2}(?:will|would|are going to|is going to|are|default|leave|churn)\\b|\\b(?:likely|likelihood|chance|probability|risk) (?:of|that|to)\\b|\\bwhich \\p{L}+(?<!species|clas)s \\p{L}+|\\bout of (?:the|our)\\b|\\bfind the\\b',
  '\\bob\\b|\\bwahrscheinlich\\w*|\\berkenn\\w*|\\bwelche \\p{L}+ (?:werden|wird|kundigen|fallen|springen)\\b',
  "\\bs'ils?\\b|\\b(?:savoir|predire|determiner|prevoir|dire|detecter|et|deviner) si\\b|\\bdetect\\w*|\\b(?:probabilite|risque)\\b",
  '\\b(?:saber|predecir|determinar|decir|decidir|prever|predizer|dizer|descobrir|capire|sapere|prevedere|stabilire|dire|se determinar|identificar) (?:si|se)\\b|\\b(?:detec|detet|rilev|identifi)\\w*|\\b(?:que|quais|quali|cuales) (?:\\p{L}+ )(?:van|vao|se van|iran|dejaran|abandon\\w*|\\p{L}+ra[no]n?)\\b|\\b(?:probabilidad|probabilidade|probabilita)\\b',
  '\\p{L}+ ли(?!\\p{L})|вероятност\\p{L}*|обнаруж\\p{L}*|выяв\\p{L}*|найдите',
  '是否|会不会|能不能|有没有|是不是|会.{0,12}吗|还是|概率|检测|找出|かどうか|否か|確率|検出|見分け'
);

const kind = anyOf(
  '\\bclassif\\w*|\\b(?:which|what) (?:\\p{L}+ )?(?:kind|type|class|category|sort|group|species|variety|grade|medal|breed)\\b|\\btell\\b[^.]{0,80}\\bapart\\b|\\bcategori[sz]e\\b|\\bdistinguish\\w*|\\brecogni[sz]e\\b|\\bassign\\b|\\bsort (?:the|each|every|all)\\b|\\blabel (?:each|every|the|all)\\b',
  '\\bklassifi\\w*|\\bordne\\b|\\bzuordn\\w*|\\beinteil\\w*|\\bunterscheid\\w*|\\bwelche[rsnm]? (?:art|klasse|kategorie|sorte|typ|gruppe|rubrik|medaille|diagnose)\\b',
  '\\bclass(?:er|ez|ifi\\w*)\\b|\\bquel(?:le)? (?:type|categorie|classe|espece|sorte)\\b|\\breconnaitre\\b|\\bdistinguer\\b|\\battribuer\\b',
  '\\bclasific\\w*|\\bclassific\\w*|\\b(?:que|qual|cual|quale) (?:tipo|clase|categoria|especie|classe|specie)\\b|\\bdi(?:stinguere|stinguir)\\b|\\breconocer\\b|\\breconhecer\\b|\\briconoscere\\b|\\bassegna\\w*',
  'классифи\\p{L}*|(?:какой|какого|какому|каком) (?:тип|вид|класс|сорт)\\p{L}*|отнести|различ\\p{L}*|распозна\\p{L}*|поставить',
  '分类|归类|分到|区分|哪(?:一)?[类种个]|属于|どの|分類|判別|識別|見分け|種類を'
);

const number = anyOf(
  '\\bhow (?:much|many|long|old|tall|high|heavy|far|late|hot|warm|big|large|fast|deep)\\b|\\b(?:number|amount|quantity|level|rate|length|value|price|cost|strength|regress(?:ion|or)?|forecast\\w*) (?:of|for|on)\\b|\\bregress(?:ion|or)?\\b|\\bwhat \\p{L}+ (?:will|does|can)\\b',
  '\\bwie ?(?:viele?|hoch|lange?|alt|gross|schwer|weit|stark|spat|teuer)\\b|\\b(?:anzahl|hohe|menge|dauer) (?:der|des|von)\\b|\\bregression\\w*',
  '\\bcombien\\b|\\bnombre d|\\bregression\\w*|\\ba combien\\b',
  '\\b(?:cuant|quant)[oaie]s?\\b|\\b(?:numero|cantidad|quantidade|quantita) (?:de|di)\\b|\\bregres\\w*',
  'сколько|количеств\\p{L}*|регресси\\p{L}*|насколько',
  '多少|几[个天杯辆次]|回归|いくら|何(?:人|分|個|日|杯|台|時間)|どのくらい|どれくらい|回帰'
);

/** Begins what asks for more than yes or no, in nine languages. */
const interrogative =
  /\b(?:what|which|how|who|whom|when|where|why|was|wer|wen|wie|wieviele?|wo|wann|warum|welche[rsnm]?|que|quels?|quelles?|combien|comment|qui|quand|pourquoi|cual(?:es)?|cuant[oa]s?|como|quien|donde|quant[oaie]|qual[ei]?|quais|come|chi|quando|dove|perche)\b|как|кто|что|сколько|какой|какая|какие|какова|каков|где|когда|почему|зачем|多少|什么|哪|谁|几|何|どの|どれ|いくら|誰|どう/u;

/** Asks for the work to be done, not whether it can be. */
const polite =
  /\b(?:(?:can|could|would) (?:you|anyone|we|i|one|somebody)|konn(?:t|en|test|tet) (?:ihr|sie|du|wir|man)|kannst du|kann (?:man|jemand)|pou(?:vez|rriez)[- ]vous|peu(?:x|t)[- ](?:tu|on)|pued(?:e|es|en)|podr(?:ia|ias|ian|iais)|se puede|pode(?:m|ria|riam)?(?: voces?)?|puoi|pot(?:ete|reste|resti)|si puo|можно ли|можете|не могли бы)\b[^.!?？]*[?？]|(?:できますか|もらえますか|いただけ(?:ない|ます)でしょうか|ください(?:ませんか)?|吗？?谢谢)/gu;

/** The answers that a goal may want; none where it does not tell. */
export function answersWanted(goal: string): ReadonlySet<Answer> {
  // What stands in lists says what columns are, and "Can you …?" asks for no yes.
  const folded = fold(goal)
    .replace(/^\s*(?:[-*+•・|]|\d+[.)]).*$/gmu, '')
    .replace(polite, '');
  const found = new Set<Answer>();
  const questions =
    folded.match(/[^.!?。！？\n]*(?:[?？]|(?:か|吗)[。.]?$)/gmu) ?? [];
  if (
    yesOrNo.test(folded) ||
    questions.some(text => !interrogative.test(text))
  ) {
    found.add('yes or no');
  }
  if (kind.test(folded)) {
    found.add('kind');
  }
  if (number.test(folded)) {
    found.add('number');
  }
  return found;
}

function anyOf(...languages: string[]): RegExp {
  return new RegExp(languages.join('|'), 'iu');
}
