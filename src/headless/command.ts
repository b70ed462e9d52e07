import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ExternalError } from '../base/externalError';
import { messageOf } from '../base/messageOf';
import { Stopwatch } from '../base/stopwatch';
import { systemRefusal } from '../base/system';
import { getModelSettings } from '../coder/modelSettings';
import { InvalidRequest } from '../run/config';
import type { IRunHost } from '../run/host';
import { Driven } from '../run/live/driven';
import { createRun, openRun } from '../run/drive/run';
import type { RunModel } from '../run/live/runModel';
import { stat } from '../run/folder/storage';
import { type Access, readAccess } from './access';
import { checkFolder } from './checkFolder';
import { connectHost } from './host';
import { drive, readLive, watch } from './live';
import { settle } from './objective';
import {
  type Command,
  helpText,
  type ICoderOptions,
  readCommand
} from './options';
import { reportOf, reportText } from './report';
import { openScreen } from './screen';
import { shellWord } from './shellWord';
import type { AskWord } from './settleTask';
import { Signals } from './signals';
import { askInTerminal, askWordInTerminal } from './terminalAsk';

/** How the command ended, for whoever called it. */
export const exitCodes = { best: 0, none: 1, usage: 2, interrupted: 130 };

// Put there by the build.
declare const AIDE_VERSION: string;

/**
 * The terminal's command from its arguments to its exit code: a run of the
 * search, watched in the terminal.
 */
export async function main([verb, ...args]: string[]): Promise<number> {
  if (verb === '--version') {
    process.stdout.write(`${AIDE_VERSION}\n`);
    return 0;
  }
  try {
    if (verb === 'check') {
      return (await checkFolder(args)) ? exitCodes.best : exitCodes.none;
    }
    if (verb === 'drive' || verb === 'watch') {
      const run = readLive(args);
      const access = await readAccess(process.stdin);
      const host = await connectHost(access);
      try {
        await (verb === 'drive'
          ? drive(host, run)
          : watch(host, run, new Signals(access.ignored)));
        return exitCodes.best;
      } finally {
        host.dispose();
      }
    }
    if (verb !== undefined && verb !== 'run' && !/^(-h|--help)$/.test(verb)) {
      throw new InvalidRequest(
        `There is no command “${verb}”. “jupyter aide run” begins a run; “jupyter aide --help” shows all.`
      );
    }
    const command: Command =
      verb === 'run' ? readCommand(args, process.cwd()) : { kind: 'help' };
    if (command.kind === 'help') {
      process.stdout.write(helpText());
      return 0;
    }
    const access = await readAccess(process.stdin);
    const signals = new Signals(access.ignored);
    const host = await connectHost(access);
    try {
      return await perform(host, command, access, signals);
    } finally {
      host.dispose();
    }
  } catch (error) {
    if (
      error instanceof InvalidRequest ||
      error instanceof ExternalError ||
      error instanceof Driven
    ) {
      process.stderr.write(`${error.message}\n`);
      return error instanceof InvalidRequest ? exitCodes.usage : exitCodes.none;
    }
    throw error;
  }
}

