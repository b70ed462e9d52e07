import type { ISpan } from './parts';

/**
 * Words that tell what part a column plays in a goal, in nine languages. They are
 * compared with the text in lower case without accents (`fold`).
 */

/** Asks for something: its object is what is to be predicted. */
export const asks = anyOf(
  // English
  '(?:loss|error|accuracy|auc|rmse|mae|f1) (?:of|on|for|in)\\b|predict\\w*|estimat\\w*|forecast\\w*|classif\\w*|determin\\w*|detect\\w*|guess\\w*|(?<!\\b(?:the|this|that|our|your|same|das|dem|le|el|il) )modell?(?:ing)?|regress(?:ion of)?\\b|identif\\w*|find out|tell (?:whether|which|if|apart|how)|decid\\w*|infer(?:ring|red)?|recogni[sz]\\w*|anticipat\\w*|learn(?:ing)?|what\\b|which\\b|whether\\b|how (?:much|many|old|long|likely|high|well)|assess\\w*|comput\\w*|calculat\\w*|spot\\b|flags?\\b|(?:label|tag|annotate) (?:the|each|every|all)\\b|fit(?:s|ting)?\\b|catch\\b|work out|(?:want|like|love|need|wish) to (?:know|see|understand|get)|wanted\\b|(?:i|we) (?:want|need|would like|[\\u0027\\u2019]d like) (?:the|each|every)\\b|(?:goal|task|objective|aim) ?:|(?:goal|task|objective|aim) is\\b',
  // German
  '(?:vorhergesagt|vorausgesagt|geschatzt|prognostiziert) (?:wird|werden|werden soll)\\b|vorher(?:zu)?sag\\w*|voraus(?:zu)?sag\\w*|sag(?:e|t|en)?\\b|schatz\\w*|(?:ab|ein)schatz\\w*|(?:brauch\\w*|benotig\\w*) (?=(?:die|den|das|eine?n?)\\b)|prognos\\w*|prognostizier\\w*|klassifizier\\w*|bestimm\\w*|erkenn\\w*|ermittel\\w*|ermittl\\w*|vorherzusagen|wie (?:viel|hoch|alt|lange)|welche[rns]? |ob\\b|berechn\\w*|einteil\\w*|ordne\\b|zuordn\\w*|unterscheid\\w*|verschlagwort\\w*|etikettier\\w*|(?:ziel|aufgabe) ?:|ziel ist|(?:mochte|will|wollen|mochten) (?:\\p{L}+ )?wissen|gesucht ?:|trennt\\b|wissen,? wie',
  // French
  "predi(?:re|t|s|sez|ction|sons|te)\\w*|prevo(?:ir|yez|is)\\b|previ(?:sion|sions)\\b|estim\\w*|class(?:er|ez|ifi\\w*)|detect\\w*|reper(?:er|ez)\\b|devin\\w*|reconnai\\w*|evalu(?:er|ez)\\b|combien|quel(?:le)?s? (?:est|sont|sera|seront)|calcul(?:er|ez)\\b|distinguer|etiquet(?:er|ez|te)\\b|attribu(?:er|ez)|(?:objectif|but|tache) ?:|(?:objectif|but) est|savoir (?=l[ea']|quel)|(?:voudr|veu|voul|souhait|aimer|cherch)\\w+ (?:bien |a )?(?:connaitre|savoir|obtenir)\\b|s'ils?\\b|si (?=l[ea]s?\\b|l'|une?\\b|ce|on\\b)",
  // Spanish, Portuguese, Italian
  'predec\\w*|predic\\w*|predig\\w*|prediz\\w*|predir\\w*|prever\\b|preve(?:ja|r|em)\\b|previs\\w*|pronostic\\w*|clasific\\w*|classifi\\w*|adivin\\w*|preved\\w*|stim(?:a|are|iamo|ate|i|o)\\b|rilev\\w*|indovin\\w*|cuant[oa]s?|quant[oia]\\b|(?:qual|cual|quale|quali|cuales|quais) (?:e|es|sera|sono|sao|son|seran|saranno)\\b|identific\\w*|identifi\\w*|calcul(?:ar|a|e|o)\\b|calcol(?:are|a|o)\\b|etiqueta(?:r|d|mos)?\\b(?= (?:cada|los|las|todo))|etichett(?:a|are)\\b|rotul(?:ar|e)\\b|obtener\\b|obter\\b|ottenere\\b|determin(?:ar|are|a|e)\\b|distingu\\w*|stabilire\\b|assegna\\w*|riconosc\\w*|reconoc\\w*|reconhec\\w*|descobrir\\b|diga\\b|(?:objetivo|obiettivo|tarea|tarefa|compito|scopo) ?:|(?:quiero|queremos|quero|queria|queremos|voglio|vogliamo|vorrei|necesito|preciso) (?:saber|sapere|conocer|conhecer|capire|entender|(?:o|a|il|la|el) )|si (?=(?:el|la|los|las|una?|se|cada)\\b)|se (?=(?:o|os|il|lo|gli|uma?|una?|cada|ogni)\\b)',
  // Russian
  '(?:с?прогноз\\p{L}*|предска\\p{L}*|оцени\\p{L}*|оцен(?:ка|ку)|определ\\p{L}*|классифиц\\p{L}*|угада\\p{L}*|распозна\\p{L}*|обнаруж\\p{L}*|вычисл\\p{L}*|предвид\\p{L}*|рассч\\p{L}*|расч[её]т\\p{L}*|посчита\\p{L}*|вычисли\\p{L}*|узна(?:ть|й\\p{L}*)|поня(?:ть|л\\p{L}*)|выяв\\p{L}*|отнести|различ\\p{L}*|поставить|построить модель|модель|какова|каков|какой|какая|какое|насколько|(?:цель|задача) ?:|сколько)',
  // Chinese, Japanese
  '预测|預測|预估|估计|估計|估算|分类|判断|识别|检测|推断|推算|计算|算算|算出|区分|分到|归类|找出|想知道|求出|(?:目标|任务|目的)[：:]|予測|推定|分類|判定|推測|見積も?|検出|当て(?:て|る|たい)|判別|識別|見分け|知りたい|計算|評価する|求め'
);

