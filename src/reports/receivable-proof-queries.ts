// What a customer's receivable is made of: every transfer that moved it, by what it was, and what is open of it; as of a date.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type ReceivableQuestion = {
  readonly customerId: string; readonly currency: string; readonly asOf: LocalDate; readonly knownAt: Instant | null;
  /** All legal entities when null. */
  readonly entityId: number | null;
};

export type MovementKind = 'opening' | 'billed' | 'credited' | 'paid' | 'deducted' | 'other';

export type Movement = {
  readonly kind: MovementKind; readonly entryId: string; readonly postedOn: LocalDate; readonly event: string; readonly reason: string | null; readonly account: string;
  readonly documentId: string | null; readonly number: string | null; readonly sourceId: string | null; readonly sourceNumber: string | null; readonly amountMinor: bigint;
  /** Of all movements of its kind, these among them. */
  readonly movements: number; readonly kindMinor: bigint;
};

function inQuestion(question: ReceivableQuestion, alias: Statement): Statement {
  return sql`${alias}.customer_id = ${question.customerId} and ${alias}.currency = ${question.currency} and ${alias}.recorded_at <= ${question.knownAt ?? 'infinity'}::timestamptz`;
}

/**
 * The latest movements of each kind, with the sum of all of that kind. What it was is told by the other account of the transfer; a
 * transfer between two receivables (a credit note used for an invoice) moves nothing and is left out.
 */
export function movementsOf(tx: Tx, question: ReceivableQuestion, perKind: number): Promise<Movement[]> {
  const entity = question.entityId === null ? sql`true` : sql`a.entity_id = ${question.entityId}`;
  return tx.many(sql`
    with moved as (
      select t.entry_id, t.line, t.posted_on, t.recorded_at, t.amount_minor as signed, t.credit_account_id as other_id, i.document_id
      from ledger.transfer t join ledger.account a on a.org_id = t.org_id and a.account_id = t.debit_account_id and a.control = 'receivable'
      left join ledger.open_item i on i.org_id = t.org_id and i.item_id = t.debit_item_id and i.account_id = t.debit_account_id
      where t.org_id = ${tx.orgId} and ${inQuestion(question, sql`t`)} and t.posted_on <= ${question.asOf} and ${entity}
      union all
      select t.entry_id, t.line, t.posted_on, t.recorded_at, -t.amount_minor, t.debit_account_id, i.document_id
      from ledger.transfer t join ledger.account a on a.org_id = t.org_id and a.account_id = t.credit_account_id and a.control = 'receivable'
      left join ledger.open_item i on i.org_id = t.org_id and i.item_id = t.credit_item_id and i.account_id = t.credit_account_id
      where t.org_id = ${tx.orgId} and ${inQuestion(question, sql`t`)} and t.posted_on <= ${question.asOf} and ${entity}
    ), named as (
      select c.entry_id, min(c.line) as line, c.posted_on, c.recorded_at, c.document_id, min(c.account) as account, sum(c.signed)::bigint as amount_minor, c.kind from (
        select m.*, o.code || ' ' || o.name as account, case when o.purpose = 'opening_balance' then 'opening' when o.purpose in ('discount_allowed', 'bank_charges', 'small_differences', 'bad_debt') then 'deducted'
          when o.control in ('bank', 'clearing', 'unapplied_cash', 'unidentified_cash') then 'paid' when d.kind = 'credit_note' then 'credited' when d.document_id is not null then 'billed' else 'other' end as kind
        from moved m join ledger.account o on o.org_id = ${tx.orgId} and o.account_id = m.other_id and o.control is distinct from 'receivable'
        left join invoicing.document d on d.org_id = ${tx.orgId} and d.document_id = m.document_id
      ) c group by c.entry_id, c.posted_on, c.recorded_at, c.document_id, c.kind
    ), ranked as (
      select n.*, count(*) over (partition by kind)::int as movements, sum(amount_minor) over (partition by kind)::bigint as kind_minor,
        row_number() over (partition by kind order by posted_on desc, recorded_at desc, entry_id desc, line desc) as place
      from named n where amount_minor <> 0
    )
    select r.kind, r.entry_id, r.posted_on, e.event, e.reason, r.account, r.document_id, d.number, p.source_id, coalesce(b.number, c.number) as source_number, r.amount_minor, r.movements, r.kind_minor
    from ranked r join ledger.entry e on e.org_id = ${tx.orgId} and e.entry_id = r.entry_id
    left join invoicing.document d on d.org_id = ${tx.orgId} and d.document_id = r.document_id
    left join cash.application p on p.org_id = ${tx.orgId} and p.application_id = e.source_id
    left join payments.receipt b on b.org_id = ${tx.orgId} and b.receipt_id = p.source_id
    left join invoicing.document c on c.org_id = ${tx.orgId} and c.document_id = p.source_id
    where r.place <= ${perKind} order by r.kind, r.place`);
}

export type OpenPart = {
  readonly control: 'receivable' | 'unapplied_cash'; readonly documentId: string; readonly documentKind: string; readonly number: string | null; readonly openedOn: LocalDate; readonly dueOn: LocalDate; readonly openMinor: bigint;
  readonly items: number; readonly controlMinor: bigint;
};

/** What is open of a customer, oldest first, and the sum of all of it: what was posted or recorded later is taken back. */
export function openPartsOf(tx: Tx, question: ReceivableQuestion, perControl: number): Promise<OpenPart[]> {
  const later = sql`(t.posted_on > ${question.asOf} or t.recorded_at > ${question.knownAt ?? 'infinity'}::timestamptz)`;
  const entity = question.entityId === null ? sql`true` : sql`i.entity_id = ${question.entityId}`;
  return tx.many(sql`
    with open as (
      select a.control, i.document_id, min(i.opened_on) as opened_on, min(i.due_on) as due_on, sum(i.open_minor
        - coalesce((select sum(t.amount_minor) from ledger.transfer t where t.org_id = i.org_id and t.debit_item_id = i.item_id and t.debit_account_id = i.account_id and ${later}), 0)
        + coalesce((select sum(t.amount_minor) from ledger.transfer t where t.org_id = i.org_id and t.credit_item_id = i.item_id and t.credit_account_id = i.account_id and ${later}), 0))::bigint as open_minor
      from ledger.open_item i join ledger.account a on a.org_id = i.org_id and a.account_id = i.account_id and a.control in ('receivable', 'unapplied_cash')
      where i.org_id = ${tx.orgId} and i.customer_id = ${question.customerId} and i.currency = ${question.currency} and ${entity} group by 1, 2
    ), ranked as (
      select o.*, count(*) over (partition by control)::int as items, sum(open_minor) over (partition by control)::bigint as control_minor,
        row_number() over (partition by control order by due_on, document_id) as place from open o where open_minor <> 0
    )
    select r.control, r.document_id, coalesce(d.kind, 'receipt') as document_kind, coalesce(d.number, b.number) as number, r.opened_on, r.due_on, r.open_minor, r.items, r.control_minor
    from ranked r left join invoicing.document d on d.org_id = ${tx.orgId} and d.document_id = r.document_id left join payments.receipt b on b.org_id = ${tx.orgId} and b.receipt_id = r.document_id
    where r.place <= ${perControl} order by r.control, r.place`);
}

/** The currencies in which the customer was ever billed or paid. */
export async function currenciesOf(tx: Tx, customerId: string): Promise<string[]> {
  const rows = await tx.many<{ currency: string }>(sql`select distinct currency from ledger.open_item where org_id = ${tx.orgId} and customer_id = ${customerId} order by currency`);
  return rows.map((row) => row.currency);
}
