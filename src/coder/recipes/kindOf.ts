import type { ColumnPreview, TablePreview } from '../../task/data';
import { fold } from '../../task/goal/words';
import type { IMetric, Kind } from './metric';
import { isNumber, isWritten } from './written';

/** Asks for a number, in nine languages: "how many", "Anzahl", "in days". */
const amount =
  /\bhow (?:many|much|long)\b|\bnumber of\b|\bamount\b|\bcount\b|\bwie ?(?:viele?|lange)\b|\banzahl\b|\bcombien\b|\bnombre d|\b(?:cuant|quant)[oaie]s?\b|\b(?:numero|cantidad|quantidade|quantita) d|сколько|количеств|多少|几[个天杯辆次]|いくつ|何(?:人|個|日|杯|台|時間)|\bin (?:days|hours|minutes|seconds|weeks|months|years|tagen|stunden|minuten|sekunden|wochen|monaten|jahren|giorni|ore|minuti|settimane|mesi|anni)\b|\b(?:en|em) (?:jours|heures|minutes|semaines|mois|dias|horas|minutos|semanas|meses)\b|(?<!\p{L})в (?:днях|часах|минутах|неделях|месяцах)/u;

/** What a column's values ask for; `null` where they can't be predicted. */
export function kindOf(
  column: ColumnPreview,
  table: TablePreview,
  goal: string,
  named: readonly IMetric[]
): Kind | null {
  if (['empty', 'constant', 'date', 'other'].includes(column.kind)) {
    return null;
  }
  const counted: Kind = column.unique <= 2 ? 'binary' : 'multiclass';
  const written = isWritten(column, table);
  if (!isNumber(column) && !written) {
    return column.kind === 'text' && column.unique > 100 ? null : counted;
  }
  const counts = column.kind === 'integer' || written;
  if (named.length > 0) {
    // "With high accuracy" does not make classes of prices.
    const countable = counts && column.unique <= 100;
    const asClasses = !named[0].kinds.includes('regression');
    return asClasses && (countable || column.unique <= 2)
      ? counted
      : 'regression';
  }
  if (/\bregress/i.test(goal)) {
    return 'regression';
  }
  const asksClass =
    /\bclassif|\bwhether\b|\bprobabilit|\bwhich (class|kind|type|category)\b/i;
  const few = column.unique <= (asksClass.test(goal) ? 50 : 15);
  const whole = counts || column.unique <= 2;
  return few && whole && (column.unique <= 2 || !amount.test(fold(goal)))
    ? counted
    : 'regression';
}
