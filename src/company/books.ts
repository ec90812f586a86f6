// The books of a legal entity as settings: accounts added to the chart, months closed and opened again.

import { refuse } from '#kernel/refusal.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { lockEntity } from '#platform/organisation-store.ts';
import { addAccount as insertAccount, listAccounts } from '#ledger/account-store.ts';
import type { AccountType } from '#ledger/chart.ts';
import { setPeriodStatus, type PeriodStatus } from '#ledger/period.ts';
import { requireEntity } from './change-entity.ts';

export type NewAccount = { readonly entityId: number; readonly code: string; readonly name: string; readonly type: AccountType; readonly control?: 'bank' | 'clearing' | null | undefined };

/** Adds an account of one's own (more revenue or bank accounts). Refuses entity.unknown and account.exists. */
export async function addAccount(tx: Tx, ctx: Context, account: NewAccount): Promise<{ accountId: number; code: string }> {
  // Account ids are counted up per organisation: two additions at once wait for each other at the first entity.
  await lockEntity(tx, 1);
  await requireEntity(tx, account.entityId);
  const accounts = await listAccounts(tx, account.entityId);
  if (accounts.some((other) => other.code === account.code)) refuse('account.exists', `the chart has an account ${account.code} already`, { field: 'code', value: account.code });
  const accountId = await insertAccount(tx, { ...account, control: account.control ?? undefined, now: ctx.now });
  return { accountId, code: account.code };
}

export type PeriodChange = { readonly entityId: number; readonly month: LocalDate; readonly status: PeriodStatus; readonly reason: string };

export async function changePeriod(tx: Tx, ctx: Context, change: PeriodChange): Promise<{ entityId: number; month: string; status: PeriodStatus }> {
  await requireEntity(tx, change.entityId);
  await setPeriodStatus(tx, ctx, change);
  return { entityId: change.entityId, month: change.month.slice(0, 7), status: change.status };
}
