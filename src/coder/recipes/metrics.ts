import { hits } from '../../task/goal/otherMetrics';
import { oneQuantile } from '../../task/goal/quantiles';
import {
  goesByLabels,
  metric,
  openMetric,
  type IMetric,
  type Kind
} from './metric';

const values: readonly Kind[] = ['regression'];
const classes: readonly Kind[] = ['binary', 'multiclass'];
const two: readonly Kind[] = ['binary'];
const many: readonly Kind[] = ['multiclass'];

const rank =
  'rank = 1 + (predicted > predicted[np.arange(len(truth)), truth][:, None]).sum(axis=1)\n';

/** Of two classes and of many. */
const rocAuc =
  /\broc[- _]?auc\b|\bauc[- _]?roc\b|\bau[- _]?roc\b|\baucs?\b|\broc\b|area under (?:the )?(?:(?:roc|receiver[- ]operating[- ]\w+)(?:[- ]curve)?|curve)|flache unter der (?:roc-?)?kurve|aire sous la courbe(?: roc)?|area bajo la curva(?: roc)?|area sob a curva(?: roc)?|area sotto la curva(?: roc)?|曲线下面积|曲線下面積|площад\p{L}* под (?:roc-?)?крив\p{L}*/iu;

/**
 * Every metric the recipes know. The order matters: a goal is read from the top,
 * so that the special name comes before the general one it contains.
 */
