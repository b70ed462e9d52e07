import {
  type INode,
  regret,
  regretOf,
  secondsLeft,
  spearman,
  steered
} from '../../bench/trust/steering';
import {
  steeringFigures,
  steeringTable
} from '../../bench/trust/steeringFigures';

function aNode(id: string, change: Partial<INode> = {}): INode {
  return {
    id,
    isBlend: false,
    holdout: 0,
    outOfFold: null,
    combination: 0,
    truth: 0,
    ...change
  };
}

describe('a rank correlation', () => {
  it('goes by the order alone, and shares the ranks of what is level', () => {
    expect(spearman([1, 2, 3, 4], [10, 20, 30, 1000])).toBeCloseTo(1);
    expect(spearman([1, 2, 3, 4], [4, 3, 2, 1])).toBeCloseTo(-1);
    // As scipy.stats.spearmanr has it.
    expect(spearman([1, 2, 2, 4, 5], [3, 1, 4, 5, 5])).toBeCloseTo(0.78947, 5);
  });

  it('is none where there is nothing to order', () => {
    expect(spearman([1, 2], [1, 2])).toBeNull();
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeNull();
  });
});

describe('the regret of a pick', () => {
  it('is 0 for the best, 1 for one like the median, whichever way is better', () => {
    expect(regret(1, [1, 3, 5], 'minimize')).toBe(0);
    expect(regret(3, [1, 3, 5], 'minimize')).toBe(1);
    expect(regret(5, [1, 3, 5], 'minimize')).toBe(2);
    expect(regret(0.9, [0.7, 0.8, 0.9], 'maximize')).toBeCloseTo(0);
    expect(regret(0.85, [0.7, 0.8, 0.9], 'maximize')).toBeCloseTo(0.5);
  });

  it('is below 0 for a blend that is better than all, and none where all are alike', () => {
    const nodes = [
      aNode('0001', { truth: 2 }),
      aNode('0002', { truth: 4 }),
      aNode('0003', { truth: 6 }),
      aNode('0004', { truth: 1, isBlend: true })
    ];
    expect(regretOf('0004', nodes, 'minimize')).toBeCloseTo(-0.5);
    expect(regretOf('0009', nodes, 'minimize')).toBeNull();
    expect(regret(1, [1, 1, 2], 'minimize')).toBeNull();
  });
});

describe('how a search was steered', () => {
  const nodes = [
    aNode('0001', { holdout: 3, outOfFold: 1, combination: 2, truth: 1 }),
    aNode('0002', { holdout: 1, outOfFold: 2, combination: 1, truth: 2 }),
    aNode('0003', { holdout: 2, outOfFold: 3, combination: 3, truth: 3 }),
    // What has no truth, or came after the search, is nothing that it chose from.
    aNode('0004', { holdout: 0, outOfFold: 0, combination: 0, truth: null }),
    aNode('0005', {
      holdout: 0,
      outOfFold: 0,
      combination: 0,
      truth: 0,
      isBlend: true
    })
  ];

  it('is told for each way to score', () => {
    const by = steered(nodes, 'minimize');
    expect(by.holdout).toEqual({ spearman: -0.5, regret: 1 });
    expect(by.outOfFold).toEqual({ spearman: 1, regret: 0 });
    expect(by.combination).toEqual({ spearman: 0.5, regret: 1 });
  });

  it('is nothing by scores that were not there', () => {
    const without = nodes.map(node => ({ ...node, outOfFold: null }));
    expect(steered(without, 'minimize').outOfFold).toEqual({
      spearman: null,
      regret: null
    });
  });

  it('is put together over all runs, small tables and large ones', () => {
    const run = { direction: 'minimize' as const, nodes };
    const figures = steeringFigures([
      { ...run, dataset: 'homes', seed: 0, verified: { id: '0001' } },
      { ...run, dataset: 'homes', seed: 1, verified: { id: '0002' } },
      { ...run, dataset: 'gems', seed: 0, verified: { id: '0003' } }
    ]);
    expect(figures).toMatchObject({
      regret_verified: 1,
      regret_verified_small: 0.5,
      regret_verified_small_runs: 2,
      regret_verified_large: 2,
      homes_1_regret_verified: 1,
      spearman_holdout: -0.5,
      gems_0_spearman_outOfFold: 1
    });
    const table = steeringTable(figures);
    expect(table).toContain(
      '| homes | 300 | -0.50 | 1.00 | 0.50 | 1.00 | 0.00 | 1.00 | 0.50 |'
    );
    expect(table).toContain('| gems | 50,000 |');
    expect(table).not.toContain('| digits |');
    expect(steeringTable({ runs: 18 })).toBe('');
  });
});

it('the time that is left goes by cells of the same table, else by all', () => {
  const done = [
    { dataset: 'homes', seconds: 10 },
    { dataset: 'gems', seconds: 100 }
  ];
  const missing = [{ dataset: 'gems' }, { dataset: 'flights' }];
  expect(secondsLeft(done, missing, 2)).toBe((100 + 55) / 2);
  expect(secondsLeft([], missing, 2)).toBeNull();
});
