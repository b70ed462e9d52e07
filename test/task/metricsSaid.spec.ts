import { namedMetrics } from '../../src/coder/recipes/namedMetrics';
import { metrics } from '../../src/coder/recipes/metrics';
import { unknownMetricIn } from '../../src/task/goal/metric';
import { quantilesIn } from '../../src/task/goal/quantiles';
import { otherKindIn, workIn } from '../../src/task/goal/otherKind';

/** Ways in which people name a metric, and which one is meant. */
const said: Record<string, string[]> = {
  RMSE: [
    'error cuadrático medio (RMSE)',
    'errore quadratico medio (radice)',
    'The leaderboard uses RSME.',
    'root mean sqared error',
    'the average of the two RMSEs',
    'scored by MCRMSE, the mean columnwise root mean squared error',
    'The metric is the root mean squared error.',
    'Scored by root-mean-square error (RMSE) on the test set.',
    'Submissions are judged on RMSE, not on MAE.',
    'RMSE statt MAE als Maß.',
    'Wurzel des mittleren quadratischen Fehlers',
    'La métrica es la raíz del error cuadrático medio.',
    'Die Bewertung erfolgt nach dem RMSE',
    'evaluated on the square root of the mean squared error',
    '评价指标为均方根误差。',
    '評価指標は平均二乗誤差の平方根です。'
  ],
  MAE: [
    'Mean of the two MAEs.',
    'mean abslute error',
    'mean abs. error is what counts',
    'no squared stuff - abs error pls',
    'Es zählt der absolute Fehler.',
    'What I do not want is RMSE; give me the mean absolute error instead of it',
    'La métrica no es la raíz del error cuadrático medio, sino el error absoluto medio.',
    'score = mean(|y - p|)',
    'On average we should be less than 3 euros off.',
    'Im Schnitt dürfen wir höchstens 2 Tage danebenliegen.',
    'En promedio no queremos equivocarnos por más de 5 euros.',
    'В среднем мы не должны ошибаться больше чем на час.',
    'Es zählt die mittlere absolute Abweichung.',
    'средняя абсолютная ошибка, а не RMSE',
    'Ошибка — средняя абсолютная.',
    'Please optimise MAE rather than RMSE.',
    'mean absolute error, lower is better',
    'mittlerer absoluter Fehler',
    "L'erreur absolue moyenne sert de métrique.",
    'El error absoluto medio, por favor.',
    'Mede-se pelo erro absoluto médio.',
    'Metrica: errore assoluto medio',
    'Метрика — средняя абсолютная ошибка.',
    '用平均绝对误差评估',
    '平均絶対誤差で評価する',
    'MAE instead of MSE',
    'nicht RMSE, sondern MAE'
  ],
  RMSLE: [
    'Root-Mean-Squared-Error (RMSE) between the logarithm of the predicted value and the logarithm of the observed price',
    'Wurzel aus dem mittleren quadratischen logarithmischen Fehler',
    'racine de l’erreur quadratique moyenne logarithmique',
    'la raíz del error logarítmico cuadrático medio',
    'raiz do erro quadrático médio logarítmico',
    'radice dell’errore quadratico medio logaritmico',
    'корень из среднеквадратичной логарифмической ошибки',
    '均方根对数误差',
    'RMLSE',
    'root mean squared logarithmic error',
    'Root Mean Square Log Error between predicted and actual'
  ],
  RMSPE: ['root mean square percentage error (RMSPE)'],
  MAPE: [
    'средняя абсолютная ошибка в процентах (MAPE)',
    'mittlerer absoluter Fehler in Prozent',
    'mean absolute error in percent',
    'score = mean(|y - p| / y)',
    'Errore percentuale assoluto medio.',
    'error porcentual absoluto medio',
    'erro percentual absoluto médio',
    'mittlerer absoluter prozentualer Fehler',
    'средняя абсолютная процентная ошибка',
    'lowest mean absolute percentage error wins',
    'mean absolut percentage error',
    'mean absolute percentage error',
    'the average percentage error in absolute terms (MAPE)'
  ],
  SMAPE: [
    'symmetric mean absolute percentage error',
    'sMAPE, as in the M4 competition'
  ],
  'median absolute error': [
    'Maß ist der Medianfehler.',
    'The median absolute error counts.',
    'the median of the absolute errors',
    'Median der absoluten Fehler',
    'l’erreur absolue médiane, et non la moyenne',
    'la mediana del error absoluto',
    'erro absoluto mediano',
    'errore assoluto mediano',
    'медианная абсолютная ошибка',
    '绝对误差的中位数',
    '絶対誤差の中央値'
  ],
  'R²': [
    'coefficient of determination',
    'Score: R2',
    'R squared',
    'Bestimmtheitsmaß',
    'R^2 of the predictions'
  ],
  'Spearman correlation': ["Spearman's rank correlation", 'spearman rho'],
  'concordance index': ['Harrell’s C-index', 'concordance index (c-index)'],
  'log loss': [
    'Log-Verlust als Maß',
    'RMSE makes no sense here; logloss',
    'логлосс',
    'multi-class logarithmic loss',
    'binary cross-entropy',
    'evaluated with logloss',
    'cross entropy loss'
  ],
  'Brier score': ['the Brier score of the probabilities'],
  'ROC AUC': [
    'Accuracy reicht uns nicht, lieber AUC.',
    'Submissions used to be ranked by log loss. From now on we rank by the area under the ROC curve.',
    'Accuracy is misleading here, so AUC.',
    'Accuracy isn’t enough; AUC',
    'L’exactitude ne suffit pas : AUC',
    'La exactitud no basta, mejor AUC',
    'Keine Accuracy, sondern AUC',
    '准确率不够，用AUC',
    'ROC-AUC одного против остальных',
    'area under the ROC curve',
    'AUROC',
    'AUC-ROC, please',
    'Area Under the Receiver Operating Characteristic Curve',
    'Fläche unter der ROC-Kurve',
    'aire sous la courbe ROC',
    'área bajo la curva ROC',
    'area sotto la curva ROC'
  ],
  'average precision': [
    'on regarde donc la précision moyenne (AP)',
    'give me avg precision',
    'Métrica: precisión media',
    '评价用平均精度',
    'Bitte nicht auf die Genauigkeit schauen, sondern auf die Fläche unter der Precision-Recall-Kurve.',
    'aire sous la courbe précision-rappel',
    'área bajo la curva precisión-recall',
    'area under the precision-recall curve',
    'PR-AUC',
    'AUPRC',
    'average precision score'
  ],
  'MAP@5': ['Mean Average Precision @ 5 (MAP@5)', 'MAP@5'],
  'MAP@3': ['mean average precision at 3'],
  'top-3 accuracy': [
    'top-3 accuracy',
    'top 3 accuracy',
    'A prediction counts if the true one is among the three likeliest.'
  ],
  accuracy: [
    'tasa de acierto',
    'taxa de acertos',
    'доля правильных ответов',
    '正答率',
    'use acuracy please',
    'Метрика — точность.',
    'acurracy',
    'Treffergenauigkeit',
    'Anteil der richtig klassifizierten Zeilen',
    'porcentaje de aciertos',
    'taux de bonnes réponses',
    'classification accuracy: the share of rows that are right',
    'percentage of correctly classified rows',
    'Metrik: Genauigkeit',
    'La métrique est l’exactitude.',
    '准确率',
    '正解率で評価'
  ],
  'balanced accuracy': [
    'ausgewogene Genauigkeit, nicht die einfache',
    'exactitude équilibrée',
    'exactitud balanceada',
    'acurácia balanceada',
    'accuratezza bilanciata',
    'сбалансированная точность',
    'バランス精度',
    'blanced accuracy',
    'balanced accuracy',
    'balanced_accuracy_score'
  ],
  'macro F1': [
    'Not by plain accuracy, but by the macro-averaged F-score.',
    '不看准确率，看宏平均F1。',
    'macro averaged F1',
    'F1 macro',
    'F-mesure macro',
    'macro-F1',
    'Se puntúa con F1 macro.',
    'F1-macro',
    'macro-averaged F1',
    'F1 (macro)',
    'macro F1-score',
    'f1_macro'
  ],
  'weighted F1': [
    'f1 score weigthed',
    'gewichteter F1',
    'F1 pondéré',
    'F1 ponderado',
    'F1 ponderato',
    'weigthed F1',
    '加权F1',
    'F1 (weighted)',
    'weighted F1 score',
    'weighted-average F1'
  ],
  'Matthews correlation': [
    'Please do not use accuracy; we report the MCC.',
    'mathews correlation',
    'MCC',
    'Matthews correlation coefficient',
    "Matthew's correlation coefficient"
  ],
  'quadratic weighted kappa': [
    'kappa pondéré quadratique',
    'квадратичная взвешенная каппа',
    '二次加权kappa',
    'quadratc weighted kapa',
    'QWK',
    'quadratic weighted kappa',
    'quadratically weighted Cohen kappa',
    'kappa with quadratic weights'
  ],
  'pinball loss 0.9': [
    'Give the 90th percentile of the delay.',
    'Das 90-%-Quantil der Dauer.',
    'The p90 of the delay is wanted.',
    'Предсказать 90-й перцентиль.',
    '待ち時間の90パーセンタイル',
    'pinball loss at the 0.9 quantile',
    'quantile loss for the 90th percentile'
  ],
  'pinball loss 0.95': [
    'Give the 95th percentile of the waiting time of each patient in the emergency room; pinball loss.'
  ],
  recall: [
    'Conta il richiamo.',
    'Se evalúa la sensibilidad.',
    'sensibilité',
    'Sensitivität',
    '召回率',
    '再現率',
    'полнота',
    'revocação',
    'Wiedererkennung: Recall'
  ],
  precision: ['Präzision der Klasse ja', '適合率', '查准率', 'precisión'],
  Gini: [
    'Finance doesn’t care about accuracy, they look at the gini only.',
    'normalized Gini coefficient'
  ]
};

