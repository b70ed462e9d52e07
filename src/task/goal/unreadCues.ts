/**
 * Words that an instruction is made of, in nine languages, each list one idea. They are
 * compared with the text in lower case without accents (`fold`), and tell nothing alone:
 * two ideas in one sentence do.
 */

/** Someone judges, or something counts. */
export const judging = anyOf(
  [
    'judg\\p{L}*|scor(?:es?|ed|ing)|grad(?:es?|ed|ing)|rank(?:s|ed|ing)?|evaluat\\p{L}*|leaderboard|metric|measur(?:es?|ed|ing)|winners?|wins?|points?|jury|counts?|matters?|decid(?:es?|ed)|decisive|important|priz\\p{L}*|penal\\p{L}*|punish\\p{L}*|reward\\p{L}*|interested|compared (?:with|to|against)|looks? at|how (?:often|far|close|well)',
    'bewert\\p{L}*|gewertet|wertung|beurteil\\p{L}*|gemessen|rangliste|gewinn(?:t|er|en)|gewonnen|punkte?|jury|zahlt|zahlen|entscheid\\p{L}*|wichtig\\p{L}*|bestraf\\p{L}*|kommt es|ankommt|interessiert|wie (?:oft|weit|nah|gut)',
    'evalu\\p{L}*|jug(?:e|es|ee?s?|er|ement)|jury|not(?:e|es|ons|ee?s?|ation)|classement|gagn\\p{L}*|points?|compt(?:e|ent|era)|import(?:e|ante?s?)|penalis\\p{L}*|mesur\\p{L}*|interesse',
    'evalu\\p{L}*|calific\\p{L}*|puntu\\p{L}*|puntos?|clasificacion|gana(?:n|dor|dora)?|cuenta[n]?|importa(?:n|ntes?)?|decid\\p{L}*|penaliz\\p{L}*|mid(?:e|en|imos)|jurado|interesa',
    'avali\\p{L}*|pontu\\p{L}*|pontos?|ranking|vence\\p{L}*|ganha|conta[m]?|importa(?:m|ntes?)?|med(?:e|em|imos|ido|ida)|juri|interessa',
    'valut\\p{L}*|giudic\\p{L}*|giuria|punteggi\\p{L}*|punti|classifica|vinc(?:e|itore)|conta(?:no)?|importa(?:no|nt[ei])?|penalizz\\p{L}*|misur\\p{L}*|interessa',
    'оцени\\p{L}*|оценк\\p{L}*|балл\\p{L}*|очк\\p{L}*|рейтинг\\p{L}*|побежда\\p{L}*|победи\\p{L}*|выигр\\p{L}*|важн\\p{L}*|важнее|считается|решает|штраф\\p{L}*|измеря\\p{L}*|жюри|интересует'
  ],
  '评价|评估|评分|打分|排名|得分|分数|看的是|比的是|算分|获胜|赢|重要|关键|扣分|惩罚|評価|採点|順位|得点|点数|勝者|大事|肝心|減点|成績|競う|計算'
);

/** What is predicted is right or wrong, or so far from what is true. */
export const mistakes = anyOf(
  [
    'errors?|mistakes?|mis(?:classif|judg|predict|label)\\p{L}*|wrong(?:ly)?|miss(?:es|ed)?|missing (?:an?|one|the)|overlook\\p{L}*|off|deviat\\p{L}*|false (?:alarm|positive|negative)s?|in vain|right|correct(?:ly)?|clos(?:e|er|est) to|near(?:er|est)|hits?|(?:dis)?agree\\p{L}*|far (?:from|away|off)|discrepanc\\p{L}*|spot on|in (?:the )?right order|probabilit(?:y|ies)',
    '\\p{L}*fehler\\p{L}*|falsch\\p{L}*|daneben\\p{L}*|abweich\\p{L}*|verfehl\\p{L}*|ubers(?:eh|ieh)\\p{L}*|fehlalarm\\p{L}*|richtig\\p{L}*|treffer\\p{L}*|getroffen|vergeblich|irr(?:t|tum|tumer)|wahrscheinlichkeit\\p{L}*',
    'erreurs?|fau(?:x|sse|sses)|tromp\\p{L}*|manqu(?:e|er|ees?)|ratee?s?|ecarts?|juste\\p{L}*|bonnes? reponses?|correct\\p{L}*|loin|probabilites?',
    'error(?:es)?|errone\\p{L}*|equivoc\\p{L}*|fallos?|fallar|aciert\\p{L}*|acert\\p{L}*|desvi\\p{L}*|correct\\p{L}*|fals(?:as?|os?)|probabilidad(?:es)?',
    'erros?|errad\\p{L}*|falh\\p{L}*|desvio\\p{L}*|corret\\p{L}*|probabilidades?',
    'error[ei]|sbagli\\p{L}*|errat\\p{L}*|scart\\p{L}*|azzecc\\p{L}*|indovinat\\p{L}*|corrett\\p{L}*|giust\\p{L}*|fals[aei]|buttare|probabilita',
    'ошиб\\p{L}*|неправильн\\p{L}*|неверн\\p{L}*|правильн\\p{L}*|верн(?:о|ых|ые)|промах\\p{L}*|отклон\\p{L}*|пропу(?:ст|щ)\\p{L}*|угада\\p{L}*|вероятност\\p{L}*'
  ],
  '错|误差|误判|误报|偏差|正确|准确|漏|差了|差多少|猜中|命中|概率|間違|誤|外れ|外し|正解|当た|当て|ずれ|見逃|正し|的中|確率'
);

