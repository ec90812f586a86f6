// The stage and the journal's writes. Locks are taken in the order of keys: balances by account, customer, month; items by id.

import { toJson } from '#kernel/wire.ts';
import type { Instant } from '#platform/clock.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Entry, Transfer } from './posting.ts';
import { moveLateDay } from './late-store.ts';
import { ratesOfDays, type BaseFactor } from './rate-store.ts';
import { addSummaries } from './summary-store.ts';

/**
 * Makes the connection's stage. Columns: entry_id, line, entity_id, posted_on, event, source_id, reverses_entry_id, reason,
 * debit_account_id, credit_account_id, amount_minor, currency, customer_id, document_id,
 * debit_item_id, debit_item_document_id, debit_item_due_on, credit_item_id, credit_item_document_id, credit_item_due_on.
 */
export async function openStage(tx: Tx): Promise<void> {
  const { present } = await tx.one<{ present: boolean }>(sql`select to_regclass('pg_temp.staged_transfer') is not null as present`);
  if (present) return;
  await tx.run(sql`
    create temporary table staged_transfer (
      entry_id uuid not null, line int not null, entity_id int not null, posted_on date not null, event text not null, source_id uuid not null,
      reverses_entry_id uuid, reason text, debit_account_id int not null, credit_account_id int not null, amount_minor bigint not null,
      currency char(3) not null, customer_id uuid, document_id uuid,
      debit_item_id uuid, debit_item_document_id uuid, debit_item_due_on date, credit_item_id uuid, credit_item_document_id uuid, credit_item_due_on date
    ) on commit delete rows`);
}

export async function insertStaged(tx: Tx, entries: readonly Entry[]): Promise<void> {
  const rows = entries.flatMap((entry) => entry.transfers.map((transfer, index) => ({
    entry_id: entry.entryId, line: index + 1, entity_id: entry.entityId, posted_on: entry.postedOn, event: entry.event, source_id: entry.sourceId,
    reverses_entry_id: entry.reversesEntryId ?? null, reason: entry.reason ?? null, ...transferColumns(transfer),
  })));
  await tx.run(sql`
    insert into staged_transfer select * from jsonb_to_recordset(${toJson(rows)}::jsonb) as r (
      entry_id uuid, line int, entity_id int, posted_on date, event text, source_id uuid, reverses_entry_id uuid, reason text, debit_account_id int,
      credit_account_id int, amount_minor bigint, currency char(3), customer_id uuid, document_id uuid,
      debit_item_id uuid, debit_item_document_id uuid, debit_item_due_on date, credit_item_id uuid, credit_item_document_id uuid, credit_item_due_on date)`);
}

function transferColumns(transfer: Transfer): object {
  return {
    debit_account_id: transfer.debitAccountId, credit_account_id: transfer.creditAccountId, amount_minor: transfer.amountMinor.toString(),
    currency: transfer.currency, customer_id: transfer.customerId ?? null, document_id: transfer.documentId ?? null,
    debit_item_id: transfer.debitItem?.itemId ?? null, debit_item_document_id: transfer.debitItem?.documentId ?? null, debit_item_due_on: transfer.debitItem?.dueOn ?? null,
    credit_item_id: transfer.creditItem?.itemId ?? null, credit_item_document_id: transfer.creditItem?.documentId ?? null, credit_item_due_on: transfer.creditItem?.dueOn ?? null,
  };
}

/** The staged days in foreign currency, each with the last rate known on it. */
export function foreignDays(tx: Tx): Promise<BaseFactor[]> {
  return ratesOfDays(tx, sql`select distinct entity_id, currency, posted_on from staged_transfer`);
}

export async function writeStaged(tx: Tx, now: Instant, factors: readonly BaseFactor[]): Promise<void> {
  await tx.run(sql`
    insert into ledger.entry (org_id, entry_id, entity_id, posted_on, recorded_at, event, source_id, reverses_entry_id, reason)
    select ${tx.orgId}, entry_id, entity_id, posted_on, ${now}::timestamptz, event, source_id, reverses_entry_id, reason from staged_transfer where line = 1`);
  await insertTransfers(tx, now, factors);
  await moveLateDay(tx, now);
  await addBalances(tx, factors);
  await addItems(tx, now);
  await addSummaries(tx);
  await tx.run(sql`delete from staged_transfer`);
}

