// Importing ship-to addresses: a new code makes an address, a known one a new version where the row says something new.

import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { CheckedRow, ImportBatch, ImportKind, ImportOutcome } from '#platform/imports/import-kind.ts';
import type { RunIssue } from '#platform/run-store.ts';
import { businessDay } from './business-day.ts';
import type { Customer } from './customer.ts';
import { importAddress, mergeAddress } from './import-address.ts';
import { shipToFields } from './import-fields.ts';
import { lockCustomersByNumber, subjectsOf, writeShipTos, type WrittenShipTo } from './import-store.ts';
import { loadCustomersByNumber, loadShipTos } from './queries.ts';
import { decideRow } from './row-issue.ts';
import { sameShipTo, shipToCodeShape, type ShipToFacts } from './ship-to.ts';

export const importShipTos: ImportKind = {
  kind: 'ship-tos', title: 'Ship-to addresses', permission: 'customer.write', fields: shipToFields, tables: ['customers.ship_to'], write: writeShipToRows,
};

type Known = ShipToFacts & { readonly version: number };

async function writeShipToRows(tx: Tx, ctx: Context, batch: ImportBatch): Promise<ImportOutcome> {
  const numbers = [...new Set(batch.rows.flatMap((row) => row.values['customer_number'] ?? []))];
  await lockCustomersByNumber(tx, numbers);
  const customers = await loadCustomersByNumber(tx, numbers);
  const today = await businessDay(tx, ctx);
  const shipTos = await loadShipTos(tx, [...customers.values()].map((customer) => customer.customerId));
  const known = new Map<string, Known>([...shipTos.values()].flat().map((shipTo) => [`${shipTo.customerId} ${shipTo.code}`, shipTo]));
  const issues: RunIssue[] = [];
  const written: WrittenShipTo[] = [];
  let good = 0;
  for (const row of batch.rows) {
    const found = decideRow(row, () => decideShipTo(row, customers, known, today));
    if ('issue' in found) {
      issues.push(found.issue);
      continue;
    }
    good += 1;
    if (found.value === null) continue;
    written.push(found.value);
    known.set(`${found.value.customerId} ${found.value.code}`, found.value);
  }
  await writeShipTos(tx, written, ctx.now);
  const created = written.filter((shipTo) => shipTo.version === 1).length;
  tx.audit({ subjectKind: 'customer', after: { fileId: batch.fileId, shipTos: { created, updated: written.length - created } }, subjects: subjectsOf(written.map((shipTo) => shipTo.customerId)) });
  return { created, updated: written.length - created, unchanged: good - written.length, issues };
}

/** Null where the address is known as it is. */
function decideShipTo(row: CheckedRow, customers: ReadonlyMap<string, Customer>, known: ReadonlyMap<string, Known>, today: LocalDate): WrittenShipTo | null {
  const { customer_number: number = null, code: given = null, name = null } = row.values;
  const customer = customers.get(number ?? '') ?? refuse('customer.unknown', `there is no customer ${number}`, { field: 'customer_number', value: number });
  const code = given ?? '';
  if (!shipToCodeShape.test(code)) refuse('ship_to.code', 'a code has 1 to 30 characters', { field: 'code', value: code });
  const before = known.get(`${customer.customerId} ${code}`) ?? null;
  const address = mergeAddress(before?.address ?? { lines: [], country: row.values['country'] ?? customer.country }, importAddress(row));
  const facts: ShipToFacts = { name: name ?? '', address, country: address.country, region: address.region ?? null };
  if (before !== null && sameShipTo(before, facts)) return null;
  return { ...facts, customerId: customer.customerId, code, version: (before?.version ?? 0) + 1, validFrom: today };
}