/** Names the target outright: "the target is", "Zielvariable:", "目标列是". */
export const namesTarget = anyOf(
  "targets?(?: (?:variable|column|feature|field))?|labels? (?:column|is|are)|label:|dependent variable|response(?: variable)?|variable of interest|outcome variable|outcome(?= (?:is|was)\\b| ?:)|(?:column|variable|value|field) to (?:be )?predict(?:ed)?|ground truth|(?:what|which) (?:you|we)(?: are|'re| have to| want to| must| should)? (?:predict|forecast|estimat)\\w*|(?:is|what|which) (?:we|i) (?:want|would like|need|have) to (?:know|predict|find out|estimate)|\\(?to (?:be )?predict(?:ed)?\\)?",
  'ziel(?:variable|spalte|grosse|wert|merkmal)\\w*|abhangige (?:variable|grosse)|gesucht (?:ist|wird|sind)',
  '(?:variable|colonne) (?:cible|a predire|dependante)|cible',
  '(?:variable|columna|campo) (?:objetivo|dependiente|a predecir)|objetivo:|(?:variavel|coluna) (?:alvo|dependente|a prever)|alvo|(?:variabile|colonna) (?:target|obiettivo|dipendente|da prevedere)',
  'целев\\p{L}* (?:переменн\\p{L}*|столб\\p{L}*|признак\\p{L}*|колонк\\p{L}*)|зависим\\p{L}* переменн\\p{L}*|таргет\\p{L}*',
  '目标(?:列|变量|字段|值)?(?=是|为|：|:)|因变量|标签列|目的変数|ターゲット|正解ラベル|目的列'
);

