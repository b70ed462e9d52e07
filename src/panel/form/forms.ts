import type { TranslationBundle } from '@jupyterlab/translation';
import type { Session } from '../model/session';
import { FormModel } from './formModel';

const forms = new WeakMap<Session, FormModel>();

/**
 * A session's form, the same each time, so that what was typed is there again.
 *
 * @param settings - the person's settings, as the registry has them.
 */
export function formOf(
  session: Session,
  settings: Record<string, unknown>,
  trans: TranslationBundle
): FormModel {
  let form = forms.get(session);
  if (!form) {
    form = new FormModel(session, settings, trans);
    forms.set(session, form);
  }
  return form;
}