/** A mistake is dear, or so much worse than another. */
export const dear = anyOf(
  [
    'costs?|costly|expensive|cheap|worse|worst|bad|hurts?|twice|times|weigh\\p{L}*|average|typical(?:ly)?|percent',
    'teuer\\p{L}*|schlimm\\p{L}*|kostet|doppelt|mal|schnitt|mittel|durchschnitt\\p{L}*|prozent',
    'coute\\p{L}*|cher|pire|grave|fois|moyenne|pour cent',
    'cuesta\\p{L}*|caro|peor|grave|veces|promedio|media|por ciento',
    'custa\\p{L}*|pior|vezes|por cento',
    'costa|peggio|volte|per cento',
    'стоит|дорож\\p{L}*|дорог\\p{L}*|хуже|среднем|раз|процент\\p{L}*'
  ],
  '代价|成本|更糟|平均|倍|百分|コスト|高く'
);

/** Says outright what predictions are judged by. */
export const judged = new RegExp(
  [
    '\\bleaderboard\\b|\\b(?:evaluation|scoring|performance|error|success) (?:metric|criteri\\p{L}+|measure|rule|function)\\b|\\b(?:the|our|your) metric\\b(?! (?:ton|system|unit))|\\bmetric ?[:=]|\\bloss function\\b',
    '\\b(?:submissions?|predictions?|solutions?|models?|entr(?:y|ies)|answers?|forecasts?|we|you) (?:\\p{L}+ ){0,3}(?:judged|scored|graded|ranked|evaluated)\\b|\\b(?:i|we)(?:[\\u0027\\u2019]ll| will) (?:judge|score|grade|rank|evaluate)\\b',
    '\\b(?:bewertet|gewertet|gemessen) (?:wird|werden)\\b|\\bwird (?:\\p{L}+ )?(?:bewertet|gewertet|gemessen) (?:nach|an|mit|uber)\\b|\\bbewertung (?:erfolgt|geschieht)\\b|\\brangliste\\b|\\bmetrik\\b',
    '\\b(?:predictions?|soumissions?|reponses?|modeles?|vous|nous) (?:\\p{L}+ ){0,2}(?:evalue|note|juge|classe)e?s?\\b|\\bmetrique\\b|\\bclassement\\b',
    '\\bse evaluara?\\b|\\bmetrica\\b|\\bsera(?:n|o)? (?:evaluad|avaliad|calificad)\\p{L}*|\\bavaliacao (?:e|sera)\\b|\\b(?:verra|saranno|verranno) (?:valutat|giudicat)\\p{L}*',
    '(?<!\\p{L})метрик\\p{L}*|оценива(?:ется|ются|ть будем)|评估指标|评价指标|評価指標|評価は|採点は|评分(?:标准|方式)',
    '(?:^|\\n)#+ *(?:evaluation|scoring|metric|bewertung|evaluacion|avaliacao|valutazione|оценка|评估|评价|評価)[^\\n]*\\n'
  ].join('|'),
  'iu'
);

/** Others than those in the table. */
export const others = anyOf(
  [
    '(?<!\\b(?:any|each) )others?|new|unseen|unknown|different|elsewhere|strangers?|another',
    'neue[nrsm]?|andere[nrsm]?|unbekannte?[nrsm]?|fremde[nrsm]?',
    'nouve\\p{L}+|autres?|inconnu\\p{L}*|ailleurs',
    'nuev[oa]s?|otr[oa]s?|desconocid[oa]s?|distint[oa]s?',
    'nov[oa]s?|outr[oa]s?|desconhecid[oa]s?|diferentes?',
    'nuov[oaie]|altr[oaie]|sconosciut[oaie]|divers[oaie]',
    'нов(?:ы|о|а)\\p{L}*|разн(?:ы|о|а)\\p{L}*|други\\p{L}*|незнаком\\p{L}*|неизвестн\\p{L}*'
  ],
  '新的|其他|别的|陌生|未知|没见过|新しい|別の|他の|未知|初めて'
);

