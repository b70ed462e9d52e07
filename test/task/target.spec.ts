import { readFileSync } from 'node:fs';
import { readTarget } from '../../src/task/goal/target';
import { goals, type IGoal } from './goals';
import { heldBack, unclear } from './goalsHeldBack';
import { keptApart } from './goalsKeptApart';

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

describe.each([
  ['that rules were made by later', heldBack],
  ['that no rule was made by', keptApart]
])('goals %s', (_, others) => {
  it('are not taken wrongly, and seldom asked about', () => {
    const wrong = others.filter(each =>
      outcome(each, false).startsWith('wrong')
    );
    expect(wrong).toEqual([]);
    const asked = others.filter(each => outcome(each, false) === 'asked');
    expect(asked.length).toBeLessThanOrEqual(others.length / 8);
  });

  it('are clear where a test table lacks the target alone', () => {
    expect(others.filter(each => outcome(each, true) !== 'right')).toEqual([]);
  });
});

it('columns in another order change no goal from right to wrong', () => {
  const turned = [...goals, ...heldBack, ...keptApart].map(each => ({
    ...each,
    columns: [...each.columns].reverse()
  }));
  expect(
    turned.filter(each => outcome(each, false).startsWith('wrong'))
  ).toEqual([]);
});

it('goals that a person would have to ask about are asked about', () => {
  expect(unclear.filter(each => outcome(each, false) !== 'asked')).toEqual([]);
});

it('docs/task.md tells truly how goals that no rule was made by are read', () => {
  const languages = [...new Set(keptApart.map(({ language }) => language))];
  const row = (name: string, some: readonly IGoal[]) => {
    const found = some.map(each => outcome(each, false).split(':')[0]);
    const counts = ['right', 'asked', 'wrong'].map(
      each => found.filter(one => one === each).length
    );
    return [name, ...counts].join(' ');
  };
  const table = [
    ...languages.map(language =>
      row(
        language,
        keptApart.filter(each => each.language === language)
      )
    ),
    row('all', keptApart)
  ];
  const told = readFileSync('docs/task.md', 'utf8')
    .split('\n')
    .map(line => line.replace(/[\s|]+/g, ' ').trim());
  expect(told).toEqual(expect.arrayContaining(table));
});
