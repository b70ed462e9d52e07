import { parseReply } from '../../src/coder/reply';
import type { INeeds } from '../../src/coder/reply/needs';
import { bareScript, NEVER, type IGeneratedReply } from './generatedReplies';

const needs: INeeds = {
  tables: ['train.csv'],
  metric: true,
  submission: false,
  folds: false
};

/** What became of a generated reply. */
export type Outcome =
  | { kind: 'right' }
  | { kind: 'refused'; why: string }
  | { kind: 'wrong'; why: string };

/** Read a reply as a run does, and compare. */
export function outcomeOf(reply: IGeneratedReply): Outcome {
  const read = parseReply(reply.text, { needs, parent: reply.parent });
  if ('unusable' in read) {
    return { kind: 'refused', why: read.unusable };
  }
  if (bareScript(read.code) !== bareScript(reply.script)) {
    return { kind: 'wrong', why: read.code };
  }
  return NEVER.test(read.title + read.plan)
    ? { kind: 'wrong', why: `${read.title}\n${read.plan}` }
    : { kind: 'right' };
}