describe('a metric as people name it', () => {
  it.each(
    Object.entries(said).flatMap(([name, texts]) =>
      texts.map((text): [string, string] => [text, name])
    )
  )('%s → %s', (text, name) => {
    expect(namedMetrics(`Predict y. ${text}`)[0]?.name).toBe(name);
  });

  it.each([
    'Predict the price with high accuracy.',
    'We need a model of great precision for the sensor.',
    'Bitte mit hoher Genauigkeit vorhersagen.',
    'Prédire le prix avec une bonne précision.',
    'Predecir el precio con alta precisión.',
    'The accuracy of the sensor is 0.1 degrees.',
    'As accurate as possible, please.',
    'The costs of the house are known; the profit is not.',
    'We weight all rows alike and measure in kilograms.'
  ])('is none in praise: %s', text => {
    expect(namedMetrics(text)).toEqual([]);
    expect(unknownMetricIn(text, metrics)).toBeNull();
  });

  it.each([
    ['Scored by the concave capped error.', /concave capped error/],
    ['The metric is NDCG@10.', /ndcg@10/i],
    ['Evaluated with the CRPS.', /crps/i],
    ['Die Metrik ist der WMAPE.', /wmape/i],
    ['F2 score, since misses are worse.', /f2 score/i],
    ['What counts is the recall at a precision of 90 %.', /recall at/],
    ['Precision in the top 5 % is the metric.', /precision in/i],
    ['Sensitivity at 95 % specificity', /sensitivity at/i],
    ['Recall bei mindestens 90 % Precision', /recall bei/i],
    ['La precisión en el top 5 % cuenta.', /precisión en/],
    ['rappel à précision fixée', /rappel à/],
    ['partial AUC', /partial auc/i],
    ['Cohen’s kappa with linear weights', /kappa with linear/],
    ['linearly weighted kappa', /linearly weighted kappa/],
    ['weighted log loss by sample', /weighted log loss/],
    ['within-one accuracy', /within-one accuracy/],
    ['the RMSE weighted by the column w', /RMSE weighted/],
    [
      'weighted multi-label logarithmic loss',
      /weighted multi-label logarithmic loss/
    ],
    ['Weighted MAE, weights in the column w', /weighted mae/i],
    ['normalized RMSE', /normalized rmse/i],
    ['NRMSE', /nrmse/i],
    ['adjusted R²', /adjusted/],
    [
      'mean absolute error of the log of the price',
      /mean absolute error of the log/
    ],
    ['Huber loss', /huber/i],
    ['the mean of the per-store RMSEs', /per-store rmse/i],
    ['RMSE per station, then averaged', /rmse per station/i],
    ['The share of predictions within 5 % of the truth counts.', /share of/],
    ['Es zählt der Anteil der Werte innerhalb von 10 %.', /anteil/i],
    ['误差在5%以内的比例', /误差/],
    ['Wichtig ist, wie oft wir höchstens 10 % danebenliegen.', /wie oft/],
    ['G-mean of both classes', /g-mean/i],
    ['equal error rate (EER)', /equal error rate/],
    ['mean Tweedie deviance with power 1.5', /tweedie/i],
    [
      'The metric is the profit: a caught one earns 80, a call in vain costs 5.',
      /profit/
    ],
    ['We maximise the expected profit.', /profit/],
    ['Minimise the total cost.', /total cost/],
    ['A false alarm costs 5 €, a missed case 100 €.', /costs/],
    ['Bewertet wird der Gewinn je Kunde.', /Gewinn/],
    ['La métrica es el beneficio.', /beneficio/],
    ['指标是利润', /利润/]
  ])('is refused by name where nothing here measures it: %s', (text, name) => {
    expect(unknownMetricIn(`Predict y. ${text}`, metrics)).toMatch(name);
  });
});

