import {
  nullTranslator,
  type TranslationBundle
} from '@jupyterlab/translation';

/** Sentences as they are written, where nobody translates: in the terminal, files and cells. */
export const trans: TranslationBundle = nullTranslator.load('jupyterlab_aide');
