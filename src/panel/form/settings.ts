import { z } from 'zod';
import { RunConfig } from '../../run/config';

/** The person's settings: what a run begins with unless the form says otherwise. */
export const Settings = RunConfig.pick({
  steps: true,
  slots: true,
  calls: true,
  patience: true,
  replyTokens: true,
  kernels: true,
  timeLimit: true,
  timeBudget: true,
  memoryLimit: true,
  seed: true,
  drafts: true,
  debugProbability: true,
  debugDepth: true,
  promptTokens: true,
  automl: true,
  noRows: true,
  reviewFailures: true,
  askBeforeRunning: true
}).extend({
  /** The model that the form chooses first; empty: the endpoint's own default. */
  model: z.string().default(''),
  temperature: z.number().min(0).max(2).nullable().default(null),
  /** Minutes; a run that may take longer goes on without its tab. */
  backgroundAfter: z.number().min(0).default(240),
  /** Whether a run that was cut off goes on by itself once it is seen again. */
  resume: z.boolean().default(false)
});
export type Settings = z.infer<typeof Settings>;

/**
 * Read the settings. One that makes no sense falls back to its default, and is
 * named.
 *
 * @param composite - as the setting registry has them.
 */
export function readSettings(composite: Record<string, unknown>): {
  settings: Settings;
  wrong: string[];
} {
  const result = Settings.safeParse(composite);
  if (result.success) {
    return { settings: result.data, wrong: [] };
  }
  const wrong = [
    ...new Set(result.error.issues.map(issue => String(issue.path[0])))
  ];
  const rest = Object.fromEntries(
    Object.entries(composite).filter(([name]) => !wrong.includes(name))
  );
  return { settings: Settings.parse(rest), wrong };
}
