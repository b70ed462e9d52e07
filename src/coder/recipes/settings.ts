import type { IFacts } from './facts';
import { families, laddersOf } from './families';
import type { IStops, Settings } from './family';
import type { Member, Recipe } from './recipe';
import { rowsOf } from './sample';

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

/** Trees where their number is not found: several targets have a model each. */
const TREES = 400;

/** How a member's number of trees is found; `null` where it is told, or goes by itself. */
export function stopsOf(member: Member, facts: IFacts): IStops | null {
  const stops = families[member.family].stops;
  return stops && !('n_estimators' in settingsOf(member, facts)) ? stops : null;
}

/** Folds whose rows tell how many trees help: enough for a few thousand rows. */
export function stoppingFolds({ lessons }: Recipe, facts: IFacts): number {
  const folds = lessons.folds ?? facts.folds;
  return Math.min(folds, Math.ceil(5000 / rowsOf(facts, lessons)));
}

/** What a family begins with, by the size of the table and the metric. */
function startOf({ family }: Member, facts: IFacts): Settings {
  return {
    ...Object.assign(
      {},
      ...laddersOf(family, facts.kind).map(l => l.rungs[l.start])
    ),
    ...families[family].suited?.(facts),
    ...(families[family].stops && facts.targets.length > 1
      ? { n_estimators: TREES }
      : {})
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
