import { fold, sameWord } from './words';

/**
 * What people predict most, each line one thing in several languages and words, so
 * that "prédire le prix" finds a column `price`. English first; no word stands in
 * two lines.
 */
const things: readonly string[] = [
  'price prices cost value preis preise kaufpreis verkaufspreis prix precio precios preco prezzo prezzi 价格 价钱 房价 售价 価格 値段 住宅価格 цена цену цены стоимость стоимости',
  'sale sales umsatz umsaetze umsatze verkauf verkaufe absatz vente ventes venta ventas venda vendas vendite 销售 销售额 销量 売上 売上高 販売 продажа продажи продаж',
  'revenue turnover erlos erlose einnahmen recette recettes chiffre ingreso ingresos receita ricavo ricavi 收入 营收 収益 выручка выручку выручки',
  'salary income wage wages gehalt lohn einkommen salaire revenu salario renda stipendio reddito 工资 薪资 薪水 給与 給料 年収 収入 зарплата зарплату зарплаты доход дохода',
  'age alter age edad idade eta 年龄 年齢 возраст возраста',
  'temperature temp temperatur temperatura 温度 气温 気温 температура температуру температуры',
  'demand nachfrage bedarf demande demanda domanda 需求 需求量 需要 спрос спроса',
  'quantity amount menge anzahl quantite nombre cantidad quantidade quantita 数量 количество количества',
  'count number rentals cnt',
  'churn churned attrition exited kundigung kundigungen abwanderung desabonnement resiliation abandono baja evasao cancelamento abbandono 流失 离职 解約 離脱 離職 退職 отток оттока увольнение',
  'default ausfall zahlungsausfall kreditausfall defaut impago incumplimiento inadimplencia insolvenza 违约 デフォルト 債務不履行 貸倒 дефолт дефолта невозврат',
  'fraud fraudulent betrug fraude frode 欺诈 诈骗 不正 詐欺 мошенничество мошенничества',
  'survived survival survive uberleben uberlebt uberlebenschance survie survecu sobrevivio supervivencia sobrevivencia sobreviveu sopravvivenza sopravvissuto 生存 生还 幸存 存活 выживание выжил выживет выживших',
  'species art arten espece especes especie espécies specie 物种 种类 品种 種 品種 вид вида',
  'class klasse klassen classe clase categoria 类别 クラス класс класса',
  'label etikett etiquette etiqueta rotulo etichetta 标签 ラベル метка метку',
  'rating score note bewertung evaluation puntuacion calificacion avaliacao voto valutazione 评分 評価 評点 рейтинг рейтинга оценка',
  'quality qualitat qualite calidad qualidade qualita 质量 品质 品質 качество качества',
  'disease illness krankheit maladie enfermedad doenca malattia 疾病 病気 疾患 болезнь болезни заболевание',
  'diagnosis diagnose diagnostic diagnostico diagnosi 诊断 診断 диагноз диагноза',
  'weight gewicht poids peso 体重 重量 вес веса',
  'height grosse hohe taille hauteur altura estatura altezza 身高 高度 身長 高さ рост роста высота высоты',
  'rain rainfall regen niederschlag pluie precipitations lluvia chuva pioggia 降雨 雨量 降水量 降雨量 дождь дождя осадки осадков',
  'consumption energy verbrauch stromverbrauch energieverbrauch consommation consumo 用电量 能耗 消耗 消費 消費量 電力消費量 消費電力 потребление потребления энергопотребление',
  'duration time dauer zeit fahrzeit duree temps duracion tiempo duracao tempo durata 时长 时间 時間 所要時間 длительность длительности время продолжительность',
  'delay verspatung retard retraso demora atraso ritardo 延误 遅延 задержка задержку задержки опоздание',
  'profit gewinn benefice ganancia beneficio lucro profitto guadagno 利润 利益 прибыль прибыли',
  'yield ertrag ernte rendement rendimiento cosecha rendimento colheita resa raccolto 产量 收成 収量 収穫量 урожай урожайность урожайности',
  'traffic verkehr trafic circulation trafico trafego traffico 车流量 交通 交通量 трафик трафика',
  'strength festigkeit druckfestigkeit resistance resistencia resistenza 强度 強度 прочность прочности',
  'result outcome ergebnis resultat resultado risultato esito 结果 結果 результат результата исход',
  'risk risiko risque riesgo risco rischio 风险 リスク риск риска',
  'load last charge carga carico 负荷 負荷 нагрузка нагрузки',
  'rent miete loyer alquiler aluguel affitto 租金 房租 賃料 家賃 аренда аренды арендная',
  'fare fahrpreis tarif tarifa tariffa 车费 运费 運賃 тариф тарифа',
  'grade mark noten nota note notas voto 成绩 分数 成績 点数 оценки балл баллы',
  'sentiment stimmung sentimiento sentimento 情感 情绪 感情 тональность настроение',
  'spam pourriel 垃圾邮件 垃圾短信 スパム 迷惑メール спам',
  'gender sex geschlecht sexe sexo sesso 性别 性別 пол пола',
  'winner won win sieger gewinner vainqueur gagnant ganador vencedor vincitore 胜者 获胜 勝者 勝敗 победитель победителя победит',
  'customers customer kunden clients clientes clienti 客户 顾客 顧客 клиенты клиентов',
  'power leistung puissance potencia potenza 功率 发电量 発電量 мощность мощности выработка'
];

const meanings = new Map<string, Set<number>>();
const lists = things.map(line => line.split(' ').map(fold));
lists.forEach((words, at) => {
  for (const word of words) {
    meanings.set(word, (meanings.get(word) ?? new Set()).add(at));
  }
});

/** Which things a word may mean, by number; none for a word that is not known. */
function meaningsOf(word: string): ReadonlySet<number> {
  const known = meanings.get(word);
  if (known) {
    return known;
  }
  const found = new Set<number>();
  // "Hauspreises", "цену": other forms, and one part of a compound.
  lists.forEach((words, at) => {
    if (
      words.some(
        each =>
          sameWord(each, word) ||
          (each.length >= 5 &&
            word.length > each.length + 2 &&
            (new RegExp(`${each}(?:e?s|n|en)?$`).test(word) ||
              (each !== 'class' && word.startsWith(each))))
      )
    ) {
      found.add(at);
    }
  });
  meanings.set(word, found);
  return found;
}

/** Whether two words of any languages mean one thing. */
export function meanTheSame(a: string, b: string): boolean {
  if (sameWord(a, b)) {
    return true;
  }
  const own = meaningsOf(a);
  return own.size > 0 && [...meaningsOf(b)].some(each => own.has(each));
}

/** Words of Chinese or Japanese that mean what a name's word means, longest first. */
export function unspacedWordsFor(word: string): string[] {
  return [...meaningsOf(word)]
    .flatMap(at =>
      lists[at].filter(each => /[\u3040-\u30ff\u4e00-\u9fff]/.test(each))
    )
    .sort((a, b) => b.length - a.length);
}