describe('what is no prediction of a column', () => {
  it.each([
    ['Find natural personas among our members. We have no labels.', 'groups'],
    ['Repérer les factures qui sortent de l’ordinaire.', 'anomalies'],
    ['Which invoices are out of the ordinary?', 'anomalies'],
    ['Flag suspicious payments; nobody labelled any.', 'anomalies'],
    ['Find clusters of customers that behave alike.', 'groups'],
    ['Segment our shoppers into four groups.', 'groups'],
    ['Teile die Kunden in Gruppen ein, die sich ähneln.', 'groups'],
    ['Regrouper les clients par comportement.', 'groups'],
    ['Agrupa a los clientes según su consumo.', 'groups'],
    ['Segmentar os clientes em perfis.', 'groups'],
    ['Raggruppa i clienti simili.', 'groups'],
    ['对客户进行聚类。', 'groups'],
    ['顧客をクラスタリングしてください。', 'groups'],
    ['Кластеризовать клиентов.', 'groups'],
    ['Detect anomalies in the sensor readings.', 'anomalies'],
    ['Finde Ausreißer in den Messwerten.', 'anomalies'],
    ['Trouver les valeurs aberrantes.', 'anomalies'],
    ['Detecta valores atípicos.', 'anomalies'],
    ['Rilevare anomalie nei consumi.', 'anomalies'],
    ['找出异常的交易记录', 'anomalies'],
    ['異常値を見つけたい', 'anomalies'],
    ['Найти выбросы в показаниях.', 'anomalies'],
    ['Forecast the next 28 days of sales for each store.', 'steps'],
    ['Predict demand for every hour of the coming week.', 'steps'],
    ['Den Verbrauch für die nächsten 12 Monate vorhersagen.', 'steps'],
    ['Prévoir les ventes des 30 prochains jours.', 'steps'],
    ['Pronosticar la demanda de los próximos 14 días.', 'steps'],
    ['Prever as vendas dos próximos 6 meses.', 'steps'],
    ['Prevedere i consumi dei prossimi 7 giorni.', 'steps'],
    ['预测未来30天的销量。', 'steps'],
    ['今後12か月の売上を予測する。', 'steps'],
    ['Спрогнозировать продажи на следующие 14 дней.', 'steps']
  ])('%s → %s', (goal, kind) => {
    expect(otherKindIn(goal)).toBe(kind);
  });

  it.each([
    ['Recommend five films to each user.', 'recommendations'],
    ['Learn a policy that picks the discount.', 'a policy'],
    ['强化学习：选择动作。', 'a policy'],
    ['We want the uplift per customer.', 'an effect'],
    ['What is the effect of the discount on spend?', 'an effect'],
    ['Translate the titles from English into French.', 'texts'],
    ['Write a one-sentence summary for every article.', 'texts'],
    ['Make this function faster.', 'faster code']
  ])('is other work: %s', (goal, work) => {
    expect(workIn(goal)?.work).toBe(work);
  });

  it.each([
    'Predict whether guests recommend the hotel to their friends.',
    'Predict the price of each policy.',
    'Predict y and summarize the results at the end.',
    'Which translation is better? Predict `better`.'
  ])('is no other work: %s', goal => {
    expect(workIn(goal)).toBeNull();
  });

  it.each([
    'Predict whether a customer leaves next month.',
    'Predict the group of each row: a, b or c.',
    'Forecast the demand of tomorrow.',
    'Predict the segment of each customer.',
    'Will the machine fail within the next 24 hours?',
    'Readmission in the next 30 days: yes or no?'
  ])('is a prediction: %s', goal => {
    expect(otherKindIn(goal)).toBeNull();
  });
});

describe('several quantiles of one target', () => {
  it.each([
    ['Give p10, p50 and p90 of the delay.', [0.1, 0.5, 0.9]],
    ['the 10 % and the 90 % quantile', [0.1, 0.9]],
    ['pinball loss over the quantiles 0.1, 0.5 and 0.9', [0.1, 0.5, 0.9]],
    ['Wir brauchen das 10-%- und das 90-%-Quantil.', [0.1, 0.9]],
    ['les quantiles 0,05, 0,5 et 0,95', [0.05, 0.5, 0.95]],
    ['预测10%、50%和90%分位数', [0.1, 0.5, 0.9]],
    ['an 80 % prediction interval', [0.1, 0.9]]
  ])('are read: %s', (goal, values) => {
    expect(quantilesIn(goal, [])?.values).toEqual(values);
  });

  it.each([
    'Predict the 90th percentile of the delay.',
    'Those in the 99th percentile were clipped.',
    'The columns p10 and p90 are of the sensor.',
    'Predict y; the folds have 5, 10 and 20 rows.'
  ])('are none in: %s', goal => {
    expect(quantilesIn(goal, ['p10', 'p90', 'y'])).toBeNull();
  });
});
