// The command line as a whole: global options, the commands of the capabilities, and those that work on the machine itself.

import { Command, CommanderError, Option } from 'commander';
import type { CliCommand } from '#platform/cli/cli-command.ts';
import { localDateIn } from '#kernel/local-date.ts';
import { refusalCodes } from '#kernel/refusal-codes.ts';
import { systemClock } from '#platform/clock.ts';
import { programVersion } from '#server/app.ts';
import type { Assembly } from '#server/assembly.ts';
import { backupCommand, restoreCommand } from './backup-commands.ts';
import { checkCommand } from './check-command.ts';
import { connect, type GlobalOptions } from './connection.ts';
import type { LocalCall, LocalCommand } from './local-command.ts';
import { initCommand } from './init-command.ts';
import { openScreen } from './output.ts';
import { asProblem, exitCodeOf, localProblem, problemText, REFUSED } from './problem.ts';
import { serveCommand } from './serve-command.ts';
import { signInLinkCommand } from './sign-in-link-command.ts';
import { waitForRun } from './wait-for-run.ts';

type Streams = { readonly out: NodeJS.WriteStream; readonly err: NodeJS.WriteStream };

const localCommands: readonly LocalCommand[] = [serveCommand, initCommand, checkCommand, backupCommand, restoreCommand, signInLinkCommand];

/** Runs one command and answers its exit code: 0 done, 1 refused, 2 a fault of ours. */
export async function runCommandLine(args: readonly string[], assembly: Assembly, streams: Streams): Promise<number> {
  let code = 0;
  const isJson = args.includes('--json');
  const program = buildProgram(assembly, streams, isJson, (ended) => void (code = ended));
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version end as an exception too, with exit code 0; anything else is a command that was typed wrong.
    if (error.exitCode === 0) return 0;
    if (isJson) streams.err.write(`${JSON.stringify(localProblem('cli.usage', error.message.replace(/^error: /, '')).body)}\n`);
    return REFUSED;
  }
}

function buildProgram(assembly: Assembly, streams: Streams, isJson: boolean, end: (code: number) => void): Command {
  const program = new Command('counterfoil')
    .description('The open-source billing desk: from the evidence that something is owed to the proof that it was paid.')
    .version(programVersion())
    .option('--json', 'print the answer as JSON')
    .option('--url <url>', 'work at this server instead of on the local data (or COUNTERFOIL_URL)')
    .option('--key <key>', 'API key for the server (better: COUNTERFOIL_KEY, which no process list shows)')
    .option('--data-dir <folder>', 'where the local data lie (or DATA_DIR; "data" when left out)')
    .option('--org <name>', 'the organisation, where there are several: its name or id')
    .showHelpAfterError(refusalCodes['cli.usage'].next)
    .configureOutput({ writeOut: (text) => void streams.out.write(text), writeErr: (text) => void (isJson || streams.err.write(text)) })
    .exitOverride();
  const attempt = async (work: (call: Omit<LocalCall, 'args' | 'options'>) => Promise<unknown>): Promise<void> => {
    const globals = program.opts<GlobalOptions>();
    const screen = openScreen(globals.json === true, streams.out, streams.err);
    try {
      screen.answer(await work({ globals, screen, assembly, endWith: end }));
    } catch (error) {
      const problem = asProblem(error);
      screen.warn(globals.json === true ? JSON.stringify(problem) : problemText(problem));
      if (problem.status >= 500 && process.env['LOG_LEVEL'] === 'debug') screen.warn((error as Error).stack ?? '');
      end(exitCodeOf(problem));
    }
  };
  for (const local of localCommands) {
    addCommand(program, local, (args, options) => attempt((call) => local.run({ ...call, args, options })));
  }
  for (const command of assembly.commands) {
    addCommand(program, command, (args, options) => attempt((call) => runOverApi(command, { ...call, args, options })));
  }
  for (const above of program.commands) nameParts(above);
  return program;
}

async function runOverApi(command: CliCommand, { globals, screen, assembly, args, options }: LocalCall): Promise<unknown> {
  const connection = await connect(globals, assembly);
  try {
    const session = await connection.api.get('/v1/session');
    const company = session['company'] as { today?: string } | null;
    return await command.run({
      api: connection.api, args, options, say: screen.say, table: screen.table, today: () => company?.today ?? localDateIn(systemClock.now(), 'UTC'),
      waitForRun: (runId) => waitForRun(connection.api, screen, runId),
    });
  } finally {
    await connection.close();
  }
}

type Act = (args: readonly string[], options: Readonly<Record<string, string | boolean | undefined>>) => Promise<void>;

/** 'report aging' is the command aging below report. */
function addCommand(program: Command, value: Omit<CliCommand, 'run'>, act: Act): void {
  const words = value.name.split(' ');
  const last = words.pop() ?? value.name;
  const parent = words.reduce((above, word) => above.commands.find((known) => known.name() === word) ?? group(above, word), program);
  const command = parent.command(last).description(value.summary).addHelpText('after', `\nExample:\n  ${value.example}`);
  for (const argument of value.args ?? []) command.argument(argument);
  for (const { flag, description, required } of value.options ?? []) command.addOption(new Option(flag, description).makeOptionMandatory(required ?? false));
  command.action(async (...given: unknown[]) => {
    const args = given.slice(0, -2).flat().filter((argument): argument is string => typeof argument === 'string');
    await act(args, command.opts());
  });
}

function group(above: Command, word: string): Command {
  return above.command(word);
}

/** A group is described by what it has. */
function nameParts(above: Command): void {
  if (above.description() === '') above.description(above.commands.map((command) => command.name()).join(', '));
}