async function insertTransfers(tx: Tx, now: Instant, factors: readonly BaseFactor[]): Promise<void> {
  const columns = sql`org_id, entry_id, line, entity_id, posted_on, recorded_at, debit_account_id, credit_account_id, amount_minor, currency, base_minor,
    customer_id, document_id, debit_item_id, credit_item_id`;
  if (factors.length === 0) {
    await tx.run(sql`
      insert into ledger.transfer (${columns})
      select ${tx.orgId}, entry_id, line, entity_id, posted_on, ${now}::timestamptz, debit_account_id, credit_account_id, amount_minor, currency, amount_minor,
             customer_id, document_id, debit_item_id, credit_item_id from staged_transfer`);
    return;
  }
  // Without a rate for the day the base amount stays unknown (null); reports in base currency say so, and base-store.ts gives it later. A reversal
  // takes back what was booked, whatever the rate is by then.
  await tx.run(sql`
    insert into ledger.transfer (${columns})
    select ${tx.orgId}, s.entry_id, s.line, s.entity_id, s.posted_on, ${now}::timestamptz, s.debit_account_id, s.credit_account_id, s.amount_minor, s.currency,
           case when s.reverses_entry_id is not null then (
                  select coalesce(o.base_minor, b.base_minor) from ledger.transfer o left join ledger.base_amount b on b.org_id = o.org_id and b.entry_id = o.entry_id and b.line = o.line
                  where o.org_id = ${tx.orgId} and o.entry_id = s.reverses_entry_id and o.line = s.line)
                when f.currency is null then s.amount_minor else round(s.amount_minor * f.rate * power(10::numeric, f.shift))::bigint end,
           s.customer_id, s.document_id, s.debit_item_id, s.credit_item_id
    from staged_transfer s
    left join jsonb_to_recordset(${toJson(factors)}::jsonb) as f ("entityId" int, currency char(3), "postedOn" date, rate numeric, shift int)
      on f."entityId" = s.entity_id and f.currency = s.currency and f."postedOn" = s.posted_on`);
}

/**
 * One look at the stage serves both sums, by month and customer and by day. Rows are added in key order, so that two postings never wait for each
 * other in a circle. What is in base currency comes to its own amount; of the rest the transfer says what was booked, if anything.
 */
async function addBalances(tx: Tx, factors: readonly BaseFactor[]): Promise<void> {
  const base = factors.length === 0 ? sql`s.amount_minor` : sql`
    case when s.currency = any(${[...new Set(factors.map((factor) => factor.currency))]}::bpchar[])
      then (select t.base_minor from ledger.transfer t where t.org_id = ${tx.orgId} and t.entry_id = s.entry_id and t.line = s.line) else s.amount_minor end`;
  await tx.run(sql`
    with moved as materialized (
      select debit_account_id as account_id, customer_id, currency, posted_on, sum(amount_minor) as debit_minor, 0 as credit_minor, coalesce(sum(${base}), 0) as base_debit_minor, 0 as base_credit_minor
      from staged_transfer s group by 1, 2, 3, 4
      union all
      select credit_account_id, customer_id, currency, posted_on, 0, sum(amount_minor), 0, coalesce(sum(${base}), 0) from staged_transfer s group by 1, 2, 3, 4
    ), by_day as (
      insert into ledger.account_day (org_id, account_id, currency, posted_on, debit_minor, credit_minor, base_debit_minor, base_credit_minor)
      select ${tx.orgId}, account_id, currency, posted_on, sum(debit_minor), sum(credit_minor), sum(base_debit_minor), sum(base_credit_minor) from moved group by 2, 3, 4 order by 2, 3, 4
      on conflict (org_id, account_id, currency, posted_on) do update
        set debit_minor = ledger.account_day.debit_minor + excluded.debit_minor, credit_minor = ledger.account_day.credit_minor + excluded.credit_minor,
            base_debit_minor = ledger.account_day.base_debit_minor + excluded.base_debit_minor, base_credit_minor = ledger.account_day.base_credit_minor + excluded.base_credit_minor
    )
    insert into ledger.balance_month (org_id, account_id, customer_id, currency, month, debit_minor, credit_minor)
    select ${tx.orgId}, m.account_id, case when a.by_customer then coalesce(m.customer_id, ${NO_CUSTOMER}::uuid) else ${NO_CUSTOMER}::uuid end as customer,
           m.currency, date_trunc('month', m.posted_on)::date as month, sum(m.debit_minor), sum(m.credit_minor)
    from moved m join ledger.account a on a.org_id = ${tx.orgId} and a.account_id = m.account_id
    group by m.account_id, customer, m.currency, 5
    order by m.account_id, customer, m.currency, 5
    on conflict (org_id, account_id, customer_id, currency, month) do update
      set debit_minor = ledger.balance_month.debit_minor + excluded.debit_minor, credit_minor = ledger.balance_month.credit_minor + excluded.credit_minor`);
}

/** The key that stands for no customer in month balances. */
export const NO_CUSTOMER = '00000000-0000-0000-0000-000000000000';

