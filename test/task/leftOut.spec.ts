import { leftOutBy } from '../../src/task/goal/leftOut';

const columns = [
  ...['y', 'price', 'tax', 'rating', 'date', 'store', 'late', 'y_confidence'],
  ...['Zuschlag', 'gebote', 'note', 'взыскание', '成绩', '最終得点']
];

describe('columns that a goal does not want to be learned from', () => {
  it.each([
    ['Predict y. Do not use `rating` or the column tax.', ['tax', 'rating']],
    ['`rating` is only known afterwards, so leave it out.', ['rating']],
    ['Predict y. `date` is not available at prediction time.', ['date']],
    ['Predict y; `tax` leaks the answer.', ['tax']],
    ['Поле взыскание использовать нельзя.', ['взыскание']],
    ['A nota final y; gebote e date ficam de fora.', ['date', 'gebote']],
    ['`rating` kennen wir natürlich erst am Abend.', ['rating']],
    ['La columna `tax` es posterior a la concesión.', ['tax']],
    ['O avaliador (coluna store) não deve influenciar.', ['store']],
    ['最終得点は特徴量にしない。', ['最終得点']],
    ['成绩是出院时才知道的。', ['成绩']],
    ['price is the same thing unlogged, drop.', ['price']],
    [
      'I want y, so price and date won’t be available by then.',
      ['price', 'date']
    ],
    ['date obviously can’t go in, it is the same thing.', ['date']],
    ['"tax" is obviously only filled when it is too late.', ['tax']],
    ['Il voto in `rating` va tolto.', ['rating']],
    ['Please exclude tax, rating and date.', ['tax', 'rating', 'date']],
    ['Do not use the sums tax and price.', ['price', 'tax']],
    ['We may not use the price, since it is set later.', ['price']],
    ['Sage y voraus, ohne die Spalte Zuschlag.', ['Zuschlag']],
    [
      'Die Gebote und der Zuschlag stehen erst am Ende fest und dürfen nicht verwendet werden.',
      ['Zuschlag', 'gebote']
    ],
    ['Prédire y sans utiliser `note`, connue après coup.', ['note']],
    [
      'Classify y. The confidence is only known after labelling.',
      ['y_confidence']
    ],
    ['Predecir y sin usar `note`.', ['note']],
    ['Prever y. Não usar a coluna `note`.', ['note']],
    ['Prevedere y. Non usare note e tax.', ['tax', 'note']],
    ['Предсказать y, без столбца `взыскание`.', ['взыскание']],
    ['`взыскание` нельзя использовать.', ['взыскание']],
    [
      'tax and late are filled in only after the store is closed, so they must not go in.',
      ['tax', 'late']
    ],
    [
      'Price is known before, the rest (tax, rating) obviously are not.',
      ['tax', 'rating']
    ],
    ['Predict y and leave tax and store alone.', ['tax', 'store']],
    ['tax and rating we cannot use.', ['tax', 'rating']],
    ['Die Gebote stehen da natürlich noch nicht fest.', ['gebote']],
    ['`note` n’est renseignée qu’après.', ['note']],
    ['Die Spalte Zuschlag muss natürlich raus.', ['Zuschlag']],
    ['Prever y. Nada de usar o tax.', ['tax']],
    ['Поле `взыскание` появляется лишь потом.', ['взыскание']],
    ['成绩不能作为特征。', ['成绩']],
    ['tax is the same thing in euros, take it out.', ['tax']],
    ['tax is counted at closing, so useless for us.', ['tax']],
    ['Prédire y, surtout pas avec y_confidence évidemment', ['y_confidence']],
    ['Não usem note, que só existe no fim do ano.', ['note']],
    ['预测y，不要用成绩。', ['成绩']],
    ['「最終得点」は使わないでください。', ['最終得点']]
  ])('%s', (goal, found) => {
    expect(leftOutBy(goal, columns).sort(byPlace)).toEqual(found);
  });

  it.each([
    'Do not ignore `rating`.',
    '新しい最終得点には使わない。',
    'Drop rows with missing price.',
    'Do not use random splits by store.',
    'Do not use late fees.',
    'Ignore outliers in price.',
    'Remove duplicates by date.',
    'Predict y from price, tax and rating.',
    'Predict y, not the price.',
    'Predict y from tax and do not use anything else.',
    'The date is not always known.',
    'Keep late and early stores apart.',
    'Rows by date only after 2015 count.'
  ])('are none in: %s', goal => {
    expect(leftOutBy(goal, columns)).toEqual([]);
  });
});

function byPlace(a: string, b: string): number {
  return columns.indexOf(a) - columns.indexOf(b);
}
