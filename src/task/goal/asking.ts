/** The words by which a goal leaves no doubt that a column is to be predicted. */
export function asking(column: string): string {
  return `Predict \`${column}\``;
}
