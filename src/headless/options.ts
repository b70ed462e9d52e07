import { parseArgs, type ParseArgsConfig } from 'node:util';
import {
  type CoderChoice,
  expected,
  fields,
  InvalidRequest
} from '../run/config';
import {
  checkWritable,
  dataOf,
  fromRoot,
  goalOf,
  outsideAsSaid
} from './paths';
import {
  type ITaskOptions,
  readTaskOptions,
  repeated,
  taskOptions
} from './taskOptions';

/** What the command line asks for. */
export type Command =
  | { kind: 'help' }
  | {
      kind: 'new';
      /** Fields of the run's configuration, still to be checked. */
      request: Record<string, unknown>;
      coder: ICoderOptions;
      /** What is declared of the task beside its goal. */
      task: ITaskOptions;
      /** Who says how good a solution is, as it was written. */
      objective: string | undefined;
      /** Files of a hold-out's folder that solutions get whatever they hold. */
      give: string | undefined;
      /** What the run's folder is called, up to its number. */
      name: string | undefined;
      json: string | null;
    }
  | {
      kind: 'resume';
      /** The run's folder, from the server's root. */
      path: string;
      /** What its budget is raised to. */
      budget: Record<string, unknown>;
      json: string | null;
    };

/** The coder as far as the command line names it. */
export interface ICoderOptions {
  kind: CoderChoice['kind'] | undefined;
  model: string | undefined;
  temperature: number | string | undefined;
}

