import { families, usualCategories } from '../families';
import type { IFacts } from '../facts';
import type { Categories, Member } from '../recipe';
import { atLeast } from '../versions';
import type { IColumns } from './prepare';
import { call, literal, named, type Expr } from './python';

/** The steps that make numbers of a member's categories. */
export function categorySteps(
  member: Member,
  facts: IFacts,
  columns: IColumns
): Expr[] {
  const { scaled } = families[member.family];
  switch (categoriesOf(member, facts, columns)) {
    case 'native':
      // As many as the trees' bins hold; whatever is new is missing to them.
      return [
        call(
          'OrdinalEncoder',
          "handle_unknown='use_encoded_value'",
          'unknown_value=-1',
          'max_categories=250'
        )
      ];
    case 'onehot':
      return [
        call(
          'OneHotEncoder',
          ...(learnedBy(facts, 1, 1)
            ? [
                "handle_unknown='infrequent_if_exist'",
                'min_frequency=5',
                'max_categories=50'
              ]
            : ["handle_unknown='ignore'"])
        )
      ];
    case 'ordinal':
      return [
        call(
          'OrdinalEncoder',
          "handle_unknown='use_encoded_value'",
          'unknown_value=-1'
        ),
        ...(scaled ? ['StandardScaler()'] : [])
      ];
    case 'target':
      return [targetEncoder(facts), ...(scaled ? ['StandardScaler()'] : [])];
  }
}

/** Whether a member is given categories as such. */
export function seesNative(
  member: Member,
  facts: IFacts,
  columns: IColumns
): boolean {
  return (
    columns.hasCategories && categoriesOf(member, facts, columns) === 'native'
  );
}

/** The class of a member that has to be told of its categories; `null` where none has. */
export function toldClass(
  member: Member,
  facts: IFacts,
  columns: IColumns
): string | null {
  const { told, estimator: classes } = families[member.family];
  return told && seesNative(member, facts, columns)
    ? `class ${told.name}(${classes[facts.kind]}):
    """Told which columns are categories, which it divides in its own way."""

    def fit(self, X, y, **others):
        return super().fit(X, y, ${told.argument}, **others)`
    : null;
}

/** How a member sees categories, as far as the installed libraries can do it. */
function categoriesOf(
  member: Member,
  facts: IFacts,
  columns: IColumns
): Categories {
  const plain = families[member.family].scaled ? 'onehot' : 'ordinal';
  const wanted = member.categories ?? usualCategories(member.family);
  const isLate = wanted === 'target' || wanted === 'native';
  const isBetween = columns.texts.length > 0 || member.extras.length > 0;
  return (isLate && !learnedBy(facts, 1, 3)) ||
    (wanted === 'native' && families[member.family].told?.byName && isBetween)
    ? plain
    : wanted;
}

/** Whether the installed scikit-learn is this version or a later one. */
export function learnedBy(
  facts: IFacts,
  major: number,
  minor: number
): boolean {
  return atLeast(facts.packages.get('sklearn'), major, minor);
}

/** Cross-fitted inside each fold, so that no row sees its own target. */
function targetEncoder(facts: IFacts): Expr {
  const folds = facts.kind === 'regression' ? 'KFold' : 'StratifiedKFold';
  const type = facts.kind === 'regression' ? 'continuous' : facts.kind;
  // scikit-learn 1.9 wants the seed with the folds, earlier ones beside them.
  const seeded = learnedBy(facts, 1, 9)
    ? [named('cv', call(folds, '5', 'shuffle=True', 'random_state=0'))]
    : ['random_state=0'];
  return call('TargetEncoder', `target_type=${literal(type)}`, ...seeded);
}
