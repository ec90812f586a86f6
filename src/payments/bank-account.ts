// The house's own bank accounts: each stands on a ledger account, and every statement must be of one of them.

import { isCurrency } from '#kernel/currency.ts';
import { newId } from '#kernel/id.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { accountFor, addAccount, findAccountByCode, listAccounts } from '#ledger/account-store.ts';
import { allBankAccounts, insertBankAccount, type BankAccount } from './store.ts';

export type NewBankAccount = {
  readonly entityId: number;
  readonly name: string;
  /** IBAN, or the number as the bank's statements write it. */
  readonly account: string;
  readonly currency: string;
  /** A bank account of the chart; without it the first takes the chart's own, each further one gets an account added. */
  readonly ledgerCode?: string | undefined;
};

/** Refuses request.not_found, currency.unknown, bank_account.malformed, bank_account.exists and account.unknown. */
export async function openBankAccount(tx: Tx, ctx: Context, input: NewBankAccount): Promise<BankAccount> {
  if ((await findEntity(tx, input.entityId)) === null) refuse('request.not_found', `there is no legal entity ${input.entityId}`, { field: 'entity_id', value: input.entityId });
  if (!isCurrency(input.currency)) refuse('currency.unknown', `${input.currency} is not a currency`, { field: 'currency', value: input.currency });
  const account = plainAccount(input.account);
  if (account.length < 4 || account.length > 40) refuse('bank_account.malformed', 'an IBAN or an account number of 4 to 40 letters and digits is needed', { field: 'account', value: input.account });
  const ledgerAccountId = await ledgerAccountOf(tx, ctx, input);
  const row: BankAccount = { bankAccountId: newId(millisecondsOf(ctx.now)), entityId: input.entityId, name: input.name, account, currency: input.currency, ledgerAccountId };
  if (!(await insertBankAccount(tx, row, ctx.now))) refuse('bank_account.exists', `${input.account} in ${input.currency} is there already`, { field: 'account', value: input.account });
  tx.audit({ subjectKind: 'bank_account', subjectId: row.bankAccountId, after: row });
  return row;
}

/** Two accounts in one currency on one ledger account could not be told apart, so only the first takes the chart's own. */
async function ledgerAccountOf(tx: Tx, ctx: Context, input: NewBankAccount): Promise<number> {
  if (input.ledgerCode !== undefined) {
    const chosen = await findAccountByCode(tx, input.entityId, input.ledgerCode);
    if (chosen.control !== 'bank') refuse('account.unknown', `${input.ledgerCode} is no bank account of the chart`, { field: 'ledger_code', value: input.ledgerCode });
    return chosen.accountId;
  }
  const main = await accountFor(tx, input.entityId, 'bank');
  const taken = (await allBankAccounts(tx)).some((one) => one.ledgerAccountId === main && one.currency === input.currency);
  if (!taken) return main;
  const codes = new Set((await listAccounts(tx, input.entityId)).map((one) => one.code));
  const code = Array.from({ length: 98 }, (_, index) => String(1001 + index)).find((candidate) => !codes.has(candidate) && candidate !== '1050');
  if (code === undefined) refuse('account.unknown', 'name a bank account of the chart: no code from 1001 to 1098 is free', { field: 'ledger_code' });
  return addAccount(tx, { entityId: input.entityId, code, name: input.name, type: 'asset', control: 'bank', now: ctx.now });
}

export function plainAccount(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** Statements name the account as IBAN, or by bank code and number: both must meet the same account. */
export function isSameAccount(own: string, stated: string): boolean {
  const other = plainAccount(stated);
  if (other === '' || own === other) return own === other;
  // MT940 field 25: bank code, a slash, account number without leading zeros; some banks put the currency behind it.
  const [bankCode = '', number = ''] = stated.toUpperCase().split('/').map((part) => plainAccount(part).replace(/[A-Z]{3}$/, ''));
  const inIban = own.slice(4);
  if (/^[A-Z]{2}[0-9]{2}/.test(own)) return number === '' ? stripZeros(inIban) === stripZeros(other.replace(/[A-Z]{3}$/, '')) || own === other.replace(/[A-Z]{3}$/, '') : inIban.startsWith(bankCode) && inIban.endsWith(number) && number.length >= 4;
  return stripZeros(own) === stripZeros(number === '' ? other.replace(/[A-Z]{3}$/, '') : number) || own === `${bankCode}${number}`;
}

function stripZeros(text: string): string {
  return text.replace(/^0+/, '');
}

/** The account that a statement is of. Refuses bank_account.unknown, bank_statement.wrong_account and bank_statement.wrong_currency. */
export async function accountOfStatement(tx: Tx, statement: { accountId: string; currency: string }, chosenId: string | null): Promise<BankAccount> {
  const accounts = await allBankAccounts(tx);
  const chosen = accounts.find((one) => one.bankAccountId === chosenId);
  if (chosenId !== null && chosen === undefined) refuse('bank_account.unknown', `there is no bank account ${chosenId}`, { field: 'bank_account_id', value: chosenId });
  const stated = accounts.filter((one) => isSameAccount(one.account, statement.accountId));
  if (chosen !== undefined && statement.accountId !== '' && !stated.includes(chosen) && !isSameAccount(chosen.account, statement.accountId)) {
    refuse('bank_statement.wrong_account', `the statement is of ${statement.accountId}, the account chosen is ${chosen.account}`, { field: 'account', value: statement.accountId });
  }
  const candidates = chosen === undefined ? stated : [chosen];
  if (candidates.length === 0) refuse('bank_account.unknown', `the statement is of ${statement.accountId || 'an account that it does not name'}, which is none of yours`, { field: 'account', value: statement.accountId });
  const found = candidates.find((one) => one.currency === statement.currency);
  return found ?? refuse('bank_statement.wrong_currency', `the statement is in ${statement.currency}, the account ${candidates[0]?.account} in ${candidates.map((one) => one.currency).join(', ')}`, { field: 'currency', value: statement.currency });
}
