import type { ColumnPreview, TablePreview } from '../data';

/** Names of whom or what several rows belong to; "Customers" counts them. */
const owner =
  /^(?:patient|subject|person|participant|user|customer|client|student|household|session|speaker|group|animal|donor|match|game|fight|race|unit|engine|machine|device|well|borehole|family|author|writer|driver|vehicle|trip|experiment|batch|specimen|slide|study|case|claim|account|member|query|q(?=id))(?:s?[ _-]?(?:id|no|nr|number|key|code|uid))?$/i;

/** Names of places and things that have several rows, though new rows may be of the same. */
const thing =
  /^(?:store|shop|branch|outlet|site|plant|factory|farm|station|sensor|hospital|clinic|school|team|player|product|item|sku|article|seller|vendor|merchant|supplier|hotel|restaurant|movie|film|song|artist|host|kunden?|filialen?|laden|markt|maschinen?|gerät|schüler|spieler|magasin|boutique|joueur|élève|cliente?|paciente|tienda|jugador|loja|negozio|paziente|магазин|клиент|пациент|店舗|顧客|患者|商店|门店|客户)s?(?:[ _-]?(?:id|no|nr|number|key|code|uid))?$/i;

/** A name that ends as one of many's does: "loan_id", "loanId". */
const named = /[ _-](?:id|uid|uuid)$|[a-zà-ÿ](?:ID|Id)$/;

/** Names of columns that order rows although they hold whole numbers. */
const orders =
  /^(?:date|day|week|month|year|time|timestamp|ds|dt|period|quarter|yyyymm(?:dd)?|datum|tag|monat|woche|jahr|mois|semaine|annee|année|fecha|ano|anio|año|mes|semana|data|anno|mese|settimana|год|месяц|неделя|年|年份|月|月份|日期|日付|дата)$/i;

/** Numbers one of many: a "unit_nr" is no unit of measurement. */
const numbered = /[ _-]?(?:id|no|nr|number|key|code|uid)$/i;

/** Whether a column numbers one of many by its name. */
export const isNumbered = (name: string): boolean => numbered.test(name.trim());

/** Different values that an owner's column has at least, */
const LEAST = 10;
/** one that numbers them, */
const LEAST_NUMBERED = 5;
/** and one that only its name speaks for, */
const LEAST_NAMED = 20;
/** with so many rows of each at most: more make a kind of rows rather than one of many. */
const MOST_ROWS = 50;
/** Columns that never change within one value, which make it one with features of its own. */
const FEATURES = 2;

/** Whether a column of whole numbers orders the rows by its name. */
export function isTimeName(name: string): boolean {
  return orders.test(name.trim());
}

/** Whether several rows share each value. */
export function isRepeated(
  { kind, unique }: ColumnPreview,
  { rowsRead }: TablePreview
): boolean {
  return (
    ['integer', 'category', 'text'].includes(kind) &&
    unique >= 3 &&
    unique <= rowsRead / 2
  );
}

/** Whether a column says by its name whom or what rows belong to. */
export function isOwner({ name, unique }: ColumnPreview): boolean {
  const said = name.trim();
  return (
    unique >= (numbered.test(said) ? LEAST_NUMBERED : LEAST) && owner.test(said)
  );
}

/**
 * Whether a column whose values repeat may say whom or what rows belong to: by a name that
 * tells less, or by what never changes within one of its values.
 */
export function mayOwn(
  { name, kind, unique, within = [] }: ColumnPreview,
  { rowsRead, columns }: TablePreview,
  target: string
): boolean {
  const isNamed = thing.test(name.trim()) || named.test(name.trim());
  if (unique < LEAST) {
    return false;
  }
  const features = within.filter(each => each !== target);
  if (isNamed) {
    return (
      features.length > 0 ||
      (unique >= LEAST_NAMED && rowsRead / unique <= MOST_ROWS)
    );
  }
  // Numbers may be counted or measured, and the others made of them.
  return (
    kind !== 'integer' &&
    features.length >= FEATURES &&
    features.some(
      each => columns.find(({ name }) => name === each)?.kind === 'number'
    )
  );
}

/** Whether a column orders rows in time: dates, also as numbers such as 20230101. */
export function isOrder({ name, kind, min, max }: ColumnPreview): boolean {
  if (kind === 'date') {
    return true;
  }
  if (
    kind !== 'integer' ||
    typeof min !== 'number' ||
    typeof max !== 'number'
  ) {
    return false;
  }
  const isDay = min >= 19000101 && max <= 21001231 && max > min;
  return isDay || isTimeName(name);
}

/** Whether the rows are one for each time and owner, or nearly so. */
export function isPanel(
  time: ColumnPreview,
  owner: ColumnPreview,
  { rowsRead }: TablePreview
): boolean {
  const all = time.unique * owner.unique;
  return (
    time.unique >= LEAST &&
    time.unique <= rowsRead / 2 &&
    rowsRead <= all &&
    rowsRead >= 0.7 * all
  );
}

/** How the values of a column lie to those of the table to be predicted. */
export function sharesWith(test: TablePreview | null) {
  return (column: ColumnPreview) => {
    const other = test?.columns.find(({ name }) => name === column.name);
    return other === undefined ? null : overlap(column, other);
  };
}

/** The columns by which rows could be divided: not those that the table to be predicted shares. */
export function dividers(
  train: TablePreview,
  target: string,
  test: TablePreview | null
): Record<'groups' | 'times', ColumnPreview[]> {
  const shares = sharesWith(test);
  const columns = train.columns.filter(
    column => column.name !== target && shares(column) !== 'shared'
  );
  return {
    groups: columns.filter(
      column => isRepeated(column, train) && !isOrder(column)
    ),
    times: columns.filter(isOrder)
  };
}

/** How many values of a table's column the other table holds at least, where it shares them, */
const SHARED = 0.5;
/** and at most, where it has others. */
const APART = 0.05;

/** How the values of the table to be predicted lie to those of the training table. */
function overlap(
  train: ColumnPreview,
  test: ColumnPreview
): 'later' | 'shared' | 'apart' | null {
  const { min: first, max: last } = train;
  const { min: start, max: end } = test;
  if (test.shared !== undefined && !isOrder(train)) {
    return test.shared >= SHARED
      ? 'shared'
      : test.shared <= APART
        ? 'apart'
        : null;
  }
  if (typeof last === typeof start && last !== null && start !== null) {
    if (start > last) {
      return 'later';
    }
    if (typeof first === 'number' && typeof end === 'number') {
      return end < first ? 'apart' : 'shared';
    }
  }
  const known = new Set(train.top.map(({ value }) => value));
  // Lists of the most frequent values tell only where they hold all of them.
  const seen = test.top.some(({ value }) => known.has(value));
  return seen ? 'shared' : train.unique <= train.top.length ? 'apart' : null;
}
