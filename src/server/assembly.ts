// THE table of what the program is made of: routes, runs, listeners, checks, imports and commands, one line per capability.

import { companyRoutes } from '#company/http.ts';
import { ledgerChecks } from '#ledger/checks-store.ts';
import type { Check } from '#platform/check.ts';
import type { CliCommand } from '#platform/cli/cli-command.ts';
import type { Route } from '#platform/http/route.ts';
import type { Listener } from '#platform/jobs.ts';
import type { RunHandler } from '#platform/runs.ts';
import { checkRoutes } from './check-routes.ts';
import { settingRoutes } from './setting-routes.ts';

export type Assembly = {
  /** The operations of the API. */
  readonly routes: readonly Route[];
  /** Who carries out a run, by its kind. */
  readonly runs: ReadonlyMap<string, RunHandler>;
  /** Who reacts to news of a committed write, by its topic. */
  readonly listeners: ReadonlyMap<string, Listener>;
  /** The invariants, recomputed from raw rows by check. */
  readonly checks: readonly Check[];
  /** What check --replay adds: issued amounts worked out again from their proofs. */
  readonly replays: readonly Check[];
  /** The commands of the command line that speak to the API. */
  readonly commands: readonly CliCommand[];
};

const checks: readonly Check[] = [...ledgerChecks];
const replays: readonly Check[] = [];

export const assembly: Assembly = {
  routes: [...checkRoutes(checks, replays), ...settingRoutes, ...companyRoutes],
  runs: new Map(),
  listeners: new Map(),
  checks,
  replays,
  commands: [],
};
