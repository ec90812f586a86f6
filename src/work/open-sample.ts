// Opening the sample company: its files come in through the same imports that users use; five months are billed, and the sixth waits for the person.

import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { invariant } from '#kernel/invariant.ts';
import { refuse } from '#kernel/refusal.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { ImportKind } from '#platform/imports/import-kind.ts';
import { startImport } from '#platform/imports/start-import.ts';
import type { Platform } from '#platform/platform.ts';
import { findRun, saveProgress } from '#platform/run-store.ts';
import type { RunHandler } from '#platform/runs.ts';
import { startBillRun } from '#invoicing/index.ts';
import { listBankAccounts, openBankAccount, recordOpeningBalance, startStatementImport } from '#payments/index.ts';
import { startApplyRun } from '#cash/index.ts';
import { recordChargeCode, recordTaxRegistration, type TaxClass } from '#catalog/index.ts';

const FOLDER = path.join(import.meta.dirname, '..', '..', 'sample');
const ENTITY = 1;
const IMPORTS = ['terms', 'tax-rates', 'customers', 'ship-tos', 'contacts', 'products', 'prices', 'orders', 'deliveries'] as const;
const MONTH_ENDS = ['2026-05-31', '2026-06-30', '2026-07-31', '2026-08-31', '2026-09-30', '2026-10-31'] as const;
const POLL_MS = 100;

type Started = { readonly runIds: readonly string[] };
/** One step: what it starts within one command; the next step waits for its runs. */
type Step = { readonly label: string; start(tx: Tx, ctx: Context): Promise<Started> };

/** The handler of runs of kind sample.open, given what can be imported. A killed run goes on with the step it was at. */
export function sampleRuns(kinds: readonly ImportKind[]): ReadonlyMap<string, RunHandler> {
  return new Map([['sample.open', async ({ platform, ctx, run }) => {
    const steps = await sampleSteps(platform, kinds);
    for (let index = (run.cursor as { step: number } | null)?.step ?? 0; index < steps.length; index += 1) {
      const step = steps[index];
      invariant(step !== undefined, `the sample has no step ${index}`);
      const now = platform.clock.now();
      const started = await command(platform.database, { ...ctx, now }, { name: 'sample.step', permission: 'org.manage', key: `${run.runId}:${index}`, input: { step: step.label } }, async (tx, inner) => step.start(tx, inner));
      await Promise.all(started.runIds.map((runId) => finished(platform, ctx, runId, step.label)));
      await command(platform.database, { ...ctx, now }, { name: 'sample.progress', permission: 'org.manage', key: `${run.runId}:${index}:done`, input: { step: step.label } }, async (tx) => {
        await saveProgress(tx, run.runId, { done: index + 1, total: steps.length, cursor: { step: index + 1 }, now });
        return {};
      });
    }
    return { steps: steps.length };
  }]]);
}

async function sampleSteps(platform: Platform, kinds: readonly ImportKind[]): Promise<Step[]> {
  const bank = (await fs.readdir(path.join(FOLDER, 'bank'))).filter((name) => /\.(xml|sta)$/.test(name)).sort();
  return [
    { label: 'Company', start: openMasterData },
    ...IMPORTS.map((kind): Step => ({ label: kind, start: async (tx, ctx) => {
      const file = await platform.files.keep(tx, ctx, { name: `${kind}.csv`, mediaType: 'text/csv', bytes: await fs.readFile(path.join(FOLDER, `${kind}.csv`)) });
      const { runId } = await startImport(platform, kinds)(tx, ctx, { fileId: file.fileId, kind, entityId: ENTITY, skipBadRows: true });
      return { runIds: [runId] };
    } })),
    ...MONTH_ENDS.flatMap((monthEnd): Step[] => [
      // What was delivered in the last month is left to be billed by whoever looks at the company.
      ...(monthEnd === MONTH_ENDS.at(-1) ? [] : [{ label: `Bill ${monthEnd}`, start: async (tx: Tx, ctx: Context) => ({ runIds: [(await startBillRun(tx, ctx, { entityId: ENTITY, through: monthEnd, issuedOn: monthEnd, customerId: null })).runId] }) }]),
      { label: `Bank ${monthEnd}`, start: async (tx, ctx) => {
        const runIds: string[] = [];
        for (const name of bank.filter((one) => one.includes(monthEnd.slice(0, 7)))) {
          const file = await platform.files.keep(tx, ctx, { name, mediaType: 'application/octet-stream', bytes: await fs.readFile(path.join(FOLDER, 'bank', name)) });
          runIds.push((await startStatementImport(tx, ctx, { fileId: file.fileId, fileName: name, bankAccountId: null, profile: null })).runId);
        }
        return { runIds };
      } },
      { label: `Apply ${monthEnd}`, start: async (tx, ctx) => ({ runIds: [(await startApplyRun(tx, ctx, { entityId: ENTITY, through: monthEnd })).runId] }) },
    ]),
    { label: 'Opening balances of the bank', start: takeOverOpenings },
  ];
}

type SampleCompany = {
  tax_registrations: { jurisdiction: string; number: string; valid_from: string }[];
  charge_codes: { charge_code: string; name: string; revenue_account_code: string; tax_class: TaxClass }[];
  bank_accounts: { name: string; iban: string; currency: string }[];
};

async function openMasterData(tx: Tx, ctx: Context): Promise<Started> {
  const company = JSON.parse(await fs.readFile(path.join(FOLDER, 'company.json'), 'utf8')) as SampleCompany;
  for (const code of company.charge_codes) {
    await recordChargeCode(tx, ctx, { chargeCode: code.charge_code, name: code.name, revenueAccountCode: code.revenue_account_code, taxClass: code.tax_class, supply: code.charge_code === 'service' ? 'service' : 'goods' });
  }
  for (const registration of company.tax_registrations) {
    await recordTaxRegistration(tx, ctx, { entityId: ENTITY, jurisdiction: registration.jurisdiction, number: registration.number, validFrom: registration.valid_from, validTo: null });
  }
  for (const account of company.bank_accounts) await openBankAccount(tx, ctx, { entityId: ENTITY, name: account.name, account: account.iban, currency: account.currency });
  return { runIds: [] };
}

/** As the first statement of each account says them. */
async function takeOverOpenings(tx: Tx, ctx: Context): Promise<Started> {
  for (const { bankAccountId, currency, statedOpeningMinor, statedOpeningOn } of await listBankAccounts(tx, ENTITY)) {
    if (statedOpeningMinor !== null && statedOpeningOn !== null) await recordOpeningBalance(tx, ctx, { bankAccountId, currency, amountMinor: statedOpeningMinor, openedOn: statedOpeningOn, reason: 'as the first statement says' });
  }
  return { runIds: [] };
}

async function finished(platform: Platform, ctx: Context, runId: string, label: string): Promise<void> {
  for (;;) {
    const run = await inReadOnly(platform.database, ctx, (tx) => findRun(tx, runId));
    invariant(run !== null, `the run ${runId} vanished`);
    if (run.status === 'done') return;
    if (run.status !== 'waiting' && run.status !== 'running') refuse('sample.step_failed', `the step ${label} of the sample company ${run.status}`, { details: { run: runId } });
    await sleep(POLL_MS);
  }
}
