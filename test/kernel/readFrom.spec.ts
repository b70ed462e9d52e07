import { readFrom, readInput } from '../../src/kernel/readFrom';

describe('readFrom', () => {
  it.each([
    ['pd.read_csv("./input/train.csv")', 'pd.read_csv("data/train.csv")'],
    ["pd.read_csv('input/train.csv')", "pd.read_csv('data/train.csv')"],
    ['Path("./input") / "a.csv"', 'Path("data") / "a.csv"'],
    ['INPUT = "./input"', 'INPUT = "data"'],
    ['pathlib.Path( "input")', 'pathlib.Path( "data")'],
    ["os.path.join('input', name)", "os.path.join('data', name)"],
    ['f"./input/{name}.csv"', 'f"data/{name}.csv"'],
    ['# read ./input once', '# read data once']
  ])('%s', (code, expected) => {
    expect(readFrom(code, 'data')).toBe(expected);
  });

  it.each([
    'x = input("name")',
    'frame["input"] = 1',
    'open("./inputs/a.csv")',
    'open("../input/a.csv")',
    'open("my/input/a.csv")',
    'keras.Input(name="input")',
    '"./input-2/a.csv"'
  ])('leaves %s alone', code => {
    expect(readFrom(code, 'data')).toBe(code);
  });

  it('takes any folder that can stand in a string', () => {
    const code = 'open("./input/a.csv")';
    expect(readFrom(code, '.')).toBe('open("./a.csv")');
    expect(readFrom(code, '../my data')).toBe('open("../my data/a.csv")');
    expect(readFrom(code, '/srv/$&')).toBe('open("/srv/$&/a.csv")');
    expect(readFrom(code, 'it\'s "data"')).toBeNull();
    expect(readFrom(code, '{data}')).toBeNull();
  });
});

describe('readInput', () => {
  it.each([
    [
      'data',
      'pd.read_csv("data/train.csv")',
      'pd.read_csv("./input/train.csv")'
    ],
    ['data', "Path('./data') / name", "Path('./input') / name"],
    ['../raw.d', 'open("../raw.d/a.csv")', 'open("./input/a.csv")'],
    ['.', "pd.read_csv('train.csv')", "pd.read_csv('./input/train.csv')"],
    ['.', 'open("./a.json")', 'open("./input/a.json")'],
    ['data', 'frame["database"]', 'frame["database"]'],
    ['data', 'open("my/data/a.csv")', 'open("my/data/a.csv")'],
    ['.', 'frame.to_csv("out.csv")', 'frame.to_csv("out.csv")']
  ])('of %s: %s', (folder, code, expected) => {
    expect(readInput(code, folder)).toBe(expected);
  });
});
