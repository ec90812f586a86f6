// What stood on a bank account before its first line here, so that the account in the books is what the bank says. Said anew, the earlier
// balance is taken back.

import { newId } from '#kernel/id.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { accountFor } from '#ledger/account-store.ts';
import { post, reverseEntry } from '#ledger/post.ts';
import { bankAccountOpened } from './postings.ts';
import { lockBankAccount } from './store.ts';

export type OpeningBalance = { readonly bankAccountId: string; /** Below zero for an overdrawn account; zero takes the earlier one back. */ readonly amountMinor: bigint; readonly currency: string; readonly openedOn: LocalDate; readonly reason: string };

/** Refuses request.not_found, money.currency_mismatch, bank_account.opening_late (a line is older) and period.closed. */
export async function recordOpeningBalance(tx: Tx, ctx: Context, input: OpeningBalance): Promise<{ bankAccountId: string; entryId: string | null }> {
  const { bankAccountId, amountMinor, currency, openedOn, reason } = input;
  const account = await lockBankAccount(tx, bankAccountId);
  if (account === null) refuse('request.not_found', `there is no bank account ${bankAccountId}`);
  if (currency !== account.currency) refuse('money.currency_mismatch', `${account.name} is in ${account.currency}`, { field: 'opening.currency', value: currency });
  if (account.firstLineOn !== null && openedOn > account.firstLineOn) refuse('bank_account.opening_late', `the first line is of ${account.firstLineOn}`, { field: 'opened_on', value: openedOn });

  const { opening } = account;
  if (opening !== null) await reverseEntry(tx, ctx.now, opening.entryId, { entryId: newId(millisecondsOf(ctx.now)), postedOn: opening.postedOn, event: 'bank_account.opening_taken_back', reason });
  const entryId = amountMinor === 0n ? null : newId(millisecondsOf(ctx.now));
  const otherAccountId = await accountFor(tx, account.entityId, 'opening_balance');
  if (entryId !== null) await post(tx, ctx.now, [bankAccountOpened({ entryId, entityId: account.entityId, postedOn: openedOn }, { ...account, amountMinor }, otherAccountId, reason)]);
  tx.audit({ subjectKind: 'bank_account', subjectId: bankAccountId, reason, before: { openingMinor: opening?.amountMinor ?? null, openedOn: opening?.postedOn ?? null }, after: { openingMinor: amountMinor, openedOn, currency } });
  return { bankAccountId, entryId };
}
