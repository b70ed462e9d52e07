import { z } from 'zod';
import { TaskDeclaration } from '../task/declaration';
import { Objective, reported } from '../task/objectiveKinds';
import { Direction } from '../task/task';
import { noUsage, Usage } from '../task/usage';

/** Which coder writes, as the person chose it. Never holds a key. */
export const CoderChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('recipes') }),
  z.object({
    kind: z.literal('openai'),
    /** The model's id at the endpoint that the server is configured with. */
    model: z.string().trim().min(1),
    temperature: z.number().min(0).max(2).nullable().default(null)
  })
]);
export type CoderChoice = z.infer<typeof CoderChoice>;

/** The coder's name, for people, before it is loaded. */
export function coderName(choice: CoderChoice): string {
  return choice.kind === 'recipes' ? 'Offline recipes' : choice.model;
}

/**
 * Everything that a run was asked to do, as written into its folder. Paths are
 * relative to the Jupyter server's root, with `/`; a data folder outside it is
 * absolute. The descriptions are those of the terminal's options.
 */
export const RunConfig = z.object({
  goal: z.string().trim().min(1).describe('What to predict, in words'),
  data: z.string().describe('The data folder'),
  /**
   * How a person named a data folder outside the server's root, from the folder above all runs;
   * `null` where it is named by its absolute path, or not outside.
   */
  dataFromBase: z.string().nullable().default(null),
  /** The notebook that the run belongs to; `null` for one from the terminal. */
  notebook: z.string().nullable().default(null),
  metric: z
    .string()
    .trim()
    .default('')
    .describe('The metric, such as RMSE; left out, the coder chooses'),
  /** `null`: settled with the first good solution. */
  direction: Direction.nullable()
    .default(null)
    .describe('Which way the metric is better'),
  objective: Objective.default(reported).describe(
    'Who says how good a solution is'
  ),
  /** What everything goes by; `null` where nothing tells, or a former version began the run. */
  declaration: TaskDeclaration.nullable().default(null),
  /** What it cost to have a model read the task before the run. */
  reading: Usage.default(noUsage),
  coder: CoderChoice,
  kernel: z
    .string()
    .default('python3')
    .describe('The kernelspec that solutions run in'),
  steps: z
    .number()
    .int()
    .min(1)
    .max(10000)
    .default(20)
    .describe('How many solutions to try'),
  /**
   * Each is chosen without the results of the others. 1 is AIDE's own sequence;
   * `null`: as many as keep the kernels busy.
   */
  slots: z
    .number()
    .int()
    .min(1)
    .max(64)
    .nullable()
    .default(null)
    .describe('Solutions under way at once at most; 1 is the sequence of AIDE'),
  /** `null`: as many as the endpoint turns out to serve side by side. */
  calls: z
    .number()
    .int()
    .min(1)
    .max(64)
    .nullable()
    .default(null)
    .describe(
      'Requests to the model at once; left out, as many as it turns out to serve'
    ),
  /** Silence after which a request is given up; a local model may have to be loaded. */
  patience: z
    .number()
    .min(1)
    .max(3600)
    .default(300)
    .describe('Seconds to wait for a sign of life of the model'),
  /** `null`: whatever the endpoint gives. */
  replyTokens: z
    .number()
    .int()
    .min(100)
    .max(1_000_000)
    .nullable()
    .default(null)
    .describe(
      'Tokens of the longest reply; left out, the endpoint has its own limit'
    ),
  /** `null`: as many as the server's machine has cores, within bounds. */
  kernels: z
    .number()
    .int()
    .min(1)
    .max(64)
    .nullable()
    .default(null)
    .describe(
      'Kernels that run solutions at once; left out, as there are cores'
    ),
  timeLimit: z
    .number()
    .min(1)
    .max(604800)
    .default(600)
    .describe('Seconds that a solution may run'),
  timeBudget: z
    .number()
    .positive()
    .nullable()
    .default(null)
    .describe('Seconds that the whole run may take'),
  memoryLimit: z
    .number()
    .positive()
    .nullable()
    .default(null)
    .describe('MiB that a solution may allocate'),
  seed: z
    .number()
    .int()
    .default(0)
    .describe('Seed of everything that is drawn'),
  drafts: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(5)
    .describe('Drafts before the best is improved'),
  debugProbability: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('How likely a bug is mended before the best is improved'),
  debugDepth: z
    .number()
    .int()
    .min(0)
    .max(100)
    .default(3)
    .describe('The longest chain of repairs'),
  promptTokens: z
    .number()
    .int()
    .min(1000)
    .max(10_000_000)
    .default(12000)
    .describe('Tokens that a whole prompt may take'),
  automl: z
    .enum(['on', 'off'])
    .default('on')
    .describe(
      'Whether a draft of the recipes may call AutoGluon or FLAML, where the kernel has one'
    ),
  noRows: z
    .boolean()
    .default(false)
    .describe(
      'Send the model no rows of the data: no samples, values or outputs'
    ),
  askBeforeRunning: z
    .boolean()
    .default(false)
    .describe('Show each script, and run it when you say so'),
  smoke: z
    .enum(['auto', 'on', 'off'])
    .default('auto')
    .describe(
      'Try each solution on a tenth of the rows first; by itself where the data are large'
    ),
  verifyRuns: z
    .number()
    .int()
    .min(0)
    .max(20)
    .nullable()
    .default(null)
    .describe(
      'How often the leading solutions run again in the end; left out, twice where the score is measured outside of them'
    ),
  verifyLeaders: z
    .number()
    .int()
    .min(1)
    .max(20)
    .default(3)
    .describe('Leading solutions that are compared in the end'),
  verifyTime: z
    .number()
    .positive()
    .nullable()
    .default(null)
    .describe('Seconds after which no further one of them is begun'),
  reviewFailures: z
    .boolean()
    .default(false)
    .describe('Ask the model for a review of failed solutions too')
});
export type RunConfig = z.infer<typeof RunConfig>;
/** A run's configuration as a form or a command line gives it: defaults left out. */
export type RunRequest = z.input<typeof RunConfig>;

