/** Names that say of a column that it is the one to be predicted. */
const usual =
  /^(?:target|targets|label|labels|class|y|outcome|response|is_?target|ground_?truth|ziel(?:variable|wert)?|klasse|cible|objetivo|clase|alvo|classe|obiettivo|目标|标签|类别|目的変数|ラベル|正解|целевая|таргет|метка|класс)$/iu;

/** Whether a column's name says that it is the one to be predicted. */
export function isUsualName(name: string): boolean {
  return usual.test(name.trim());
}