/** What follows are the columns to learn from, up to the end of the clause. */
export const gives = anyOf(
  'known are|inputs are|(?:we|i) (?:recorded|noted|measured)|recorded\\b|attached\\b|judging by|we have|from\\b|using\\b|use\\b|uses\\b|used\\b|based on|given\\b|according to|on the basis of|by means of|with(?: the)?(?: help of)?\\b|depending on|knowing\\b|out of|as a function of|via\\b|features?\\b|predictors?\\b|inputs?\\b|(?:independent|explanatory) variables?|columns\\b|fields\\b|covariates?\\b|contains?\\b|includ\\w+|such as|drop\\b|ignor\\w+|except\\b|without\\b|grouped by|group by|split by|per\\b|for each|for every',
  'im anhang|in der (?:tabelle|datei)|verzeichnet\\b|aus\\b|anhand\\b|bekannt sind|gegeben sind|mithilfe\\b|mit\\b|basierend auf|auf (?:der )?(?:basis|grundlage)|mittels\\b|gegeben\\b|durch\\b|merkmale?n?\\b|spalten\\b|abhangig von|in abhangigkeit|uber\\b|ohne\\b|pro\\b|je\\b',
  "on connait|on dispose|en piece jointe|dans le (?:tableau|fichier)|connaissant|a ?partir d\\w*|a l'aide d\\w*|en utilisant|selon\\b|d'apres|grace a\\w*|avec\\b|sur la base d\\w*|en fonction d\\w*|etant donnee?s?|colonnes\\b|variables? explicatives?|caracteristiques?\\b|depuis\\b|sans\\b|hors\\b",
  'en la (?:tabla|hoja)|na (?:tabela|planilha)|nella (?:tabella)|conociendo|conhecendo|conoscendo|sabiendo|sabendo|sapendo|a ?partir d\\w*|usando\\b|utilizando\\b|con\\b|com\\b|segun\\b|segundo\\b|(?:basado|basandose|basata?|baseado|base) (?:en|em|su)\\b|con base en|com base em|in base a\\w*|dad[oa]s?\\b|dat[oaie]\\b|mediante\\b|atraves d\\w*|tramite\\b|usand\\w*|utilizzand\\w*|a partire d\\w*|columnas\\b|colunas\\b|colonne(?= ?:| \\S+(?:,| ed? ))|caracteristicas\\b|caratteristiche\\b|atributos\\b|en funcion de\\w*|em funcao d\\w*|dall[ae]\\b|dai\\b|dagli\\b|sin\\b|sem\\b|senza\\b',
  '(?:в таблице|записаны|на основ(?:е|ании)|с помощью|при помощи|используя|исходя из|зная|учитывая|признак\\p{L}*|столбц(?:ы|ов|ах|ам|ами)|по (?!цел)|из |без )',
  '表[里中]|记[了录]|已知|根据|基于|利用|使用|通过|依据|给定|特征(?:包括|有|为|：)?|列(?:包括|有|：)|由|借助|特徴量は|説明変数は|表に'
);

/**
 * Whether such a word gives nothing: "evaluated using" speaks of the metric, отзывы по
 * тональности are sorted, and articles are labelled with what is asked for.
 */
export function givesNothing(text: string, { start, end }: ISpan): boolean {
  const before = text.slice(0, start);
  return (
    /классифи\p{L}* \p{L}+ $/u.test(before) ||
    /\b(?:evaluat|scor|judg|measur|rank|bewert|gemess|evalu)\w* $/.test(
      before
    ) ||
    /\b(?:label|tag|annotat|etiquet|etichett|rotul|verschlagwort|etikettier|markier)\p{L}* [^.;:]{0,60}\b(?:with|mit|avec|con|com)$/u.test(
      text.slice(0, end)
    )
  );
}

/** What is named beside it is to be left out. */
export const leavesOut = anyOf(
  "leave(?:s|ing)? (?:out|aside)|left out|ignor\\w*|exclud\\w*|remov\\w*|drop(?:ping)?\\b|(?:do|does|must|may|can|should|shall) ?(?:not|n't) (?:be )?us\\w*|may not\\b|must not\\b|not allowed|cannot be used|has to go|leaks?\\b|gives? (?:it|the answer) away|(?:is|are) (?:only|just|nothing but|merely)",
  'weglassen|wegzulassen|ignorier\\w*|entfern\\w*|ausschliess\\w*|ausschließ\\w*|nicht (?:benutz|verwend|nutz)\\w*|darf nicht|durfen nicht|laufende nummer|nur ein',
  "ne pas (?:se servir|utiliser|employer|prendre)|ignorer|exclure|ecarter|retirer|n'est qu'un|ne sert|sans utiliser",
  'no (?:usar|utilizar|emplear|puede|pueden|debe)\\w*|ignorar|excluir|descartar|quitar|nao (?:use|usar|utilize|utilizar|pode)\\w*|ignore\\b|descarte\\w*|non (?:usare|utilizzare|va usat|puo)\\w*|escluder\\w*|escludi|ignora\\w*|tralasci\\w*',
  'не (?:использовать|брать|учитывать|применять)|нельзя|исключ\\p{L}*|игнорир\\p{L}*|убрать|удалить',
  '不要用|不能用|不可用|忽略|去掉|剔除|除外|使わない|使えない|無視|除いて'
);

