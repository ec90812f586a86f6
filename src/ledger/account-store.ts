// The chart's rows: opening an entity's books, finding accounts by purpose or code.

import { refuse } from '#kernel/refusal.ts';
import type { Instant } from '#platform/clock.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { startingChart, type AccountType, type Control, type Purpose } from './chart.ts';

export type Account = {
  readonly accountId: number;
  readonly entityId: number;
  readonly code: string;
  readonly name: string;
  readonly type: AccountType;
  readonly control: Control | null;
  readonly purpose: Purpose | null;
  readonly byCustomer: boolean;
  readonly itemised: boolean;
};

const columns = sql`account_id, entity_id, code, name, type, control, purpose, by_customer, itemised`;

/** Gives a new legal entity the starting chart. Account ids are counted up per organisation. */
export async function openBooks(tx: Tx, entityId: number, now: Instant): Promise<void> {
  const { last } = await tx.one<{ last: number }>(sql`select coalesce(max(account_id), 0) as last from ledger.account where org_id = ${tx.orgId}`);
  for (const [index, account] of startingChart.entries()) {
    await tx.run(sql`
      insert into ledger.account (org_id, account_id, entity_id, code, name, type, control, purpose, by_customer, itemised, recorded_at)
      values (${tx.orgId}, ${last + index + 1}, ${entityId}, ${account.code}, ${account.name}, ${account.type}, ${account.control}, ${account.purpose},
              ${account.byCustomer ?? false}, ${account.itemised ?? false}, ${now})`);
  }
}

export function listAccounts(tx: Tx, entityId: number): Promise<Account[]> {
  return tx.many(sql`select ${columns} from ledger.account where org_id = ${tx.orgId} and entity_id = ${entityId} order by code`);
}

export function findAccount(tx: Tx, accountId: number): Promise<Account | null> {
  return tx.maybe(sql`select ${columns} from ledger.account where org_id = ${tx.orgId} and account_id = ${accountId}`);
}

/** Accounts of an entity by purpose, for postings. */
export async function accountsByPurpose(tx: Tx, entityId: number): Promise<ReadonlyMap<Purpose, number>> {
  const accounts = await listAccounts(tx, entityId);
  return new Map(accounts.flatMap((account) => (account.purpose === null ? [] : [[account.purpose, account.accountId] as const])));
}

export async function accountFor(tx: Tx, entityId: number, purpose: Purpose): Promise<number> {
  const accountId = (await accountsByPurpose(tx, entityId)).get(purpose);
  if (accountId === undefined) refuse('account.unknown', `the entity ${entityId} has no account for ${purpose}`);
  return accountId;
}

export async function findAccountByCode(tx: Tx, entityId: number, code: string): Promise<Account> {
  const account = await tx.maybe<Account>(sql`select ${columns} from ledger.account where org_id = ${tx.orgId} and entity_id = ${entityId} and code = ${code}`);
  if (account === null) refuse('account.unknown', `the entity ${entityId} has no account ${code}`, { field: 'account', value: code });
  return account;
}

const keptControls: readonly (Control | null)[] = ['bank', 'tax_payable'];

/** An account to which a person may book: what open items, bank lines or documents keep would no longer agree with them. */
export async function findFreeAccount(tx: Tx, entityId: number, code: string): Promise<Account> {
  const account = await findAccountByCode(tx, entityId, code);
  if (account.itemised || account.byCustomer || keptControls.includes(account.control)) refuse('account.kept', `${account.code} ${account.name} is kept by the program`, { field: 'account_code', value: code });
  return account;
}

/** Adds an account of one's own to the chart (more revenue or bank accounts). */
export async function addAccount(tx: Tx, account: { entityId: number; code: string; name: string; type: AccountType; control?: Control | undefined; now: Instant }): Promise<number> {
  const row = await tx.one<{ accountId: number }>(sql`
    insert into ledger.account (org_id, account_id, entity_id, code, name, type, control, recorded_at)
    select ${tx.orgId}, coalesce(max(account_id), 0) + 1, ${account.entityId}, ${account.code}, ${account.name}, ${account.type}, ${account.control}, ${account.now}
    from ledger.account where org_id = ${tx.orgId} returning account_id`);
  tx.audit({ subjectKind: 'account', subjectId: account.code, after: account });
  return row.accountId;
}