export const metrics: readonly IMetric[] = [
  metric(
    'rmsle',
    values,
    /\brmsles?\b|root[- ]mean[- ]squared?[- ]log\w*(?: error)?|(?:\brmse|root[- ]mean[- ]squared?[- ]error)\b[^.]{0,40}\blog(?:s|arithm\w*|ged)?\b(?![- _]?loss)|(?:wurzel|racine|raiz|radice) [^.]{0,50}\blogar\p{L}*(?: (?:fehler|quadrat\p{L}* med\p{L}*|cuadratic\p{L}* medi\p{L}*))?|корень из [^.]{0,30}логарифм\p{L}* ошибк\p{L}*|均方根对数误差|対数平均二乗誤差の平方根/iu,
    'mean_squared_log_error(truth, predicted.clip(0)) ** 0.5'
  ),
  metric(
    'msle',
    values,
    /\bmsles?\b|mean[- ]squared?[- ]log\w*(?: error)?/i,
    'mean_squared_log_error(truth, predicted.clip(0))'
  ),
  metric(
    'rmse',
    values,
    /\b(?:mc)?rmses?\b|(?:\p{L}+ )?(?:[qc]uadrat\p{L}*|squared?)[^.,;\n]{0,25}[(,] ?(?:root|wurzel|racine|raiz|radice)\b|square root of the mean squared? errors?|平均二乗誤差の平方根|均方误差的平方根|root[- _]mean[- _]squared?(?:[- _](?:error|dev\w*))?|wurzel (?:aus|des)[^.]{0,20}quadrat\w*[^.]{0,12}(?:fehler|abweichung)\w*|racine[^.]{0,12}erreur quadratique moyenne|raiz[^.]{0,12}err?or? cuadratico medio|raiz[^.]{0,12}erro quadratico medio|radice[^.]{0,14}errore quadratico medio|均方根误差|二乗平均平方根誤差|корень из среднеквадратич\p{L}* \p{L}*/iu,
    'mean_squared_error(truth, predicted) ** 0.5'
  ),
  metric(
    'rmspe',
    values,
    /\brmspe\b(?!-like)|root[- ]mean[- ]squared?[- ]percentage[- ]error/i,
    'np.mean(((truth - predicted) / truth)[truth != 0] ** 2) ** 0.5'
  ),
  metric(
    'smape',
    values,
    /\bs-?mapes?\b|symmetric mean absolute percentage(?: error)?/i,
    'np.mean(2 * abs(truth - predicted) / (abs(truth) + abs(predicted)).clip(1e-9))'
  ),
  metric(
    'mape',
    values,
    /\bmapes?\b|(?:mean|average|avg)\b ?(?:of )?\(?(?:\||abs\() ?\w+ ?[-−–] ?\w+ ?[|)] ?\/ ?\|?\w+|mean[- _]absolute[- _]percentage(?: error)?|mittler\w+ absolut\w+ prozentual\w+ \w+|(?:erreur|ecart) absolue? moyen(?:ne)? en pourcentage|erreur (?:moyenne absolue en pourcentage|absolue moyenne relative)|err?o(?:re?)? (?:p[eo]r?cent\p{L}*|porcentual) (?:absolut|assolut)o medio|err?o(?:re?)? medio (?:p[eo]r?cent\p{L}*|porcentual) (?:absolut|assolut)o|err?o(?:re?)? (?:absolut|assolut)o (?:p[eo]r?cent\p{L}*|porcentual) medio|средн\p{L}* абсолютн\p{L}* процентн\p{L}* \p{L}+|(?:mean|average) absolute error (?:in|as a?) ?(?:percent\p{L}*|%)|mittler\p{L}+ absolut\p{L}+ (?:fehler|abweichung)\p{L}* in (?:prozent|%)|erreur (?:absolue moyenne|moyenne absolue) en (?:pourcentage|%)|err?o(?:re?)? (?:absoluto|assoluto) medio (?:en|em|in) (?:p[eo]r?cent\p{L}*|%)|средн\p{L}* абсолютн\p{L}* \p{L}+ в (?:процент\p{L}*|%)|平均绝对百分比误差|平均絶対パーセント誤差/iu,
    'mean_absolute_percentage_error(truth, predicted)'
  ),
  metric(
    'median_absolute_error',
    values,
    /\bmedae\b|\bmedian(?:er)?[- ]?fehler|median[- _]absolute[- _](?:error|deviation)|median of (?:the )?absolute (?:errors|deviations)|median\p{L}* absolut\p{L}* (?:fehler|abweichung)\p{L}*|median der absoluten (?:fehler|abweichungen)|erreur (?:absolue mediane|mediane absolue)|mediane des (?:erreurs|ecarts) absolu\p{L}*|err?o(?:re?)? (?:(?:absolut|assolut)o median[oa]|median[oa] (?:absolut|assolut)o)|median[ao] d(?:el|o|ell[’'])s? ?err?o(?:re?)?s? (?:absolut|assolut)[oi]s?|медианн\p{L}* абсолютн\p{L}* \p{L}+|медиан\p{L}* абсолютн\p{L}* ошибк\p{L}*|绝对误差(?:的)?中位数|中位数?绝对误差|絶対誤差の中央値|中央絶対誤差/iu,
    'median_absolute_error(truth, predicted)'
  ),
  metric(
    'mae',
    values,
    /\bmaes?\b|\b(?:absolute? (?:errors?|deviations?)|absolut\p{L}* (?:fehler|abweichung)\p{L}*|erreurs? absolues?|err?o(?:re?)?s? (?:absolut|assolut)[oi]s?)(?!\p{L}|,? (?:in |en |em )?(?:percent|prozent|pourcent|porcent|percentual))|(?:mean|average|avg)\b ?(?:of )?\(?(?:\||abs\() ?\w+ ?[-−–] ?\w+ ?[|)](?! ?\/)|\bon average [^.\n]{0,40}\b(?:off|wrong|away)\b|\b(?:off|wrong) by [^.\n]{0,30}\bon average|\bim (?:mittel|schnitt|durchschnitt) [^.\n]{0,40}\b(?:daneben\p{L}*|abweich\p{L}*|falsch)|\ben moyenne[^.\n]{0,40}(?:\bd['’]ecart|\btromp\p{L}*)|\b(?:en promedio|de media)[^.\n]{0,40}\bequivo\p{L}*|\b(?:em media|in media)[^.\n]{0,40}\b(?:err\p{L}+|sbagli\p{L}*)|(?<!\p{L})в среднем [^.\n]{0,40}ошиба\p{L}*|(?:mean|average)[- _]absolute[- _](?:error|deviation)|mittler\w+ absolut\w+ (?:fehler|abweichung)\w*|erreur absolue moyenne|erreur moyenne absolue|error absoluto medio|erro absoluto medio|erro medio absoluto|errore assoluto medio|errore medio assoluto|平均绝对误差|平均絶対誤差|средн\p{L}* абсолютн\p{L}* \p{L}+|ошибк\p{L}* ?[—–:-]? ?средн\p{L}* абсолютн\p{L}*/iu,
    'mean_absolute_error(truth, predicted)'
  ),
  metric(
    'mse',
    values,
    /\bmses?\b|mean[- _]squared?[- _]error|mittler\w+ quadrat\w+ (?:fehler|abweichung)\w*|erreur quadratique moyenne|error cuadratico medio|erro quadratico medio|errore quadratico medio|均方误差|平均二乗誤差|среднеквадратичн\p{L}* ошибк\p{L}*/iu,
    'mean_squared_error(truth, predicted)'
  ),
  metric(
    'r2',
    values,
    /\br2(?:[- _]?score)?\b|\br\^2|\br²|\br[- _]?squared?\b|coefficient of determination|bestimmtheitsma\p{L}*|coefficient de determination|coeficiente de determinaca?ci?on|coeficiente de determinacao|coefficiente di determinazione|决定系数|決定係数|коэффициент\p{L}* детерминации/iu,
    'r2_score(truth, predicted)'
  ),
  openMetric('pinball_loss', quantile =>
    metric(
      'pinball_loss',
      values,
      new RegExp(
        `\\bpinball(?:[- ]loss)?|quantile[- ]loss|quantilverlust|perte quantile|${oneQuantile}`,
        'iu'
      ),
      `mean_pinball_loss(truth, predicted, alpha=${quantile})`,
      String(quantile)
    )
  ),
  metric(
    'concordance_index',
    values,
    /\bc[- ]index\b|concordance(?: index)?|harrell/i,
    `different, told = (len(v) ** 2 - (np.unique(v, return_counts=True)[1] ** 2).sum() for v in (truth, predicted))
kendalltau(truth, predicted)[0] * (told / different) ** 0.5 / 2 + 0.5`
  ),
  metric(
    'spearman_correlation',
    values,
    /spearman/i,
    "pd.Series(predicted).corr(pd.Series(np.asarray(truth)), method='spearman')"
  ),
  metric(
    'pearson_correlation',
    values,
    /pearson/i,
    'np.corrcoef(truth, predicted)[0, 1]'
  ),
  metric(
    'log_loss',
    two,
    /\blog(?:arithmic)?[- _]?loss|\blog-?verlust|логлосс\p{L}*|cross[- _]?entropy|negative log[- ]likelihood|logarithmisch\w+ verlust|perte logarithmique|perdida logaritmica|perda logaritmica|perdita logaritmica|对数损失|交叉熵|交差エントロピー|対数損失|логарифмическ\p{L}+ \p{L}+|кросс-?энтропи\p{L}*/iu,
    'log_loss(truth, predicted, labels=[0, 1])'
  ),
  metric(
    'log_loss',
    many,
    /\blog(?:arithmic)?[- _]?loss|\blog-?verlust|логлосс\p{L}*|cross[- _]?entropy|negative log[- ]likelihood|logarithmisch\w+ verlust|perte logarithmique|perdida logaritmica|perda logaritmica|perdita logaritmica|对数损失|交叉熵|交差エントロピー|対数損失|логарифмическ\p{L}+ \p{L}+|кросс-?энтропи\p{L}*/iu,
    'log_loss(truth, predicted, labels=range(predicted.shape[1]))'
  ),
  metric('brier_score', two, /brier/i, 'brier_score_loss(truth, predicted)'),
  metric(
    'average_precision',
    two,
    /(?:average|avg\.?)[- _]precision|(?<!\p{L})(?:precis(?:ion|ao|ione) (?:moyenne|media|promedio)|mittlere prazision|средн\p{L}+ точност\p{L}*)(?!\p{L})|平均(?:精度|適合率)|\b(?:pr|precision[- ]recall)[- ]auc\b|\bau[cp][- ]?prc?\b|\bauprc\b|(?:area under (?:the )?|aire sous la courbe |area (?:bajo|sob|sotto) la curva |flache unter der )(?:pr\b|precis\p{L}+[-–/ ](?:recall|rappel|exhaustividad))(?:[- ](?:curve|kurve))?/iu,
    'average_precision_score(truth, predicted)'
  ),
  metric('gini', two, /\bgini\b/i, '2 * roc_auc_score(truth, predicted) - 1'),
  metric('roc_auc', two, rocAuc, 'roc_auc_score(truth, predicted)'),
  metric(
    'roc_auc',
    many,
    rocAuc,
    'np.mean([roc_auc_score(truth == k, predicted[:, k]) for k in np.unique(truth)])'
  ),
  openMetric('map', k => ({
    ...metric(
      'map',
      many,
      /\bmap ?@ ?\d+|\bmean average precision(?: ?\(?map\)?)? ?(?:@|at) ?(?:the top )?\d+/i,
      `${rank}np.mean(np.where(rank <= ${k}, 1 / rank, 0))`,
      String(k)
    ),
    ranked: k
  })),
  openMetric('top_accuracy', k => ({
    ...metric(
      'top_accuracy',
      many,
      /\btop[- ]?(?:\d+|k|three|five)[- ](?:categorical[- ])?accuracy|accuracy ?@ ?(?:\d+|k)|\b(?:true|correct|right|actual|real) (?:[^.\n]{0,30} )?(?:among|in|within) (?:the|our|its|your) (?:top |first |best )?(?:\d+|two|three|four|five|ten)\b(?! ?%| percent)(?: (?:likeliest|most likely|best|first)\b)?|\b(?:richtige|wahre)\p{L}* (?:[^.\n]{0,30} )?unter den (?:ersten |besten )?(?:\d+|zwei|drei|vier|funf|zehn)\b|\b(?:bonne|vraie) (?:[^.\n]{0,30} )?parmi les (?:\d+|deux|trois|quatre|cinq|dix)\b/iu,
      `${rank}np.mean(rank <= ${k})`,
      String(k)
    ),
    ranked: k
  })),
  metric(
    'balanced_accuracy',
    classes,
    /balanced[- _]accuracy|mean per[- ]class (?:accuracy|recall)|(?:balancierte|ausgewogene) genauigkeit|(?:exactitude|precision) equilibree|(?:exactitud|precision) (?:balanceada|equilibrada)|acuracia balanceada|accuratezza bilanciata|сбалансированн\p{L}* точност\p{L}*|平衡准确率|均衡正解率|バランス(?:精度|正解率)/iu,
    'balanced_accuracy_score(truth, {labels})'
  ),
  metric(
    'accuracy',
    classes,
    /\baccuracy\b|correctly classified|\btasa de aciertos?\b|\btaxa de acertos?\b|\btaux de (?:bonnes|bon)\b|\banteil (?:der )?richtig\p{L}*|percentuale di (?:risposte|previsioni) (?:corrette|giuste|esatte)|дол[яюи] (?:верн|правильн)\p{L}*|正答率|(?:share|fraction|percentage|proportion) of correct\w*|\b(?:treffer|vorhersage|klassifikations)?genauigkeit\b|richtig klassifizierte[nr]? \p{L}+|bonnes reponses|porcentaje de aciertos|\bexactitude\b|\bexactitud\b|\bacuracia\b|\baccuratezza\b|准确率|正确率|正解率|(?<!\p{L})точност\p{L}*/iu,
    'accuracy_score(truth, {labels})'
  ),
  metric('accuracy', many, hits, 'accuracy_score(truth, {labels})'),
  metric(
    'f1_weighted',
    classes,
    /(?:weighted|gewichtet\w*|pondere\w*|ponderad\w*|ponderat\w*|взвешенн\p{L}*)[- _](?:averaged? )?(?:f[-_ ]?1(?:[- _]?(?:score|maß|mass))?|f[- ](?:score|measure|mesure))|(?:f[-_ ]?1(?:[- _]?(?:score|maß|mass))?|f[- ](?:score|measure|mesure))[- _,]*\(?(?:average ?= ?['"]?)?(?:weighted|gewichtet\w*|pondere\w*|ponderad\w*|ponderat\w*|взвешенн\p{L}*)\)?|加权 ?f1/iu,
    "f1_score(truth, {labels}, average='weighted')"
  ),
  metric(
    'f1_micro',
    classes,
    /(?:micro)[- _](?:averaged? )?(?:f[-_ ]?1(?:[- _]?(?:score|maß|mass))?|f[- ](?:score|measure|mesure))|(?:f[-_ ]?1(?:[- _]?(?:score|maß|mass))?|f[- ](?:score|measure|mesure))[- _,]*\(?(?:average ?= ?['"]?)?(?:micro)\)?/iu,
    "f1_score(truth, {labels}, average='micro')"
  ),
  metric(
    'f1_macro',
    classes,
    /(?:macro|makro)[- _](?:averaged? )?(?:f[-_ ]?1(?:[- _]?(?:score|maß|mass))?|f[- ](?:score|measure|mesure))|(?:f[-_ ]?1(?:[- _]?(?:score|maß|mass))?|f[- ](?:score|measure|mesure))[- _,]*\(?(?:average ?= ?['"]?)?(?:macro|makro)\)?|宏(?:平均)? ?f1/iu,
    "f1_score(truth, {labels}, average='macro')"
  ),
  metric(
    'f1',
    two,
    /\bf[-_ ]?1(?:[- _]?(?:score|measure|maß|mass))?\b|\bf[- ](?:score|measure)\b|\bf1-?мер\p{L}*|f1值|f値/iu,
    'f1_score(truth, {labels}, zero_division=0)'
  ),
  metric(
    'f1_macro',
    many,
    /\bf[-_ ]?1(?:[- _]?(?:score|measure|maß|mass))?\b|\bf[- ](?:score|measure)\b|\bf1-?мер\p{L}*|f1值|f値/iu,
    "f1_score(truth, {labels}, average='macro')"
  ),
  metric(
    'matthews_corrcoef',
    classes,
    /\bmcc\b|matt?hew\W?s/i,
    'matthews_corrcoef(truth, {labels})'
  ),
  metric(
    'quadratic_weighted_kappa',
    classes,
    /\bqwk\b|quadratic(?:ally)?[- _](?:weighted[- _])?(?:cohen(?:\W?s)? )?kappa|kappa with quadratic weights|kappa quadratic\w*|quadratisch gewichtet\w* kappa|kappa (?:ponder|pesat|pes)\p{L}* (?:quadrati|cuadrati)\p{L}*|kappa (?:quadrati|cuadrati)\p{L}*|квадратичн\p{L}* (?:взвешенн\p{L}* )?каппа|каппа с квадратичн\p{L}* вес\p{L}*|二次(?:加权)? ?kappa|二次重み付き ?(?:kappa|カッパ)/iu,
    "cohen_kappa_score(truth, {labels}, weights='quadratic')"
  ),
  metric(
    'cohen_kappa',
    classes,
    /\bkappa\b|(?<!\p{L})каппа(?!\p{L})|カッパ/iu,
    'cohen_kappa_score(truth, {labels})'
  ),
  metric(
    'precision',
    two,
    /\bpr[ae]zision\b|\bprecis(?:ion|ione|ao)\b|查准率|精确率|[適适]合率/iu,
    'precision_score(truth, {labels}, zero_division=0)'
  ),
  metric(
    'recall',
    two,
    /\brecall\b|\bsensitivit(?:y|at)\b|\bsensibili(?:te|dad|dade|ta)\b|\brappel\b(?! que)|\brichiamo\b|\brevocacao\b|\bexhaustividad\b|(?<!\p{L})полнот\p{L}*|召回率|查全率|再現率/iu,
    'recall_score(truth, {labels}, zero_division=0)'
  )
];

/** Whether a metric is about the logarithm of the target. */
export function isLogarithmic(metric: IMetric): boolean {
  return metric.python.includes('log_error');
}

/**
 * Whether a metric of two classes is better served by another threshold than one
 * half: it goes by labels, and not by how many of them are right.
 */
export function wantsThreshold({
  kind,
  metric
}: {
  kind: Kind;
  metric: IMetric;
}): boolean {
  return (
    kind === 'binary' && goesByLabels(metric) && metric.name !== 'accuracy'
  );
}