/** What stands before it is known, and no answer: "may be used", "are known". */
export const knownAfter = anyOf(
  '(?:may|can|should|must) be used|(?:is|are) (?:known|given|available|permitted|allowed|in the (?:sheet|table|file)|what (?:an? |the )?\\w+ (?:types?|enters?))',
  '(?:ist|sind) (?:bekannt|gegeben|vorhanden|erlaubt)|(?:liegen|liegt) vor',
  '(?:est|sont) (?:connue?s?|donnee?s?)|(?:es|son|estan) (?:conocid|dad)\\w*|(?:e|sao|sono) (?:conhecid|dad|noti|note|nota)\\w*',
  'известн\\p{L}*|даны?\\b|已知|既知|を説明変数|を特徴量'
);

/** What stands before it is wanted: "is what we are after", "ist gesucht". */
export const wantedAfter = anyOf(
  "(?:is|are) what (?:we|i|you|they)(?:[\\u0027\\u2019](?:re|d)| are| would| have| must| should| will)? ?(?:want|need|after|look|seek|like|to\\b|try|aim|predict|care|interested|estimat|model)\\w*|(?:is|are) to be (?:explained|modell?ed|computed|found)|(?:is|are) (?:the (?:target|label|outcome|answer|one|quantity|number)|wanted|needed|of interest|our target|to be (?:predicted|estimated))|is (?:our|my) (?:target|goal)|(?:we|i) (?:want|need|are after|'re after)",
  'interessiert|(?:ist|wird|sind) gesucht|(?:ist|sind) (?:die )?ziel\\w*',
  "est (?:celle|celui|ce) qu[^,.;]{0,25}?(?:veu|voul|voudr|cherch|souhait|doi|dev|interess|faut|predi|prevo|estim)\\p{L}*|est la cible|est a (?:predire|expliquer|estimer|prevoir|modeliser)|nous interesse|e is[st]o que[^,.;]{0,20}?(?:quer|busc|interess|precis|prever|preve|estim)\\p{L}*|es lo que[^,.;]{0,20}?(?:quer|quier|busc|interes|necesit|hay|predec|estim)\\p{L}*|es el objetivo|e (?:cio|quello) che[^,.;]{0,20}?(?:vogl|vorr|cerch|interess|serv|dobb|preved|stim)\\p{L}*|e l'obiettivo|nos interesa|interessa",
  '(?:—|-|–) (?:то|это),? что (?:надо|нужно)|(?:надо|нужно|требуется) (?:получить|предсказать|найти)|интересует',
  '是我们要|为目标|是目标|作(?:为)?(?:输出|目标|标签)|を予測対象|を求め|を知りたい|を当て|が知りたい|が目的変数|を目的変数|を計算'
);

/** What stands before it are the columns to learn from, as Japanese has it. */
export const gaveBefore = anyOf(
  'から|に基づいて|に基づき|を使って|を用いて|をもとに|を元に|を使い|を用い|より(?=.{0,12}予測)|を特徴量として|で決ま|によって|により(?!か)'
);

/** Languages whose verb stands behind its object: "den Preis vorhersagen", "価格を予測". */
export const verbBehind = anyOf(
  'vorher(?:zu)?sag(?:en|t)\\b|voraus(?:zu)?sag(?:en|t)\\b|vorherzusagen|vorhergesagt|vorausgesagt|(?:ab|ein)?(?:ge)?schatz(?:en|t)\\b|prognostizier(?:en|t)|klassifizier(?:en|t)|bestimm(?:en|t)\\b|(?:er)?kannt\\b|erkennen\\b|ermitteln\\b|ermittelt\\b',
  '予測|推定|分類|判定|推測|見積も?|検出|当て(?:て|る|たい)|判別|識別|見分け|計算|求め|評価する|知りたい',
  '(?:be|to be|being) (?:predicted|estimated|forecast(?:ed)?|classified|determined|detected)|(?:etre|est|sera) (?:predit|prevu|estime)\\w*|(?:debe|deve) (?:ser )?(?:predecir\\w*|predich\\w*|previst\\w*|prevedut\\w*|estimad\\w*)'
);

