// A command that needs the machine itself: its files, its database, its terminal.

import type { CliCommand } from '#platform/cli/cli-command.ts';
import type { Assembly } from '#server/assembly.ts';
import type { GlobalOptions } from './connection.ts';
import type { Screen } from './output.ts';

/** Answers what --json prints. */
export type LocalCommand = Omit<CliCommand, 'run'> & {
  readonly run: (call: LocalCall) => Promise<unknown>;
};

export type LocalCall = {
  readonly globals: GlobalOptions;
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly screen: Screen;
  readonly assembly: Assembly;
  /** Ends the command with another exit code although it was carried out: a check that found something. */
  endWith(code: number): void;
};