async function perform(
  connected: IRunHost,
  command: Exclude<Command, { kind: 'help' }>,
  { terminal, spent }: Access,
  signals: Signals
): Promise<number> {
  // With the JSON on standard output, that is for scripts alone.
  const out = command.json === '-' ? process.stderr : process.stdout;
  const host =
    terminal === null
      ? connected
      : { ...connected, ask: askInTerminal(terminal, out) };
  const print = (line: string) => out.write(`${line}\n`);
  const run =
    command.kind === 'new'
      ? await begin(
          host,
          command,
          print,
          terminal === null ? null : askWordInTerminal(terminal, out),
          spent
        )
      : await reopen(host, command.path, command.budget);
  const { steps } = run.config;
  print(
    `${run.path} · ${run.coderName} · ${steps} ${steps === 1 ? 'step' : 'steps'}`
  );
  run.notes.forEach(print);

  const toGoOn = `To go on:  jupyter aide run --resume ${shellWord(run.path)}`;
  // However it ends before its account, as with the end of its server.
  const onExit = () => {
    if (existsSync(join(run.path, 'run.json'))) {
      print(toGoOn);
    }
  };
  let interrupted = false;
  const onSignal = () => {
    if (interrupted) {
      process.exit(exitCodes.interrupted);
    }
    interrupted = true;
    screen.say('Stopping what runs. Once more to stop now.');
    void run.command({ do: 'stop' });
  };
  const screen = openScreen(run, out);
  process.once('exit', onExit);
  const deafen = signals.on(onSignal);
  try {
    await run.start();
  } finally {
    process.off('exit', onExit);
    screen.close();
    deafen();
    run.dispose();
  }

  const isThere = (name: string) =>
    stat(host.contents, `${run.path}/${name}`).then(
      model => model !== null,
      () => false
    );
  const there = await Promise.all(run.written.map(isThere));
  const written = run.written.filter((_, i) => there[i]);
  const report = reportOf(run, written);
  print(`\n${reportText(report)}`);
  const { fault } = run.status;
  if ((fault || interrupted) && (await isThere('run.json'))) {
    print(toGoOn);
  }
  if (command.json !== null) {
    const text = `${JSON.stringify(report, null, 2)}\n`;
    if (command.json === '-') {
      process.stdout.write(text);
    } else {
      writeReport(resolve(command.json), text);
    }
  }
  if (interrupted) {
    return exitCodes.interrupted;
  }
  return fault || report.best === null ? exitCodes.none : exitCodes.best;
}

/** @throws ExternalError - `storage`: it cannot be written. */
function writeReport(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    const wayOut = systemRefusal(error) ?? 'Choose another place.';
    throw new ExternalError(
      `The report cannot be written to “${path}” (${messageOf(error)}). ${wayOut}`,
      'storage',
      { cause: error }
    );
  }
}

async function begin(
  host: IRunHost,
  command: Extract<Command, { kind: 'new' }>,
  print: (line: string) => void,
  ask: AskWord | null,
  spent: number
): Promise<RunModel> {
  // Reading the task is a part of the time that the whole may take; a person's answers are not.
  const now = () => performance.now();
  const watch = new Stopwatch(now, spent + now() / 1000);
  watch.start();
  const unhurried: AskWord | null =
    ask &&
    (async question => {
      watch.stop();
      return ask(question).finally(() => watch.start());
    });
  const coder = await coderOf(host, command.coder);
  const { request, said } = await settle(
    host,
    { ...command.request, coder },
    command,
    unhurried
  );
  said.filter(line => line !== '').forEach(print);
  return createRun(host, request, command.name, watch.seconds);
}

async function reopen(
  host: IRunHost,
  path: string,
  budget: Record<string, unknown>
): Promise<RunModel> {
  const run = await openRun(host, path).catch(error => {
    // Whatever is wrong with the folder, another one is to be named.
    throw error instanceof ExternalError
      ? new InvalidRequest(error.message)
      : error;
  });
  if (Object.keys(budget).length > 0) {
    await run.command({ do: 'extend', ...budget });
  }
  return run;
}

/** The coder that was asked for, else the server's model, else the recipes. */
async function coderOf(
  host: IRunHost,
  { kind, model, temperature }: ICoderOptions
): Promise<unknown> {
  if (kind === 'recipes') {
    return { kind };
  }
  const configured = model ? null : await getModelSettings(host.serverSettings);
  if (configured?.problem) {
    // The recipes are not what was meant.
    throw new ExternalError(configured.problem, 'model');
  }
  const chosen = model ?? configured?.model ?? null;
  return kind === undefined && chosen === null
    ? { kind: 'recipes' }
    : { kind: 'openai', model: chosen ?? '', temperature: temperature ?? null };
}