/** Turned down: "MAE rather than RMSE", "nicht RMSE", "do not use accuracy". */
export const denied = anyOf(
  'rather than|instead of|(?:not|\\w+n[\\u0027\\u2019]t)(?: (?:by|the|on|us(?:e|ing)|optimi[sz]e|report|look at|go by|go for|judge by|rely on|trust|care (?:about|for)|interested in|want|plain|simple|mere|raw|just|only))*|without|unlike|never|no longer|forget|ignore|(?:used to be|formerly|previously|until now|fruher|bisher)(?: \\p{L}+(?= (?:by|on|with|using)))?(?: (?:by|on|with|using|mit|nach))?',
  'statt|anstatt|anstelle (?:von|des|der)|nicht(?: (?:mit|nach|auf|uber|um|an|nur|bloss|der|die|das|einfache))*|keine?n?',
  "plutot que|au lieu d\\w*|et non|pas(?: (?:utiliser|regarder|juger|par|sur|a|au|de|d'|l'|la|le|simple))*",
  'en (?:lugar|vez) d\\w*|em vez d\\w*|ao inves d\\w*|invece (?:di|che|del\\w*)|e non|y no|e nao|no(?: (?:us(?:ar|en|es)|mir(?:ar|en)|interesa|por|con|la|el|simple))*|nao(?: (?:us(?:ar|e|em)|olh(?:ar|em)|interessa|pel[ao]|com|a|o|simples))*|non(?: (?:usare|guardare|interessa|con|la|il|semplice))*',
  'вместо|а не|не(?: (?:по|на|смотр\\p{L}+ на|использ\\p{L}+|интересует|просто|обычн\\p{L}+))*',
  '而不是|而非|不是|不用|不要用|不(?:要)?看|别看|不考虑|不采用|不以|ではなく|でなく'
);

/** Turned down by what stands behind it: "accuracy is not enough", "Accuracy reicht nicht". */
export const notEnough = new RegExp(
  `^["'”\`*]* ?(?:${anyOf(
    "(?:alone |itself |here )?(?:(?:is ?n['’]?t|is not|are not|would not be|will not be) (?:what|enough|us\\w+|suit\\w+|good|mean\\w+|inform\\w+|appropriate|import\\w+|relevant|okay?)|(?:is|would be) (?:misleading|useless|meaningless|pointless|irrelevant|secondary)|makes no sense|does(?: not|n['’]t))",
    '(?:allein )?(?:(?:reicht|genugt|taugt|hilft|zahlt|interessiert)(?: \\p{L}+)? nicht|ist (?:nicht|irrefuhrend|wertlos|unbrauchbar|egal|sinnlos)|sagt nichts)',
    "(?:seule )?(?:ne (?:suffit|convient|dit)|n['’]est pas|serait trompeu\\w*|est trompeu\\w*)",
    '(?:no|nao|non) (?:nos |ci |me )?(?:bast\\w+|sirv\\w+|serv\\w+|(?:es|e) \\w+)|(?:es|e) (?:enganos\\w+|fuorviante)',
    '(?:тут |здесь )?(?:не (?:подход|год|показ|достаточ)\\p{L}*|недостаточн\\p{L}*|бесполез\\p{L}*)',
    '(?:是)?(?:不够|不适|不行|没有意义|没用)|(?:だけ)?では(?:不十分|足りない)|は(?:不適切|使わない)'
  )})`,
  'u'
);

function anyOf(...languages: string[]): string {
  return languages.join('|');
}

/** The places where a pattern stands in a folded text, at the beginning of a word. */
export function placesOf(pattern: string, text: string): ISpan[] {
  const cue = new RegExp(
    `(?<![\\p{L}\\p{N}_\`])(?:${pattern})|(?:${pattern})(?<=[\\u3040-\\u30ff\\u4e00-\\u9fff：])`,
    'giu'
  );
  return [...text.matchAll(cue)].map(match => ({
    start: match.index,
    end: match.index + match[0].length
  }));
}