/** A word that turns down. */
export const negated = anyOf(
  [
    'not|never|no|none|nor|without|cannot|\\p{L}+n[\\u0027\\u2019]t|neither|nothing|nobody',
    'nicht|nie|niemals|kein\\p{L}*|ohne|weder',
    'ne|n[\\u0027\\u2019]|pas|jamais|sans|aucun\\p{L}*|ni',
    'no|nunca|jamas|sin|ningun\\p{L}*|tampoco',
    'nao|sem|nenhum\\p{L}*|nem',
    'non|mai|senza|nessun\\p{L}*',
    'не|нет|никогда|без|нельзя|ни'
  ],
  '不|没|未|别|非|無|ない|ず|せん|なく'
);

/** Before, after, and until when. */
export const timed = anyOf(
  [
    'after\\p{L}*|later|before\\p{L}*|until|till|once|already|yet|ahead|behind us|past|then|since|future|upcoming|coming|next|tomorrow|following|spring|summer|autumn|winter',
    'nach(?:dem|her|traglich)|danach|spater\\p{L}*|vorher|bevor|bis|erst|schon|bereits|kunftig\\p{L}*|zukunft\\p{L}*|kommend\\p{L}*|nachste[nrsm]?|folgend\\p{L}*',
    'apres|avant|jusqu\\p{L}*|deja|encore|futur\\p{L}*|ensuite|prochain\\p{L}*|suivant\\p{L}*',
    'despues|antes|hasta|luego|ya|todavia|futur\\p{L}*|proxim\\p{L}*|siguiente\\p{L}*',
    'depois|ate|ainda|seguinte\\p{L}*',
    'dopo|prima|fino|poi|gia|ancora|quando|prossim\\p{L}*|successiv\\p{L}*',
    'после|потом|до|раньше|позже|пока|уже|затем|будущ\\p{L}*|следующ\\p{L}*|спустя'
  ],
  '之后|以后|之前|以前|后来|事后|还没|将来|未来|到来|后才|前には|後に|後で|あとで|まで|これから|てから|将来|翌|来月|来年'
);

/** Nothing but what is named. */
export const only = anyOf(
  [
    'only|alone|solely|merely|exclusively|nothing but|stick to|except',
    'nur|allein|ausschließlich|ausschliesslich|lediglich',
    'seulement|uniquement',
    'solo|solamente|unicamente|somente|apenas|soltanto|esclusivamente',
    'только|лишь'
  ],
  '只|仅|唯|だけ|のみ|しか'
);

/** A value is known, comes about or is to be used. */
export const knowing = anyOf(
  [
    'know\\p{L}*|have|available|there|exist\\p{L}*|appear\\p{L}*|arriv\\p{L}*|get|typed|filled|record\\p{L}*|enter\\p{L}*|determined|assigned|collected|happen\\p{L}*|us(?:e|ed|ing)|rely|stick|learn\\p{L}*|trust|touch|hands|work|leak\\p{L}*|must|may|allowed|(?:is|was|are|were|gets?) (?:\\p{L}+ )?(?:set|fixed|made|written|given|settled|agreed|decided|calculated|computed|derived)',
    'bekannt|weiss|weiß|wissen|vorhanden|verfugbar|gibt|steht|liegt|eingetragen|erfasst|messen|gemessen|benutz\\p{L}*|verwend\\p{L}*|nutz\\p{L}*|darf|durfen|muss|mussen|entsteht|auskommen|festgelegt|vergeben|berechnet|gesetzt|ermittelt',
    'conn\\p{L}+|sait|savoir|disponible\\p{L}*|existe|rempli\\p{L}*|renseigne\\p{L}*|arrive|utilis\\p{L}*|servir|doit|doivent|peut|saisi\\p{L}*|fixee?s?|calcule\\p{L}*|attribue\\p{L}*|etabli\\p{L}*',
    'conoc\\p{L}*|sabe\\p{L}*|disponible\\p{L}*|existe|aparece|rellena\\p{L}*|llega|usa\\p{L}*|usar|utiliz\\p{L}*|debe\\p{L}*|puede\\p{L}*|decide|registra\\p{L}*|fija\\p{L}*|calcula\\p{L}*|asigna\\p{L}*',
    'conhec\\p{L}*|sabe\\p{L}*|disponivel|preench\\p{L}*|chega|deve\\p{L}*|pode\\p{L}*|surge|fixad\\p{L}*|calculad\\p{L}*|atribuid\\p{L}*|definid\\p{L}*',
    'conosc\\p{L}*|noto|nota|sa|sappiamo|disponibil\\p{L}*|esiste|appare|arriva|compilat\\p{L}*|inserit\\p{L}*|usat\\p{L}*|utilizz\\p{L}*|deve|devono|puo|possono|fissat\\p{L}*|calcolat\\p{L}*|assegnat\\p{L}*|stabilit\\p{L}*',
    'извест\\p{L}*|зна(?:ем|ют|ть)|доступ\\p{L}*|появля\\p{L}*|запол\\p{L}*|вносит\\p{L}*|использ\\p{L}*|бра(?:ть|л)|должн\\p{L}*|может|могут|станов\\p{L}*|назнач\\p{L}*|рассчит\\p{L}*|определя\\p{L}*'
  ],
  '知道|可得|存在|出现|得到|填写|录入|使用|用|应|必须|可以|分か|わか|ある|使|入力|得られ|判明|べき|确定|算出|决定|決ま|決め|計算'
);

