import { setAside } from './divisionSaid';
import { sentencesOf, type ISpan } from './parts';
import { fold } from './words';

/** Says that rows are drawn at random. */
const atRandom =
  /\bat random\b|\brandomly\b|\brandom (?:\d+ ?[/:–-] ?\d+ )?(?:split|sample|draw|division|rows|subset)|\bzufallig|\bau hasard\b|\baleatoire|\baleator|\bal azar\b|\bao acaso\b|\ba caso\b|casuale|случайн|随机|ランダム|無作為/iu;

/** What it says there of doing so: "a random split would fool us", "not at random". */
const turnsDownRandom = [
  /(?:\b(?:not|never|no|avoid|nicht|kein\p{L}*|pas|aucun\p{L}*|nao|non|nunca)\b|n['’]t\b|(?<!\p{L})(?:не|нельзя)(?!\p{L}))[^.;:,!?]{0,30}$/u,
  /^[^.;!?]{0,30}(?:\b(?:would|fool\p{L}*|mislead\p{L}*|leak\p{L}*|cheat\p{L}*|overstat\p{L}*|flatter\p{L}*|wrong|not|wurde|tausch\p{L}*|nicht|tromp\p{L}*|engan\p{L}*|ingann\p{L}*)\b|n['’]t\b|обман|不|では?な)/u
];

/** How a goal says that rows are drawn at random; `null` where it does not. */
export function saidAtRandom(goal: string): ISpan | null {
  const folded = fold(goal);
  const match = atRandom.exec(folded);
  const [before, behind] = turnsDownRandom;
  const end = match && match.index + match[0].length;
  return match &&
    !before.test(folded.slice(0, match.index)) &&
    !behind.test(folded.slice(end!))
    ? { start: match.index, end: end! }
    : null;
}

/** Whether a goal asks for rows to be divided at random, rather than says how they came about. */
export function asksAtRandom(goal: string): boolean {
  return sentencesOf(goal).some(({ start, end }) => {
    const sentence = fold(goal.slice(start, end));
    return atRandom.test(sentence) && setAside.test(sentence);
  });
}