/** Options that are fields of a run's configuration, by their option's name. */
const configured = new Map(
  Object.keys(fields)
    // What no person gives as it is has no description, and the objective is given by its name.
    .filter(
      field => fields[field].description !== undefined && field !== 'objective'
    )
    .map(field => [
      field === 'askBeforeRunning'
        ? 'ask'
        : field.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`),
      field
    ])
);
/** What a run that goes on may be given. */
const budget = ['steps', 'time-budget'];

/** The other options. */
const others: Record<string, string> = {
  ...taskOptions,
  coder: 'Who writes: recipes or openai (a model, where one is connected)',
  objective:
    'Who says how good a solution is: holdout (rows that it never sees; where the data allow it), reported (the script itself), or a Python file whose last expression is the score',
  give: 'Files of the data folder, with commas between, that solutions get though they cannot be looked into for answers (patterns such as *.pkl, too)',
  model: "The model's id, for the coder openai",
  temperature: "The model's temperature (a number from 0 to 2)",
  name: 'What the run is called (by default after its goal)',
  resume: 'Go on with the run in this folder; --steps may be raised',
  json: 'Print the account as JSON, or write it into the file that follows',
  help: 'Show this'
};
const flags = ['guess', 'json', 'help', 'ask', 'review-failures', 'no-rows'];

/**
 * Read the command line.
 *
 * @param args - what follows the program's name.
 * @param folder - where paths start from, which is the server's root.
 * @throws InvalidRequest - a sentence on what is wrong with it.
 */
export function readCommand(args: string[], folder: string): Command {
  const { values, json } = parse(args);
  checkWritable(folder, json);
  if (values.help) {
    return { kind: 'help' };
  }
  const given = [...configured.keys()].filter(name => name in values);
  const request = (names: string[]) =>
    Object.fromEntries(
      names.map(name => {
        const field = configured.get(name)!;
        return [field, read(field, values[name])];
      })
    );
  if (values.resume !== undefined) {
    const alien = [
      ...given,
      ...['coder', 'objective', 'give', 'model', 'temperature', 'name'],
      ...Object.keys(taskOptions)
    ].filter(name => name in values && !budget.includes(name));
    if (alien.length > 0) {
      throw new InvalidRequest(
        `A run that goes on keeps what it began with, so --${alien[0]} cannot be given with --resume.`
      );
    }
    return {
      kind: 'resume',
      path: fromRoot(folder, String(values.resume)),
      budget: request(given),
      json
    };
  }
  for (const name of ['goal', 'data']) {
    if (values[name] === undefined) {
      throw new InvalidRequest(
        name === 'goal'
          ? 'There is no goal: give it with --goal, in quotes or as a file that ends in .md or .txt.'
          : 'There is no data folder: name it with --data.'
      );
    }
  }
  return {
    kind: 'new',
    request: {
      ...request(given),
      goal: goalOf(folder, String(values.goal)),
      data: dataOf(folder, String(values.data)),
      dataFromBase: outsideAsSaid(folder, String(values.data))
    },
    coder: {
      kind: coderKind(values.coder),
      model: values.model as string | undefined,
      temperature: asNumber(values.temperature)
    },
    task: readTaskOptions(values, folder),
    objective: values.objective as string | undefined,
    give: values.give as string | undefined,
    name: values.name as string | undefined,
    json
  };
}

/** What `--help` prints. */
export function helpText(): string {
  const line = (name: string, text: string) =>
    `  ${`--${name}`.padEnd(21)} ${wrap(text, 80 - 24).join(`\n${' '.repeat(24)}`)}`;
  return [
    'jupyter aide run --goal <text or file.md> --data <folder> [options]',
    'jupyter aide run --resume <run folder> [--steps <number>]',
    'jupyter aide list | attach <run> | stop <run>   (runs of running servers)',
    'jupyter aide check <run folder> [--json]',
    '',
    'Search for a machine-learning solution: scripts are drafted, run in Jupyter',
    'kernels, mended and improved; the best is kept as a script and a notebook.',
    '',
    ...[...configured].map(([name, field]) => {
      const schema = fields[field];
      const takes = expected(schema);
      const standard =
        schema.default === undefined ||
        schema.default === null ||
        schema.default === '' ||
        schema.default === false
          ? ''
          : `; ${schema.default}`;
      const bounds = takes === 'text' || takes === 'true or false' ? '' : takes;
      const about = `${bounds}${standard}`.replace(/^; /, '');
      return line(name, `${schema.description}${about && ` (${about})`}`);
    }),
    ...Object.entries(others).map(([name, text]) => line(name, text)),
    '',
    'Where the model is comes from the environment, never from options:',
    'AIDE_BASE_URL, AIDE_API_KEY, AIDE_MODEL.',
    '',
    'Ends with 0 where the run ended by itself with a best solution, 1 where it',
    'has none or was held up, 2 where the options are wrong, 130 after Ctrl+C.',
    ''
  ].join('\n');
}

/** A text in lines of so many characters, broken between words. */
function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines[lines.length - 1]} ${word}`.trimStart();
    if (longer.length <= width) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

type Values = Record<string, string | string[] | boolean | undefined>;

function parse(args: string[]): { values: Values; json: string | null } {
  const options: ParseArgsConfig['options'] = Object.fromEntries(
    [...configured.keys(), ...Object.keys(others)].map(name => [
      name,
      {
        type: flags.includes(name) ? 'boolean' : 'string',
        multiple: repeated.includes(name),
        ...(name === 'help' && { short: 'h' })
      }
    ])
  );
  try {
    const { values, tokens } = parseArgs({
      args,
      options,
      allowPositionals: true,
      tokens: true
    });
    let json = values.json ? '-' : null;
    tokens.forEach((token, i) => {
      if (token.kind !== 'positional') {
        return;
      }
      // The one value that may be left out, which parseArgs does not know.
      const before = tokens[i - 1];
      if (before?.kind !== 'option' || before.name !== 'json') {
        throw new InvalidRequest(
          `“${token.value}” belongs to no option. Put a value that has spaces in quotes.`
        );
      }
      json = token.value;
    });
    return { values: values as Values, json };
  } catch (error) {
    if (error instanceof InvalidRequest) {
      throw error;
    }
    const [reason] = (error as Error).message.split(/\.\s/, 1);
    throw new InvalidRequest(
      `${reason.replace(/\.$/, '')}. “jupyter aide run --help” shows the options.`
    );
  }
}

function read(field: string, value: Values[string]): unknown {
  const takes = expected(fields[field]);
  return /number/.test(takes) ? asNumber(value) : value;
}

/** A number where the text is one; else the text, for the check to complain of. */
function asNumber(value: Values[string]): number | string | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  return value.trim() === '' || Number.isNaN(Number(value))
    ? value
    : Number(value);
}

function coderKind(value: Values[string]): CoderChoice['kind'] | undefined {
  if (value === undefined || value === 'recipes' || value === 'openai') {
    return value;
  }
  throw new InvalidRequest(
    `There is no coder “${String(value)}”; it is recipes or openai.`
  );
}