async function addItems(tx: Tx, now: Instant): Promise<void> {
  await tx.run(sql`
    insert into ledger.open_item (org_id, item_id, account_id, entity_id, document_id, customer_id, currency, opened_on, due_on, recorded_at,
                                  debit_minor, credit_minor, side, last_posted_on, raised_on, lowered_on)
    select ${tx.orgId}, m.item_id, m.account_id, m.entity_id, m.document_id, m.customer_id, m.currency, m.opened_on, m.due_on, ${now}::timestamptz, m.debit, m.credit, m.side, m.last_on,
           case k.side when 'debit' then m.last_debit else m.last_credit end, case k.side when 'debit' then m.first_credit else m.first_debit end
    from (
      select d.item_id, d.account_id, min(d.entity_id) as entity_id, min(d.document_id)::uuid as document_id, min(d.customer_id)::uuid as customer_id, min(d.currency) as currency, min(d.posted_on) as opened_on, min(d.due_on) as due_on,
             sum(d.debit) as debit, sum(d.credit) as credit, case when sum(d.debit) > sum(d.credit) or (sum(d.debit) = sum(d.credit) and min(a.type) = 'asset') then 'debit' else 'credit' end as side, max(d.posted_on) as last_on,
             max(d.posted_on) filter (where d.debit > d.credit) as last_debit, min(d.posted_on) filter (where d.debit > d.credit) as first_debit,
             max(d.posted_on) filter (where d.credit > d.debit) as last_credit, min(d.posted_on) filter (where d.credit > d.debit) as first_credit
      from (
        select item_id, account_id, posted_on, min(entity_id) as entity_id, min(document_id::text) as document_id, min(customer_id::text) as customer_id, min(currency) as currency, min(due_on) as due_on, sum(debit) as debit, sum(credit) as credit
        from (
          select debit_item_id as item_id, debit_account_id as account_id, entity_id, debit_item_document_id as document_id, customer_id, currency, posted_on,
                 debit_item_due_on as due_on, amount_minor as debit, 0 as credit from staged_transfer where debit_item_id is not null
          union all
          select credit_item_id, credit_account_id, entity_id, credit_item_document_id, customer_id, currency, posted_on, credit_item_due_on, 0, amount_minor
          from staged_transfer where credit_item_id is not null
        ) s group by item_id, account_id, posted_on
      ) d join ledger.account a on a.org_id = ${tx.orgId} and a.account_id = d.account_id
      group by d.item_id, d.account_id
    ) m
    -- Which side an item is on is said by whoever opened it. A look-up for each, whatever the planner thinks of the stage.
    cross join lateral (select coalesce((select o.side from ledger.open_item o where o.org_id = ${tx.orgId} and o.item_id = m.item_id and o.account_id = m.account_id), m.side) as side) k
    order by m.item_id, m.account_id
    on conflict (org_id, item_id, account_id) do update
      set debit_minor = ledger.open_item.debit_minor + excluded.debit_minor, credit_minor = ledger.open_item.credit_minor + excluded.credit_minor,
          opened_on = least(ledger.open_item.opened_on, excluded.opened_on), last_posted_on = greatest(ledger.open_item.last_posted_on, excluded.last_posted_on),
          raised_on = greatest(ledger.open_item.raised_on, excluded.raised_on), lowered_on = excluded.lowered_on`);
}

/** An entry as posted, with its items, for reversal. */
export async function readEntry(tx: Tx, entryId: string): Promise<Entry | null> {
  const head = await tx.maybe<Omit<Entry, 'transfers'>>(sql`
    select entry_id, entity_id, posted_on, event, source_id, reverses_entry_id, reason from ledger.entry where org_id = ${tx.orgId} and entry_id = ${entryId}`);
  if (head === null) return null;
  const rows = await tx.many<TransferRow>(sql`
    select t.debit_account_id, t.credit_account_id, t.amount_minor, t.currency, t.customer_id, t.document_id, t.debit_item_id, t.credit_item_id,
           d.document_id as debit_document_id, d.due_on as debit_due_on, c.document_id as credit_document_id, c.due_on as credit_due_on
    from ledger.transfer t
    left join ledger.open_item d on d.org_id = t.org_id and d.item_id = t.debit_item_id and d.account_id = t.debit_account_id
    left join ledger.open_item c on c.org_id = t.org_id and c.item_id = t.credit_item_id and c.account_id = t.credit_account_id
    where t.org_id = ${tx.orgId} and t.entry_id = ${entryId} order by t.line`);
  const transfers = rows.map((row): Transfer => ({
    debitAccountId: row.debitAccountId, creditAccountId: row.creditAccountId, amountMinor: row.amountMinor, currency: row.currency,
    customerId: row.customerId, documentId: row.documentId,
    debitItem: itemOf(row.debitItemId, row.debitDocumentId, row.debitDueOn), creditItem: itemOf(row.creditItemId, row.creditDocumentId, row.creditDueOn),
  }));
  return { ...head, transfers };
}

type TransferRow = {
  debitAccountId: number; creditAccountId: number; amountMinor: bigint; currency: string; customerId: string | null; documentId: string | null;
  debitItemId: string | null; creditItemId: string | null; debitDocumentId: string | null; debitDueOn: string | null;
  creditDocumentId: string | null; creditDueOn: string | null;
};

function itemOf(itemId: string | null, documentId: string | null, dueOn: string | null): Transfer['debitItem'] {
  return itemId === null || documentId === null || dueOn === null ? null : { itemId, documentId, dueOn };
}
