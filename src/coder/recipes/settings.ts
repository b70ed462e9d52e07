import type { IFacts } from './facts';
import { families, laddersOf } from './families';
import type { Settings } from './family';
import type { Member } from './recipe';

/** All of a member's settings: fixed, as a draft starts, and as it was changed. */
export function settingsOf(member: Member, facts: IFacts): Settings {
  const family = families[member.family];
  const side = facts.kind === 'regression' ? 'regression' : 'classes';
  return {
    ...(member.whole ? {} : startOf(member, facts)),
    ...member.settings,
    ...(member.balanced ? family.balance : {}),
    ...family.fixed[side],
    ...quantileLoss(member, facts),
    // On a small table threads do little but wait for each other.
    ...(family.threaded && facts.rows * facts.width < 200_000
      ? { n_jobs: 1 }
      : {})
  };
}

/** What a family begins with, by the size of the table and the metric. */
function startOf({ family }: Member, facts: IFacts): Settings {
  return {
    ...Object.assign(
      {},
      ...laddersOf(family, facts.kind).map(l => l.rungs[l.start])
    ),
    ...families[family].suited?.(facts)
  };
}

/** What boosted trees learn where a quantile is asked for. */
function quantileLoss(member: Member, { metric }: IFacts): Settings {
  const quantile = /alpha=([\d.]+)/.exec(metric.python)?.[1];
  if (!quantile) {
    return {};
  }
  const losses: Partial<Record<Member['family'], Settings>> = {
    boosting: { loss: 'quantile', quantile: Number(quantile) },
    lightgbm: { objective: 'quantile', alpha: Number(quantile) },
    xgboost: {
      objective: 'reg:quantileerror',
      quantile_alpha: Number(quantile)
    },
    catboost: { loss_function: `Quantile:alpha=${quantile}` }
  };
  return losses[member.family] ?? {};
}
