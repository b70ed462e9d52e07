import type { IFacts } from './facts';
import { families } from './families';
import { Member, memberKey } from './recipe';
import { portfolio } from './portfolio';

/** The most rows of the tables that it was learned on. */
const LEARNED_ROWS = 3000;
/** Columns from which on splines, which make several of each, take too long. */
const MANY_COLUMNS = 1000;

/**
 * The learned order of drafts where these packages are there. What is stiff enough for the
 * tables that it was learned on is too stiff for larger ones: there, models that find out
 * how many trees they take begin with their own settings.
 */
export function learnedOrder(
  { packages, rows, width }: Pick<IFacts, 'packages' | 'rows' | 'width'>,
  broken: readonly string[]
): Member[] {
  const there = ['catboost', 'lightgbm', 'xgboost'].filter(
    name => packages.has(name) && !broken.includes(name)
  );
  const order = portfolio.orders[there.join(' ')].map(at => {
    const learned = Member.parse(portfolio.members[at]);
    const isLong = learned.numbers === 'splines' && width > MANY_COLUMNS;
    const member: Member = isLong ? { ...learned, numbers: 'plain' } : learned;
    const isStiff =
      rows > LEARNED_ROWS && families[member.family].stops !== undefined;
    return isStiff ? { ...member, settings: {} } : member;
  });
  return [...new Map(order.map(each => [memberKey(each), each])).values()];
}

/** How many times the seconds of plain boosting a member takes, on the same rows. */
export function costOf({ family }: Member): number {
  return portfolio.costs[family];
}
