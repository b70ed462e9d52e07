import { fold } from './words';
import { saysNo, saysYes } from './yesNo';

/** What a column must tell to be asked about by a question that does not name it. */
interface IAnswer {
  name: string;
  unique: number;
  isNumber: boolean;
  values: readonly string[];
}

/** Words that ask for more than yes or no, in nine languages. */
const interrogative =
  /\b(?:what|which|how|who|whom|when|where|why|was|wer|wen|wie|wieviele?|wo|wann|warum|welche[rsnm]?|que|quels?|quelles?|combien|comment|qui|quand|pourquoi|cual(?:es)?|cuant[oa]s?|como|quien|donde|quant[oaie]|qual[ei]?|quais|come|chi|quando|dove|perche)\b|как|кто|что|сколько|какой|какая|какие|где|когда|почему|зачем|多少|什么|哪|谁|几|何|どの|どれ|いくら|誰|どう/u;

/** Asks for one of several kinds. */
const kinds =
  /\b(?:which|what) (?:\p{L}+ )?(?:kind|type|class|category|sort|group)\b|\bcategori[sz]e\b|\bwelche[rs]? (?:art|klasse|kategorie|sorte|typ|gruppe)\b|\bquelle (?:categorie|classe|espece|sorte)\b|\bde que (?:tipo|clase|categoria)\b|\ba (?:que|quelle|quale) (?:categori[ae]|classe|tipo)\b|\bdi che tipo\b|как(?:ого|ому|ой) (?:типа|класса|вида|виду|классу|категории)|分到|归类|哪(?:一)?[类种]|どの(?:種類|クラス|カテゴリ)/u;

/**
 * The one column that answers a question which names no column: a question for yes or no
 * is answered by the one column of yes and no, one for a kind by the one column of kinds.
 *
 * @param given - columns that the goal gives, or turns down.
 */
export function answeredBy(
  goal: string,
  columns: readonly IAnswer[],
  given: readonly string[]
): string | null {
  const open = columns.filter(({ name }) => !given.includes(name));
  const folded = fold(goal);
  const questions =
    folded.match(/[^.!?。！？\n]*(?:[?？]|(?:か|吗)[。.]?$)/gmu) ?? [];
  const isYesOrNo = questions.some(text => !interrogative.test(text));
  const found = isYesOrNo
    ? open.filter(isYesNo)
    : kinds.test(folded)
      ? open.filter(
          ({ isNumber, unique, values }) =>
            !isNumber && unique >= 2 && unique <= 50 && values.length > 0
        )
      : [];
  return found.length === 1 ? found[0].name : null;
}

function isYesNo({ unique, values }: IAnswer): boolean {
  return (
    unique === 2 &&
    values.length === 2 &&
    values.some(saysYes) &&
    values.some(saysNo)
  );
}