/** Learning, predicting and judging, and what comes of it. */
export const modelling = anyOf(
  [
    'model|predict\\p{L}*|learn\\p{L}*|train(?:ed|ing|s)?|test(?:ed|ing|s)?|validat\\p{L}*|appl(?:y|ied|ies)|deploy\\p{L}*|production|forecast\\p{L}*|estimat\\p{L}*|judged|scor(?:e|ed|ing)|hold-?out',
    'modell\\p{L}*|vorhersag\\p{L}*|vorhergesagt|lern\\p{L}*|gelernt|train\\p{L}*|test\\p{L}*|valid\\p{L}*|einsatz|eingesetzt|angewandt|angewendet|anwend\\p{L}*|prognos\\p{L}*|schatz\\p{L}*',
    'model\\p{L}*|predi\\p{L}*|appren\\p{L}*|entrain\\p{L}*|teste\\p{L}*|valid\\p{L}*|appliqu\\p{L}*|servira|prevo\\p{L}*|estim\\p{L}*',
    'modelo|predec\\p{L}*|predic\\p{L}*|aprend\\p{L}*|entren\\p{L}*|prueba\\p{L}*|aplic\\p{L}*|usara|pronostic\\p{L}*',
    'prev(?:er|isao|isoes)|trein\\p{L}*|teste|usado|amostra',
    'modello|preved\\p{L}*|previs\\p{L}*|impar\\p{L}*|addestr\\p{L}*|prova|applic\\p{L}*|usat[oaie]|stima\\p{L}*',
    'модел\\p{L}*|предсказ\\p{L}*|прогноз\\p{L}*|обуч\\p{L}*|провер\\p{L}*|примен\\p{L}*|тест\\p{L}*|выборк\\p{L}*'
  ],
  '模型|预测|训练|测试|验证|用在|用于|学习|学習|予測|訓練|テスト|検証|評価|成績|モデル|使う'
);

/** Some of them, all alike: "no hole", "none of the machines". */
export const noneOf =
  /(?:\b(?:no|none of (?:the|these)|neither|kein(?:e[nrsm]?)?|aucun(?:e|s|es)?|ningun[oa]?|nenhum[a]?|nessun[oa]?)|ни од\p{L}+|ни один) (?:\p{L}+ \(?)?[`"'“«]?$/u;

/** Leaves out or restricts to what stands right behind it: "without the area". */
export const excepts =
  /(?:\b(?:without|except|only|nothing but|ohne|nur|außer|ausser|sans|sauf|seulement|sin|salvo|solo|sem|menos|apenas|senza|tranne)|(?<!\p{L})(?:без|кроме|только)|不用|除了|只用|仅用) ?(?:the |a |die |der |das |den |la |le |les |l['’]|el |los |las |o |os |as |il |lo |i |gli )?[`"'“«(]?$/u;

/** The same right behind what is named: "from area and rooms only". */
export const onlyThese =
  /^[`"'”»)]* (?:only|alone|allein|seulement|uniquement|solamente|apenas|somente|soltanto)\b/u;

/** What letters begin and end with. */
export const courtesy =
  /\b(?:thanks?|thank you|regards|cheers|best|hello|hi|hey|dear|danke|gru(?:ss|ß)e?n?|hallo|guten tag|liebe[rn]?|merci|cordialement|salut(?:ations)?|bonjour|gracias|saludos?|hola|obrigad[oa]|abracos?|ola|grazie|saluti|ciao|buongiorno)\b|спасибо|с уважением|привет|здравствуйте|谢谢|你好|您好|ありがと|よろしく|こんにちは/iu;

function anyOf(languages: readonly string[], unspaced: string): RegExp {
  return new RegExp(
    `(?<![\\p{L}\\p{N}_-])(?:${languages.join('|')})(?![\\p{L}\\p{N}_])|(?:${unspaced})`,
    'iu'
  );
}
