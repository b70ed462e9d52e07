import { fold } from './words';

const yes =
  /^(?:1|1\.0|y|yes|true|t|ja|j|oui|si|sim|s|да|是|有|あり|はい|positive|pos)$/;
const no =
  /^(?:0|0\.0|n|no|false|f|nein|non|nao|нет|否|无|なし|いいえ|negative|neg)$/;

/** Whether a value says yes, in one of nine languages. */
export const saysYes = (value: string): boolean => yes.test(fold(value.trim()));

/** Whether a value says no, in one of nine languages. */
export const saysNo = (value: string): boolean => no.test(fold(value.trim()));

/** "breached = true/false" says what is answered. */
export const yesOrNo =
  /^[`"'”’]?(?: ?[=:(]+ ?| )(?:true|yes|y|1|ja|oui|si|sim|да|是) ?(?:[/|,]|or|oder|ou|o) ?(?:false|no|n|0|nein|non|nao|нет|否)(?!\p{L})/u;