/** What a run was asked to do cannot be done; the message says what to change. */
export class InvalidRequest extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidRequest';
  }
}

/** The data folder by its name; the server's own is called “.”. */
export function dataName({ data }: Pick<RunConfig, 'data'>): string {
  return data || '.';
}

/**
 * Check a request and fill in its defaults.
 *
 * @throws InvalidRequest - naming every field that is wrong, and its bounds.
 */
export function checkRequest(request: unknown): RunConfig {
  const result = RunConfig.safeParse(request);
  if (result.success) {
    return result.data;
  }
  throw new InvalidRequest(
    result.error.issues.map(issue => sentence(issue, request)).join(' ')
  );
}

function sentence(issue: z.core.$ZodIssue, request: unknown): string {
  const [field] = issue.path;
  if (field === 'goal') {
    return 'There is no goal: say in a sentence or two what to predict.';
  }
  if (issue.path.join('.') === 'coder.model') {
    return 'No model is chosen: name one, or use the offline recipes.';
  }
  const name = String(field).replace(/[A-Z]/g, c => ` ${c.toLowerCase()}`);
  const given = (request as Record<PropertyKey, unknown> | null)?.[
    field as PropertyKey
  ];
  const schema = fields[String(field)];
  return schema
    ? `The ${name} cannot be ${String(given)}; it takes ${expected(schema)}.`
    : `${name}: ${issue.message}.`;
}

/** The fields of a request as JSON schema: types, bounds, defaults, descriptions. */
export const fields = z.toJSONSchema(RunConfig, { io: 'input' })
  .properties as Record<string, z.core.JSONSchema.JSONSchema>;

/** What a field takes, for people: "a whole number from 1 to 64". */
export function expected(field: z.core.JSONSchema.JSONSchema): string {
  const schema = (field.anyOf?.[0] ?? field) as z.core.JSONSchema.JSONSchema;
  const { minimum, maximum, exclusiveMinimum } = schema;
  if (schema.enum) {
    return schema.enum.join(' or ');
  }
  if (schema.type !== 'number' && schema.type !== 'integer') {
    return schema.type === 'boolean' ? 'true or false' : 'text';
  }
  const noun = schema.type === 'integer' ? 'a whole number' : 'a number';
  if (exclusiveMinimum !== undefined) {
    return `${noun} above ${exclusiveMinimum}`;
  }
  // An integer without bounds of its own has those of a safe integer.
  if (minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER) {
    return noun;
  }
  return `${noun} from ${minimum} to ${maximum}`;
}
