// THE table of what the program is made of: routes, runs, listeners, checks, imports and commands, one line per capability.
// A capability adds itself here and nowhere else; server, worker and command line read this table.

import { cashChecks } from '#cash/index.ts';
import { cashCommands } from '#cash/cli.ts';
import { cashRoutes } from '#cash/http.ts';
import { cashRuns } from '#cash/jobs.ts';
import { catalogCommands } from '#catalog/cli.ts';
import { catalogRoutes } from '#catalog/http.ts';
import { catalogChecks, catalogImports } from '#catalog/index.ts';
import { chargeCommands } from '#charges/cli.ts';
import { chargesChecks } from '#charges/index.ts';
import { chargeRoutes } from '#charges/http.ts';
import { chargesListeners, chargesRuns } from '#charges/jobs.ts';
import { companyCommands } from '#company/cli.ts';
import { companyRoutes } from '#company/http.ts';
import { companyImports } from '#company/index.ts';
import { customerChecks, customerImports } from '#customers/index.ts';
import { customerCommands } from '#customers/cli.ts';
import { customerRoutes } from '#customers/http.ts';
import { deliveriesImport, evidenceChecks, ordersImport } from '#evidence/index.ts';
import { evidenceCommands } from '#evidence/cli.ts';
import { evidenceRoutes } from '#evidence/http.ts';
import { invoicingChecks, invoicingImports, replayChecks } from '#invoicing/index.ts';
import { invoicingCommands } from '#invoicing/cli.ts';
import { invoicingRoutes } from '#invoicing/http.ts';
import { invoicingListeners, invoicingRuns } from '#invoicing/jobs.ts';
import { ledgerChecks } from '#ledger/checks-store.ts';
import { importStatement, paymentCommands } from '#payments/cli.ts';
import { paymentRoutes } from '#payments/http.ts';
import { paymentChecks, receiptImport } from '#payments/index.ts';
import { paymentRuns } from '#payments/jobs.ts';
import type { Check } from '#platform/check.ts';
import type { CliCommand } from '#platform/cli/cli-command.ts';
import type { Route } from '#platform/http/route.ts';
import { importCommand } from '#platform/imports/import-command.ts';
import type { ImportKind } from '#platform/imports/import-kind.ts';
import { importRoutes } from '#platform/imports/import-routes.ts';
import { importRuns } from '#platform/imports/import-run.ts';
import type { Listener } from '#platform/jobs.ts';
import type { RunHandler } from '#platform/runs.ts';
import { reportChecks } from '#reports/index.ts';
import { reportCommands } from '#reports/cli.ts';
import { reportRoutes } from '#reports/http.ts';
import { workRoutes } from '#work/http.ts';
import { sampleRuns } from '#work/index.ts';
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

const importKinds: readonly ImportKind[] = [...customerImports, ...catalogImports, ordersImport, deliveriesImport, ...invoicingImports, receiptImport, ...companyImports];

const checks: readonly Check[] = [...ledgerChecks, ...customerChecks, ...catalogChecks, ...evidenceChecks, ...chargesChecks, ...invoicingChecks, ...paymentChecks, ...cashChecks, ...reportChecks];

const replays: readonly Check[] = [...replayChecks];

export const assembly: Assembly = {
  routes: [
    ...customerRoutes, ...catalogRoutes, ...evidenceRoutes, ...chargeRoutes, ...invoicingRoutes, ...paymentRoutes, ...cashRoutes, ...reportRoutes, ...workRoutes, ...importRoutes(importKinds), ...companyRoutes, ...settingRoutes, ...checkRoutes(checks, replays),
  ],
  runs: new Map([...importRuns(importKinds), ...chargesRuns, ...invoicingRuns, ...paymentRuns, ...cashRuns, ...sampleRuns(importKinds)]),
  listeners: new Map([...chargesListeners, ...invoicingListeners]),
  checks,
  replays,
  commands: [...companyCommands, importCommand(importKinds, new Map([['bank-statement', importStatement]])), ...customerCommands, ...catalogCommands, ...evidenceCommands, ...chargeCommands, ...invoicingCommands, ...paymentCommands, ...cashCommands, ...reportCommands],
};
