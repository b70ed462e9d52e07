import { readTarget } from '../../src/task/goal/target';
import { goals, type IGoal } from './goals';
import { heldBack, unclear } from './goalsHeldBack';

/** How a goal is read: right and sure, asked, or wrong without a word. */
function outcome({ goal, columns, target }: IGoal, withTest: boolean): string {
  const read = columns.map(column => {
    const [name, listed] = column.split('=');
    const values = listed === undefined ? [] : listed.split('|');
    return {
      name,
      values,
      isNumber: listed === undefined || /^\d/.test(listed),
      unique: listed === undefined ? 100 : values.length
    };
  });
  const reading = readTarget(goal, {
    columns: read.filter(
      ({ name }) => !/^(id|PassengerId|\w+_id)$/i.test(name)
    ),
    test: withTest
      ? read.map(({ name }) => name).filter(name => name !== target)
      : null,
    sample: null
  });
  return reading === null || !reading.sure
    ? 'asked'
    : reading.names.join() === target
      ? 'right'
      : `wrong: ${reading.names.join()}`;
}

describe('goals as people write them', () => {
  it.each(goals)('$language: $goal', each => {
    expect(['right', 'asked']).toContain(outcome(each, false));
  });

  it('are rarely asked about', () => {
    const asked = goals.filter(each => outcome(each, false) === 'asked');
    expect(asked.length).toBeLessThanOrEqual(goals.length / 10);
  });

  it('are clear where a test table lacks the target alone', () => {
    expect(goals.filter(each => outcome(each, true) !== 'right')).toEqual([]);
  });
});

describe('goals that no rule was made by', () => {
  const others = heldBack.filter((_, i) => i % 2 === 1);

  it('are seldom taken wrongly, and rather asked about', () => {
    const wrong = others.filter(each =>
      outcome(each, false).startsWith('wrong')
    );
    expect(wrong.length).toBeLessThanOrEqual(others.length / 10);
  });

  it('are clear where a test table lacks the target alone', () => {
    expect(others.filter(each => outcome(each, true) !== 'right')).toEqual([]);
  });

  it('that a person would have to ask about are asked about', () => {
    expect(unclear.filter(each => outcome(each, false) !== 'asked')).toEqual(
      []
    );
  });
});
