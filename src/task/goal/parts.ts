/** A part of a text. */
export interface ISpan {
  start: number;
  end: number;
}

/** The line of a text that a place is in. */
export function lineOf(text: string, at: number): ISpan {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  return { start, end: end < 0 ? text.length : end };
}

/** Sentences: a full stop within "c[d]", "test.csv" or "0.5" ends none. */
export function sentencesOf(text: string): ISpan[] {
  const found: ISpan[] = [];
  let start = 0;
  for (const match of text.matchAll(
    /[.!?;](?=\s|$)|[。！？；]|\n(?=\s*(?:\n|[-*+•#]|\d+[.)]))/gu
  )) {
    const end = match.index + match[0].length;
    if (
      !/\b(?:e\.g|i\.e|z\.b|d\.h|vs|approx|p\.ej|no|nr|bzw|ca)\.$/.test(
        text.slice(start, end)
      )
    ) {
      found.push({ start, end });
      start = end;
    }
  }
  found.push({ start, end: text.length });
  return found;
}

/** Where columns are described: behind "Columns:", or in a list below such a heading. */
export function listsOf(text: string): ISpan[] {
  const heading =
    /(?:^[ \t#*>]*|[(;] ?)(?:the )?(?:col(?:umn)?s?|features?|fields?|variables?|attributes?|inputs?|data (?:fields|dictionary|description)|predictors?|spalten|merkmale|felder|colonnes|variables explicatives|columnas|colunas|colonne|campos|campi|champs|признаки|столбцы|поля|列|特征|字段|特徴量|説明変数)[^\n:：]{0,40}[:：]?[ \t]*/gimu;
  return [...text.matchAll(heading)]
    .filter(
      match =>
        /[:：]\s*$/.test(match[0]) ||
        /^\s*#/.test(match[0]) ||
        (/^[^(;]/.test(match[0]) &&
          text[match.index + match[0].length] === '\n')
    )
    .map(match => {
      const start = match.index + match[0].length;
      const rest = text.slice(start);
      const line = /^[^\n]*/.exec(rest)![0];
      if (/\S/.test(line) && !/^\s*#/.test(match[0])) {
        // A list within one line: to the end of its sentence.
        const stop = line.search(/[.。;；](?:\s|$)/u);
        return { start, end: start + (stop < 0 ? line.length : stop + 1) };
      }
      // To the first blank line behind text that is no list, or the next heading.
      const end = rest.search(/\n\s*#|\n\s*\n(?!\s*[-*+•|\d])/);
      return { start, end: end <= 0 ? text.length : start + end };
    });
}
