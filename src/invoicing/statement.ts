// A statement of account: what a customer owes as of a date by open items, and the activity of a period, one sheet per currency.
// The open items less what is not applied always come to the account's balance in the books.

import { invariant } from '#kernel/invariant.ts';
import { addDays, daysBetween, type LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { findCustomer, type Customer } from '#customers/index.ts';
import { findEntityVersion, type SellerVersion } from './document-queries.ts';
import { balancesAt, movementsOf, openItemsAt, type Movement, type StatementItem } from './statement-queries.ts';

export type StatementRequest = { readonly customerId: string; readonly asOf: LocalDate; /** First day of the activity; without it there is none. */ readonly from?: LocalDate | undefined; readonly entityId?: number | undefined };

export type OpenRow = {
  readonly itemId: string; readonly documentId: string; readonly kind: string; readonly number: string; readonly reference: string | null; readonly openedOn: LocalDate; readonly dueOn: LocalDate;
  readonly amountMinor: bigint; readonly openMinor: bigint; readonly daysOverdue: number; readonly currency: string;
};

/** Credit notes and payments that are applied to nothing yet, as positive amounts. */
export type UnappliedRow = { readonly documentId: string; readonly kind: string; readonly number: string; readonly reference: string | null; readonly openedOn: LocalDate; readonly openMinor: bigint; readonly currency: string };

export type ActivityRow = Movement & { readonly balanceMinor: bigint };

export type AgingBucket = { readonly fromDays: number | null; readonly toDays: number | null; readonly amountMinor: bigint; readonly currency: string };

export type StatementSheet = {
  readonly currency: string; readonly openItems: readonly OpenRow[]; readonly openMinor: bigint; readonly overdueMinor: bigint; readonly unapplied: readonly UnappliedRow[]; readonly unappliedMinor: bigint;
  /** What the customer is asked to pay: open less unapplied. */
  readonly balanceMinor: bigint; readonly aging: readonly AgingBucket[];
  readonly activity: { readonly from: LocalDate; readonly openingMinor: bigint; readonly rows: readonly ActivityRow[]; readonly closingMinor: bigint; readonly currency: string } | null;
};

export type Statement = { readonly customer: Customer; readonly seller: SellerVersion; readonly asOf: LocalDate; readonly sheets: readonly StatementSheet[] };

/** Refuses request.not_found. A customer without any item gets one empty sheet in its own currency. */
export async function buildStatement(tx: Tx, request: StatementRequest): Promise<Statement> {
  const entityId = request.entityId ?? 1;
  const customer = (await findCustomer(tx, request.customerId)) ?? refuse('request.not_found', `there is no customer ${request.customerId}`);
  const entity = (await findEntity(tx, entityId)) ?? refuse('request.not_found', `there is no legal entity ${entityId}`);
  const seller = await findEntityVersion(tx, entityId, entity.currentVersion);
  invariant(seller !== null, `the entity ${entityId} has no version ${entity.currentVersion}`);
  const scope = { customerId: request.customerId, entityId, asOf: request.asOf };
  const items = await openItemsAt(tx, scope);
  const balances = await balancesAt(tx, scope);
  const { from } = request;
  const movements = from === undefined ? [] : await movementsOf(tx, scope, from);
  const opening = from === undefined ? new Map<string, bigint>() : await balancesAt(tx, { ...scope, asOf: addDays(from, -1) });
  const currencies = new Set([...items.map((item) => item.currency), ...movements.map((row) => row.currency), ...[...opening].filter(([, minor]) => minor !== 0n).map(([currency]) => currency)]);
  if (currencies.size === 0) currencies.add(customer.currency);
  const sheets = [...currencies].sort((a, b) => ownFirst(a, b, customer.currency)).map((currency): StatementSheet => {
    const sheet = openSheet(currency, items.filter((item) => item.currency === currency), request.asOf);
    invariant(sheet.balanceMinor === (balances.get(currency) ?? 0n), `the open items of ${customer.number} come to ${sheet.balanceMinor} ${currency}, the books to ${balances.get(currency) ?? 0n}`);
    const own = movements.filter((row) => row.currency === currency);
    return from === undefined ? sheet : { ...sheet, activity: activityOf(currency, from, opening.get(currency) ?? 0n, own, sheet.balanceMinor) };
  });
  return { customer, seller, asOf: request.asOf, sheets };
}

function ownFirst(a: string, b: string, own: string): number {
  return a === b ? 0 : a === own ? -1 : b === own ? 1 : a < b ? -1 : 1;
}

const agingDays = [[1, 30], [31, 60], [61, 90], [91, null]] as const;

function openSheet(currency: string, items: readonly StatementItem[], asOf: LocalDate): StatementSheet {
  const openItems = items.filter((item) => item.account === 'receivable' && item.openMinor > 0n).map(({ account: _account, ...item }): OpenRow => ({ ...item, daysOverdue: Math.max(0, daysBetween(item.dueOn, asOf)) }));
  const unapplied = items.filter((item) => item.openMinor < 0n).map((item): UnappliedRow => ({
    documentId: item.documentId, kind: item.kind, number: item.number, reference: item.reference, openedOn: item.openedOn, openMinor: -item.openMinor, currency,
  }));
  const sumOf = (rows: readonly { readonly openMinor: bigint }[]): bigint => rows.reduce((sum, row) => sum + row.openMinor, 0n);
  const [openMinor, unappliedMinor] = [sumOf(openItems), sumOf(unapplied)];
  const aging: AgingBucket[] = [
    { fromDays: null, toDays: null, amountMinor: sumOf(openItems.filter((row) => row.daysOverdue === 0)), currency },
    ...agingDays.map(([fromDays, toDays]) => ({ fromDays, toDays, amountMinor: sumOf(openItems.filter((row) => row.daysOverdue >= fromDays && (toDays === null || row.daysOverdue <= toDays))), currency })),
  ];
  invariant(aging.reduce((sum, bucket) => sum + bucket.amountMinor, 0n) === openMinor, 'the ages do not add up to what is open');
  return { currency, openItems, openMinor, overdueMinor: sumOf(openItems.filter((row) => row.daysOverdue > 0)), unapplied, unappliedMinor, balanceMinor: openMinor - unappliedMinor, aging, activity: null };
}

function activityOf(currency: string, from: LocalDate, openingMinor: bigint, movements: readonly Movement[], closingMinor: bigint): NonNullable<StatementSheet['activity']> {
  let balanceMinor = openingMinor;
  const rows = movements.map((row): ActivityRow => {
    balanceMinor += row.netMinor;
    return { ...row, balanceMinor };
  });
  invariant(balanceMinor === closingMinor, `the activity ends at ${balanceMinor} ${currency}, the open items come to ${closingMinor}`);
  return { from, openingMinor, rows, closingMinor, currency };
}
