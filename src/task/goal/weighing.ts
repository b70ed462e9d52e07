import { mentionsOf } from './mentions';
import { fold } from './words';

/** Says that rows count by what follows, */
const by =
  /(?:\b(?:weigh(?:ed|ted|t)?|gewichte[tn]?|ponder\p{L}*|pesat[eio])(?: (?:\p{L}+ )?(?:by|with|using|mit|nach|par|avec|por|con|per|com))|взвеш\p{L}* (?:по|с)|\b(?:sample|row|case|survey|observation|instance)[- ]?weights?(?: (?:is|are|in|from|column))*:?)(?: (?:the|column|die|spalte|la|le|el|il))*[\s`“"'«]*$/iu;
/** or by what stands before it. */
const as =
  /^[\s`”"'»]*(?:is|are|as|holds|gives|ist|est|es|e) (?:the |a |das |le |el |il )?(?:(?:sample|row|case|survey|observation|instance)[- ])weights?\b/iu;

/** The column by which a goal has rows weighed; `null` where it names none. */
export function weighedBy(
  goal: string,
  columns: readonly string[]
): string | null {
  // Every letter keeps its place.
  const folded = fold(goal);
  const found = mentionsOf(goal, columns).find(
    ({ start, end, fit }) =>
      fit >= 0.85 &&
      (by.test(folded.slice(Math.max(0, start - 60), start)) ||
        as.test(folded.slice(end, end + 60)))
  );
  return found?.column ?? null;
}
