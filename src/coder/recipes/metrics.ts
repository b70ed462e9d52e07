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

/**
 * Every metric the recipes know. The order matters: a goal is read from the top,
 * so that the special name comes before the general one it contains.
 */
export const metrics: readonly IMetric[] = [
  metric(
    'RMSLE',
    'minimize',
    values,
    /\brmsle\b|root[- ]mean[- ]squared?[- ]log\w*(?: error)?|rmse[^.]{0,40}\blog\w*/i,
    'mean_squared_log_error(truth, predicted.clip(0)) ** 0.5'
  ),
  metric(
    'MSLE',
    'minimize',
    values,
    /\bmsle\b|mean[- ]squared?[- ]log\w*(?: error)?/i,
    'mean_squared_log_error(truth, predicted.clip(0))'
  ),
  metric(
    'RMSE',
    'minimize',
    values,
    /\brmse\b|root[- _]mean[- _]squared?(?:[- _](?:error|dev\w*))?|wurzel (?:aus|des)[^.]{0,20}quadrat\w*[^.]{0,12}(?:fehler|abweichung)\w*|racine[^.]{0,12}erreur quadratique moyenne|raiz[^.]{0,12}err?or? cuadratico medio|raiz[^.]{0,12}erro quadratico medio|radice[^.]{0,14}errore quadratico medio|均方根误差|二乗平均平方根誤差|корень из среднеквадратич\p{L}* \p{L}*/iu,
    'mean_squared_error(truth, predicted) ** 0.5'
  ),
  metric(
    'RMSPE',
    'minimize',
    values,
    /\brmspe\b(?!-like)|root[- ]mean[- ]squared?[- ]percentage[- ]error/i,
    'np.mean(((truth - predicted) / truth)[truth != 0] ** 2) ** 0.5'
  ),
  metric(
    'SMAPE',
    'minimize',
    values,
    /\bs-?mape\b|symmetric mean absolute percentage(?: error)?/i,
    'np.mean(2 * abs(truth - predicted) / (abs(truth) + abs(predicted)).clip(1e-9))'
  ),
  metric(
    'MAPE',
    'minimize',
    values,
    /\bmape\b|mean[- _]absolute[- _]percentage(?: error)?|mittler\w+ absolut\w+ prozentual\w+ \w+|erreur absolue moyenne en pourcentage|平均绝对百分比误差|平均絶対パーセント誤差/iu,
    'mean_absolute_percentage_error(truth, predicted)'
  ),
  metric(
    'median absolute error',
    'minimize',
    values,
    /\bmedae\b|median[- _]absolute[- _]error/i,
    'median_absolute_error(truth, predicted)'
  ),
  metric(
    'MAE',
    'minimize',
    values,
    /\bmae\b|(?:mean|average)[- _]absolute[- _](?:error|deviation)|mittler\w+ absolut\w+ (?:fehler|abweichung)\w*|erreur absolue moyenne|erreur moyenne absolue|error absoluto medio|erro absoluto medio|erro medio absoluto|errore assoluto medio|errore medio assoluto|平均绝对误差|平均絶対誤差|средн\p{L}* абсолютн\p{L}* \p{L}+/iu,
    'mean_absolute_error(truth, predicted)'
  ),
  metric(
    'MSE',
    'minimize',
    values,
    /\bmse\b|mean[- _]squared?[- _]error|mittler\w+ quadrat\w+ (?:fehler|abweichung)\w*|erreur quadratique moyenne|error cuadratico medio|erro quadratico medio|errore quadratico medio|均方误差|平均二乗誤差|среднеквадратичн\p{L}* ошибк\p{L}*/iu,
    'mean_squared_error(truth, predicted)'
  ),
  metric(
    'R²',
    'maximize',
    values,
    /\br2(?:[- _]?score)?\b|\br\^2|\br²|\br[- _]?squared?\b|coefficient of determination|bestimmtheitsma\p{L}*|coefficient de determination|coeficiente de determinaca?ci?on|coeficiente de determinacao|coefficiente di determinazione|决定系数|決定係数|коэффициент\p{L}* детерминации/iu,
    'r2_score(truth, predicted)'
  ),
  openMetric(0.5, quantile =>
    metric(
      `pinball loss ${quantile}`,
      'minimize',
      values,
      /\bpinball(?:[- ]loss)?|quantile[- ]loss|quantilverlust|perte quantile/i,
      `mean_pinball_loss(truth, predicted, alpha=${quantile})`
    )
  ),
  metric(
    'concordance index',
    'maximize',
    values,
    /\bc[- ]index\b|concordance(?: index)?|harrell/i,
    `different, told = (len(v) ** 2 - (np.unique(v, return_counts=True)[1] ** 2).sum() for v in (truth, predicted))
kendalltau(truth, predicted)[0] * (told / different) ** 0.5 / 2 + 0.5`
  ),
  metric(
    'Spearman correlation',
    'maximize',
    values,
    /spearman/i,
    "pd.Series(predicted).corr(pd.Series(np.asarray(truth)), method='spearman')"
  ),
  metric(
    'Pearson correlation',
    'maximize',
    values,
    /pearson/i,
    'np.corrcoef(truth, predicted)[0, 1]'
  ),
  metric(
    'log loss',
    'minimize',
    two,
    /\blog(?:arithmic)?[- _]?loss|cross[- _]?entropy|negative log[- ]likelihood|logarithmisch\w+ verlust|perte logarithmique|perdida logaritmica|perda logaritmica|perdita logaritmica|对数损失|交叉熵|交差エントロピー|対数損失|логарифмическ\p{L}+ \p{L}+|кросс-?энтропи\p{L}*/iu,
    'log_loss(truth, predicted, labels=[0, 1])'
  ),
  metric(
    'log loss',
    'minimize',
    many,
    /\blog(?:arithmic)?[- _]?loss|cross[- _]?entropy|negative log[- ]likelihood|logarithmisch\w+ verlust|perte logarithmique|perdida logaritmica|perda logaritmica|perdita logaritmica|对数损失|交叉熵|交差エントロピー|対数損失|логарифмическ\p{L}+ \p{L}+|кросс-?энтропи\p{L}*/iu,
    'log_loss(truth, predicted, labels=range(predicted.shape[1]))'
  ),
  metric(
    'Brier score',
    'minimize',
    two,
    /brier/i,
    'brier_score_loss(truth, predicted)'
  ),
  metric(
    'average precision',
    'maximize',
    two,
    /average[- _]precision|\b(?:pr|precision[- ]recall)[- ]auc\b|\bau[cp][- ]?prc?\b|\bauprc\b|area under (?:the )?(?:pr|precision[-–/ ]recall)(?:[- ]curve)?/i,
    'average_precision_score(truth, predicted)'
  ),
  metric(
    'Gini',
    'maximize',
    two,
    /\bgini\b/i,
    '2 * roc_auc_score(truth, predicted) - 1'
  ),
  metric(
    'ROC AUC',
    'maximize',
    two,
    /\broc[- _]?auc\b|\bauc[- _]?roc\b|\bau[- _]?roc\b|\bauc\b|\broc\b|area under (?:the )?(?:(?:roc|receiver[- ]operating[- ]\w+)(?:[- ]curve)?|curve)|flache unter der (?:roc-?)?kurve|aire sous la courbe(?: roc)?|area bajo la curva(?: roc)?|area sob a curva(?: roc)?|area sotto la curva(?: roc)?|曲线下面积|曲線下面積|площад\p{L}* под (?:roc-?)?крив\p{L}*/iu,
    'roc_auc_score(truth, predicted)'
  ),
  metric(
    'ROC AUC',
    'maximize',
    many,
    /\broc[- _]?auc\b|\bauc[- _]?roc\b|\bau[- _]?roc\b|\bauc\b|\broc\b|area under (?:the )?(?:(?:roc|receiver[- ]operating[- ]\w+)(?:[- ]curve)?|curve)|flache unter der (?:roc-?)?kurve|aire sous la courbe(?: roc)?|area bajo la curva(?: roc)?|area sob a curva(?: roc)?|area sotto la curva(?: roc)?|曲线下面积|曲線下面積|площад\p{L}* под (?:roc-?)?крив\p{L}*/iu,
    "roc_auc_score(truth, predicted, multi_class='ovr')"
  ),
  openMetric(3, k => ({
    ...metric(
      `MAP@${k}`,
      'maximize',
      many,
      /\bmap ?@ ?\d+|\bmean average precision(?: ?\(?map\)?)? ?(?:@|at) ?(?:the top )?\d+/i,
      `${rank}np.mean(np.where(rank <= ${k}, 1 / rank, 0))`
    ),
    ranked: k
  })),
  openMetric(5, k => ({
    ...metric(
      `top-${k} accuracy`,
      'maximize',
      many,
      /\btop[- ]?(?:\d+|k|three|five)[- ](?:categorical[- ])?accuracy|accuracy ?@ ?(?:\d+|k)/i,
      `${rank}np.mean(rank <= ${k})`
    ),
    ranked: k
  })),
  metric(
    'balanced accuracy',
    'maximize',
    classes,
    /balanced[- _]accuracy|mean per[- ]class (?:accuracy|recall)|balancierte genauigkeit|平衡准确率/iu,
    'balanced_accuracy_score(truth, {labels})'
  ),
  metric(
    'accuracy',
    'maximize',
    classes,
    /\baccuracy\b|correctly classified|(?:share|fraction|percentage|proportion) of correct\w*|\bgenauigkeit\b|\bexactitude\b|\bexactitud\b|\bacuracia\b|\baccuratezza\b|准确率|正确率|正解率|\bточност\p{L}*/iu,
    'accuracy_score(truth, {labels})'
  ),
  metric(
    'weighted F1',
    'maximize',
    classes,
    /weighted[- _](?:averaged? )?f[-_ ]?1(?:[- _]?score)?|f[-_ ]?1(?:[- _]?score)?[- _,]*\(?(?:average ?= ?['"]?)?weighted\)?/i,
    "f1_score(truth, {labels}, average='weighted')"
  ),
  metric(
    'micro F1',
    'maximize',
    classes,
    /micro[- _](?:averaged? )?f[-_ ]?1(?:[- _]?score)?|f[-_ ]?1(?:[- _]?score)?[- _,]*\(?(?:average ?= ?['"]?)?micro\)?/i,
    "f1_score(truth, {labels}, average='micro')"
  ),
  metric(
    'macro F1',
    'maximize',
    classes,
    /macro[- _](?:averaged? )?f[-_ ]?1(?:[- _]?score)?|f[-_ ]?1(?:[- _]?score)?[- _,]*\(?(?:average ?= ?['"]?)?macro\)?/i,
    "f1_score(truth, {labels}, average='macro')"
  ),
  metric(
    'F1',
    'maximize',
    two,
    /\bf[-_ ]?1(?:[- _]?(?:score|measure|maß|mass))?\b|\bf[- ](?:score|measure)\b|\bf1-?мер\p{L}*|f1值|f値/iu,
    'f1_score(truth, {labels}, zero_division=0)'
  ),
  metric(
    'macro F1',
    'maximize',
    many,
    /\bf[-_ ]?1(?:[- _]?(?:score|measure|maß|mass))?\b|\bf[- ](?:score|measure)\b|\bf1-?мер\p{L}*|f1值|f値/iu,
    "f1_score(truth, {labels}, average='macro')"
  ),
  metric(
    'Matthews correlation',
    'maximize',
    classes,
    /\bmcc\b|matthews/i,
    'matthews_corrcoef(truth, {labels})'
  ),
  metric(
    'quadratic weighted kappa',
    'maximize',
    classes,
    /\bqwk\b|quadratic(?:ally)?[- _](?:weighted[- _])?(?:cohen\W?s )?kappa|quadratisch gewichtet\w* kappa/i,
    "cohen_kappa_score(truth, {labels}, weights='quadratic')"
  ),
  metric(
    'Cohen’s kappa',
    'maximize',
    classes,
    /\bkappa\b/i,
    'cohen_kappa_score(truth, {labels})'
  ),
  metric(
    'precision',
    'maximize',
    two,
    /\bprecision\b/i,
    'precision_score(truth, {labels}, zero_division=0)'
  ),
  metric(
    'recall',
    'maximize',
    two,
    /\brecall\b|\bsensitivity\b/i,
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
