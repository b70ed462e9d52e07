/** What a scripted reply tries. */
export interface Idea {
  title: string;
  plan: string;
  imports: string;
  columns: string;
  model: string;
  broken?: string;
}

/** The answer to a coding prompt, by how many of its stage came before. */
export function idea(stage: 'draft' | 'debug' | 'improve', count: number): Idea;

/** The script of an idea. */
export function script(idea: Idea): string;

/** The whole reply. */
export function reply(idea: Idea): string;

/** The answer to a review. */
export const review: {
  is_bug: boolean;
  summary: string;
  lower_is_better: boolean | null;
};
