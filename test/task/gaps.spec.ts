import { asksToFill, toBeFilled } from '../../src/task/goal/gaps';

const column = (name: string, hasGaps: boolean) => ({
  name,
  unique: 50,
  isNumber: true,
  values: [],
  hasGaps
});

describe('rows that lack an answer', () => {
  it.each([
    'Four flats have no rent entered. Fill in the missing ones.',
    'Predict the empty ones.',
    'Bitte die leeren Felder ausfüllen.',
    '家賃が空欄の行があります。その家賃を予測してください。',
    'Rellena los precios que faltan.'
  ])('are wanted by: %s', goal => {
    expect(asksToFill(goal)).toBe(true);
  });

  it.each([
    'Predict the rent.',
    'Drop rows with missing rent, then predict it.',
    'Predict the rent. Fill missing ages with the median.'
  ])('are not wanted by: %s', goal => {
    expect(asksToFill(goal)).toBe(false);
  });

  it('tell what is asked for where one column alone has gaps', () => {
    const columns = [column('flat', false), column('rent', true)];
    expect(toBeFilled('Fill in the missing ones.', columns)).toBe('rent');
    expect(
      toBeFilled('Some rents are missing. Predict the flat.', columns)
    ).toBeUndefined();
  });
});
