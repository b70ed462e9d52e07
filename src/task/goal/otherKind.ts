import { fold } from './words';

const groups =
  /\bcluster(?:s|ing)?\b|\bsegment(?:s|ation|ing)?\b[^.]{0,60}\b(?:customer|client|user|group|kunden|clients|clientes)|\bgroup\b[^.]{0,40}\b(?:into|in) (?:\w+ )?(?:groups|segments|clusters)|\bsegmentier|\bgruppier|\bregroup(?:er|ez)\b|\bagrup|\braggrupp|кластер|сегментир|聚类|分群|クラスタ|セグメント/iu;

const anomalies =
  /\banomal(?:y|ies|ous)\b|\boutliers?\b|\bunusual (?:rows|records|transactions)|\banomali|\bausreisser|\bausreißer|\bvaleurs aberrantes|\bvalores atipicos|аномал|выброс|异常|離群|異常/iu;

/**
 * What a goal asks for that is no prediction of a column: groups of rows that are alike,
 * or rows that are unlike the rest; `null` where it is neither.
 */
export function otherKindIn(goal: string): 'groups' | 'anomalies' | null {
  const folded = fold(goal);
  return groups.test(folded)
    ? 'groups'
    : anomalies.test(folded)
      ? 'anomalies'
      : null;
}
