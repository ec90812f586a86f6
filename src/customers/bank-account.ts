// The accounts a customer pays from: given by the customer, or learnt from matches that a person confirmed.

import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { confirmBankAccount, confirmBankAccounts, requireCustomer } from './store.ts';

const accountShape = /^[0-9A-Z./-]{4,40}$/;

/** An account as it is compared: capitals, no blanks. Null where the text is no account. */
export function normaliseAccount(text: string): string | null {
  if (text.length > 80) return null;
  const account = text.replace(/\s/g, '').toUpperCase();
  return accountShape.test(account) ? account : null;
}

/** Country and last four characters stay readable; the rest is nobody's business on a screen. */
export function maskAccount(account: string): string {
  const head = /^[A-Z]{2}[0-9]{2}/.exec(account)?.[0] ?? '';
  return `${head}••••${account.slice(-4)}`;
}

/** Another confirmation that the customer pays from this account. Refuses customer.bank_account and customer.unknown. */
export async function learnBankAccount(tx: Tx, ctx: Context, input: { customerId: string; account: string }): Promise<{ confirmations: number }> {
  return keepAccount(tx, ctx, { ...input, source: 'learned' });
}

/** The same for all that a run of cash application learnt at once; the accounts are normalised. */
export async function learnBankAccounts(tx: Tx, ctx: Context, learnt: readonly { customerId: string; account: string }[]): Promise<void> {
  if (learnt.length === 0) return;
  const subjects = await confirmBankAccounts(tx, learnt, ctx.now);
  tx.audit({ subjectKind: 'customer', after: { source: 'learned', bankAccounts: learnt.map(({ customerId, account }) => ({ customerId, bankAccount: maskAccount(account) })) }, subjects });
}

/** The customer said that it pays from this account. */
export async function giveBankAccount(tx: Tx, ctx: Context, input: { customerId: string; account: string }): Promise<{ confirmations: number }> {
  await requireCustomer(tx, input.customerId);
  return keepAccount(tx, ctx, { ...input, source: 'given' });
}

async function keepAccount(tx: Tx, ctx: Context, input: { customerId: string; account: string; source: 'given' | 'learned' }): Promise<{ confirmations: number }> {
  const account = normaliseAccount(input.account);
  if (account === null) refuse('customer.bank_account', 'this is not a bank account', { field: 'account', value: input.account });
  const confirmations = await confirmBankAccount(tx, { customerId: input.customerId, account, source: input.source, now: ctx.now });
  tx.audit({ subjectKind: 'customer', subjectId: input.customerId, after: { bankAccount: maskAccount(account), source: input.source, confirmations } });
  return { confirmations };
}
