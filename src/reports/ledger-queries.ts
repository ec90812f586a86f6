// Reads of the books for people: an account's transfers a page at a time, and one entry with all of its transfers.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type BookTransfer = {
  readonly entryId: string; readonly line: number; readonly postedOn: LocalDate; readonly recordedAt: Instant; readonly event: string; readonly sourceId: string;
  readonly debitAccountId: number; readonly debitCode: string; readonly debitName: string; readonly creditAccountId: number; readonly creditCode: string; readonly creditName: string;
  readonly amountMinor: bigint; readonly currency: string; readonly customerId: string | null; readonly customerName: string | null;
  readonly documentId: string | null; readonly documentKind: string | null; readonly number: string | null; readonly reversesEntryId: string | null;
  /** Of a bank line: who it names, else its text. */
  readonly payer: string | null;
};

function described(tx: Tx, transfers: Statement): Statement {
  return sql`
    select t.entry_id, t.line, t.posted_on, t.recorded_at, e.event, e.source_id, e.reverses_entry_id, t.debit_account_id, d.code as debit_code, d.name as debit_name, t.credit_account_id, c.code as credit_code, c.name as credit_name,
      t.amount_minor, t.currency, t.customer_id, v.name as customer_name, coalesce(doc.document_id, r.receipt_id) as document_id, coalesce(doc.kind, case when r.receipt_id is not null then 'receipt' end) as document_kind,
      coalesce(doc.number, r.number) as number, coalesce(bl.payer_name, left(nullif(bl.text, ''), 100)) as payer
    from (${transfers}) t join ledger.entry e on e.org_id = ${tx.orgId} and e.entry_id = t.entry_id
    join ledger.account d on d.org_id = ${tx.orgId} and d.account_id = t.debit_account_id join ledger.account c on c.org_id = ${tx.orgId} and c.account_id = t.credit_account_id
    left join customers.customer k on k.org_id = ${tx.orgId} and k.customer_id = t.customer_id
    left join customers.customer_version v on v.org_id = ${tx.orgId} and v.customer_id = k.customer_id and v.version = k.current_version
    left join invoicing.document doc on doc.org_id = ${tx.orgId} and doc.document_id = t.document_id
    left join payments.receipt r on r.org_id = ${tx.orgId} and r.receipt_id = t.document_id
    left join payments.bank_line bl on bl.org_id = ${tx.orgId} and bl.bank_line_id = e.source_id and e.event in ('bank_line.booked', 'bank_line.clarified')`;
}

export type TransferKey = readonly [postedOn: LocalDate, entryId: string, line: number];

/** Newest first; after is the last row of the page before. An account is on one side of a transfer only. */
export function pageOfTransfers(tx: Tx, accountId: number, page: { asOf: LocalDate; after: TransferKey | null; limit: number }): Promise<BookTransfer[]> {
  const [postedOn, entryId, line] = page.after ?? [null, null, null];
  const side = (column: Statement): Statement => sql`
    (select * from ledger.transfer t where t.org_id = ${tx.orgId} and ${column} = ${accountId} and t.posted_on <= ${page.asOf}
      and (${postedOn}::date is null or (t.posted_on, t.entry_id, -t.line) < (${postedOn}::date, ${entryId}::uuid, -${line}::int))
      order by t.posted_on desc, t.entry_id desc, t.line limit ${page.limit})`;
  return tx.many(sql`
    ${described(tx, sql`${side(sql`t.debit_account_id`)} union all ${side(sql`t.credit_account_id`)}`)}
    order by t.posted_on desc, t.entry_id desc, t.line limit ${page.limit}`);
}

export type BookEntry = {
  readonly entryId: string; readonly postedOn: LocalDate; readonly recordedAt: Instant; readonly event: string; readonly sourceId: string; readonly reversesEntryId: string | null;
  readonly reversedByEntryId: string | null; readonly reason: string | null;
};

export function findEntry(tx: Tx, entryId: string): Promise<BookEntry | null> {
  return tx.maybe(sql`
    select e.entry_id, e.posted_on, e.recorded_at, e.event, e.source_id, e.reverses_entry_id, b.entry_id as reversed_by_entry_id, e.reason
    from ledger.entry e left join ledger.entry b on b.org_id = e.org_id and b.reverses_entry_id = e.entry_id
    where e.org_id = ${tx.orgId} and e.entry_id = ${entryId}`);
}

export function transfersOfEntry(tx: Tx, entryId: string): Promise<BookTransfer[]> {
  return tx.many(sql`${described(tx, sql`select * from ledger.transfer t where t.org_id = ${tx.orgId} and t.entry_id = ${entryId}`)} order by t.line`);
}
