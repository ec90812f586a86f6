// Receipts entered by hand or brought over from a list: cheques, cash, cards at the counter, and what no statement brings.

import { isCurrency } from '#kernel/currency.ts';
import { newId } from '#kernel/id.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { post } from '#ledger/post.ts';
import { findCustomer } from '#customers/index.ts';
import { paymentAccounts, withNumbers } from './import-statement.ts';
import { receiptReceived } from './postings.ts';
import { allBankAccounts, insertReceipts, type ReceiptRow } from './store.ts';

export const receiptMethods = ['bank', 'cheque', 'cash', 'card', 'other'] as const;

export type NewReceipt = {
  readonly entityId: number;
  readonly method: (typeof receiptMethods)[number];
  readonly receivedOn: LocalDate;
  readonly amountMinor: bigint;
  readonly currency: string;
  /** Known from the start: the money goes to the customer's account at once. */
  readonly customerId?: string | null | undefined;
  readonly payerName?: string | null | undefined;
  readonly payerAccount?: string | null | undefined;
  /** What the payer wrote, with document numbers in it. */
  readonly text?: string | undefined;
  /** Cheque number, slip, terminal batch. */
  readonly reference?: string | null | undefined;
  readonly externalId?: string | null | undefined;
  /** Only with method bank: the account it came to, when its statements are not imported. */
  readonly bankAccountId?: string | null | undefined;
};

export type Recorded = { readonly receiptId: string; readonly number: string };

/** Refuses request.not_found, currency.unknown, receipt.amount, bank_account.unknown, period.closed. */
export async function recordReceipt(tx: Tx, ctx: Context, receipt: NewReceipt): Promise<Recorded> {
  const [recorded] = await recordReceipts(tx, ctx, [{ ...receipt, receiptId: newId(millisecondsOf(ctx.now)) }]);
  if (recorded === undefined) refuse('receipt.amount', 'no receipt was given');
  return recorded;
}

/** The same for many of one entity, in a few statements. */
export async function recordReceipts(tx: Tx, ctx: Context, receipts: readonly (NewReceipt & { readonly receiptId: string })[]): Promise<Recorded[]> {
  const entityId = receipts[0]?.entityId ?? 0;
  const entity = await findEntity(tx, entityId);
  if (entity === null) refuse('request.not_found', `there is no legal entity ${entityId}`, { field: 'entity_id', value: entityId });
  for (const receipt of receipts) await checkReceipt(tx, receipt);
  const accounts = await paymentAccounts(tx, entityId);
  const banks = new Map((await allBankAccounts(tx)).map((one) => [one.bankAccountId, one]));
  const drafts = receipts.map((receipt): ReceiptRow => {
    const bank = receipt.bankAccountId === null || receipt.bankAccountId === undefined ? null : (banks.get(receipt.bankAccountId) ?? refuse('bank_account.unknown', `there is no bank account ${receipt.bankAccountId}`, { field: 'bank_account_id' }));
    if (bank !== null && bank.currency !== receipt.currency) refuse('bank_statement.wrong_currency', `the account ${bank.account} is in ${bank.currency}`, { field: 'currency', value: receipt.currency });
    return {
      receiptId: receipt.receiptId, number: '', entityId, bankLineId: null, detailNo: 1, method: receipt.method, receivedOn: receipt.receivedOn, amountMinor: receipt.amountMinor, currency: receipt.currency,
      originalMinor: null, originalCurrency: null, customerId: receipt.customerId ?? null, payerName: receipt.payerName ?? null, payerAccount: receipt.payerAccount ?? null, text: receipt.text ?? '',
      reference: receipt.reference ?? null, externalId: receipt.externalId ?? null, moneyAccountId: bank?.ledgerAccountId ?? accounts.undeposited, entryId: newId(millisecondsOf(ctx.now)),
    };
  });
  const rows = await withNumbers(tx, entityId, drafts, entity.fiscalYearStartMonth);
  await insertReceipts(tx, rows, ctx.now, ctx.actor.name);
  await post(tx, ctx.now, rows.map((row) => receiptReceived({ entryId: row.entryId, entityId, postedOn: row.receivedOn }, row, accounts)));
  for (const row of rows.slice(0, 100)) tx.audit({ subjectKind: 'receipt', subjectId: row.receiptId, after: { number: row.number, method: row.method, receivedOn: row.receivedOn, amountMinor: row.amountMinor, currency: row.currency, customerId: row.customerId } });
  tx.announce({ topic: 'payments.receipts_recorded', payload: { receipts: rows.length } });
  return rows.map(({ receiptId, number }) => ({ receiptId, number }));
}

async function checkReceipt(tx: Tx, { amountMinor, currency, customerId }: NewReceipt): Promise<void> {
  if (amountMinor <= 0n) refuse('receipt.amount', 'a receipt has an amount above zero', { field: 'amount', value: amountMinor });
  if (!isCurrency(currency)) refuse('currency.unknown', `${currency} is not a currency`, { field: 'currency', value: currency });
  if (customerId !== null && customerId !== undefined && (await findCustomer(tx, customerId)) === null) refuse('request.not_found', `there is no customer ${customerId}`, { field: 'customer_id', value: customerId });
}
