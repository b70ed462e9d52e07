import type { IFacts } from './facts';
import { Member } from './recipe';
import { portfolio } from './portfolio';

/** The learned order of drafts where these packages are there. */
export function learnedOrder(
  { packages }: Pick<IFacts, 'packages'>,
  broken: readonly string[]
): Member[] {
  const there = ['catboost', 'lightgbm', 'xgboost'].filter(
    name => packages.has(name) && !broken.includes(name)
  );
  return portfolio.orders[there.join(' ')].map(at =>
    Member.parse(portfolio.members[at])
  );
}

/** How many times the seconds of plain boosting a member takes, on the same rows. */
export function costOf({ family }: Member): number {
  return portfolio.costs[family];
}
