import { reseed } from '../../src/run/objectives/reseed';

it.each([
  ['SEED = 0', 'SEED = 3'],
  ['random_state=42, n=42', 'random_state=45, n=42'],
  ['params = {"seed": 7, "depth": 7}', 'params = {"seed": 10, "depth": 7}'],
  ['np.random.seed(1)', 'np.random.seed(4)'],
  ['rng = np.random.default_rng(0)', 'rng = np.random.default_rng(3)'],
  ['random_state=SEED', 'random_state=SEED'],
  ['seed = 0.5\nseeds = [1, 2]', 'seed = 0.5\nseeds = [1, 2]']
])('draws %s anew', (code, other) => {
  expect(reseed(code, 3)).toBe(other);
});
