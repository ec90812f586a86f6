// Reads of money in for screens: bank accounts with their balances, statements with what is odd about them, bank lines.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { standingOpenings } from './store.ts';

export type BankAccountOverview = {
  readonly bankAccountId: string; readonly entityId: number; readonly name: string; readonly account: string; readonly currency: string; readonly ledgerCode: string;
  /** What the lines brought here, and the closing balance of the last statement. */
  readonly linesMinor: bigint; readonly lastClosingMinor: bigint | null; readonly lastClosingOn: LocalDate | null; readonly toClarify: number;
  /** Opening balance and lines; and the last closing balance less that. */
  readonly booksMinor: bigint; readonly apartMinor: bigint | null;
  /** What stood there before the first line, as the books have it and as the first statement says. */
  readonly openingMinor: bigint | null; readonly openedOn: LocalDate | null; readonly statedOpeningMinor: bigint | null; readonly statedOpeningOn: LocalDate | null;
};

export function listBankAccounts(tx: Tx, entityId: number | null): Promise<BankAccountOverview[]> {
  return tx.many(sql`
    select a.bank_account_id, a.entity_id, a.name, a.account, a.currency, g.code as ledger_code, coalesce(l.lines_minor, 0)::bigint as lines_minor,
      s.closing_minor as last_closing_minor, s.closing_on as last_closing_on, coalesce(l.to_clarify, 0)::int as to_clarify,
      (coalesce(l.lines_minor, 0) + coalesce(o.amount_minor, 0))::bigint as books_minor, (s.closing_minor - coalesce(l.lines_minor, 0) - coalesce(o.amount_minor, 0))::bigint as apart_minor,
      o.amount_minor as opening_minor, o.posted_on as opened_on, f.opening_minor as stated_opening_minor, f.opening_on as stated_opening_on
    from payments.bank_account a join ledger.account g on g.org_id = a.org_id and g.account_id = a.ledger_account_id
    left join lateral (
      select sum(x.amount_minor) filter (where x.status <> 'duplicate') as lines_minor, sum(x.lines) filter (where x.status = 'to_clarify') as to_clarify
      from payments.bank_line_day x where x.org_id = a.org_id and x.bank_account_id = a.bank_account_id) l on true
    left join lateral (
      select s.closing_minor, s.closing_on from payments.bank_statement s where s.org_id = a.org_id and s.bank_account_id = a.bank_account_id and s.closing_on is not null order by s.closing_on desc, s.statement_id desc limit 1) s on true
    left join (${standingOpenings(tx)}) o on o.bank_account_id = a.bank_account_id
    left join lateral (
      select s.opening_minor, s.opening_on from payments.bank_statement s where s.org_id = a.org_id and s.bank_account_id = a.bank_account_id and s.opening_minor is not null and s.opening_on is not null order by s.opening_on, s.statement_id limit 1) f on true
    where a.org_id = ${tx.orgId} and (${entityId}::int is null or a.entity_id = ${entityId}) order by a.name, a.account, a.currency`);
}

export type StatementOverview = {
  readonly statementId: string; readonly bankAccountId: string; readonly accountName: string; readonly account: string; readonly currency: string; readonly format: string; readonly statementReference: string;
  readonly openingMinor: bigint | null; readonly openingOn: LocalDate | null; readonly closingMinor: bigint | null; readonly closingOn: LocalDate | null; readonly balance: string; readonly differenceMinor: bigint;
  /** Opening less the closing of the statement before: what a missing statement would bring. Null where that cannot be said. */
  readonly gapMinor: bigint | null;
  readonly lineCount: number; readonly newLines: number; readonly warnings: readonly string[]; readonly fileId: string | null; readonly runId: string | null; readonly recordedAt: Instant;
};

export function pageOfStatements(tx: Tx, filter: { bankAccountId: string | null; balance: string | null; statementId: string | null; after: readonly [Instant, string] | null; limit: number }): Promise<StatementOverview[]> {
  const [recordedAt, statementId] = filter.after ?? [null, null];
  return tx.many(sql`
    select s.statement_id, s.bank_account_id, a.name as account_name, a.account, a.currency, s.format, s.statement_reference, s.opening_minor, s.opening_on, s.closing_minor, s.closing_on, s.balance,
      s.difference_minor, s.opening_minor - before.closing_minor as gap_minor, s.line_count,
      (select count(*)::int from payments.bank_line l where l.org_id = s.org_id and l.statement_id = s.statement_id) as new_lines, s.warnings, s.file_id, s.run_id, s.recorded_at
    from payments.bank_statement s join payments.bank_account a on a.org_id = s.org_id and a.bank_account_id = s.bank_account_id
    left join lateral (
      select b.closing_minor from payments.bank_statement b where b.org_id = s.org_id and b.bank_account_id = s.bank_account_id and b.closing_on <= s.opening_on and b.statement_id <> s.statement_id and b.closing_minor is not null
      order by b.closing_on desc, b.statement_id desc limit 1) before on true
    where s.org_id = ${tx.orgId} and (${filter.bankAccountId}::uuid is null or s.bank_account_id = ${filter.bankAccountId}) and (${filter.balance}::text is null or s.balance = ${filter.balance})
      and (${filter.statementId}::uuid is null or s.statement_id = ${filter.statementId})
      and (${recordedAt}::timestamptz is null or (s.recorded_at, s.statement_id) < (${recordedAt}::timestamptz, ${statementId}::uuid))
    order by s.recorded_at desc, s.statement_id desc limit ${filter.limit}`);
}

/** Each line with what it is taken for now: a receipt, no receipt, a return, or not clarified. */
export function linesWithStatus(tx: Tx): ReturnType<typeof sql> {
  return sql`
    select l.*, d.decision, d.kind, d.account_id, d.decided_by, d.reason as decision_reason, d.receipt_id as decided_receipt_id, d.fee_minor, r.receipt_id, r.receipt_number, r.receipts,
      case when r.standing > 0 then 'receipt' when d.decision is not null and d.decision <> 'receipt' then d.decision when r.returned > 0 then 'returned' else 'to_clarify' end as status
    from payments.bank_line l
    left join lateral (select * from payments.bank_line_decision d where d.org_id = l.org_id and d.bank_line_id = l.bank_line_id order by d.decision_no desc limit 1) d on true
    left join lateral (
      select (min(r.receipt_id::text) filter (where v.receipt_id is null))::uuid as receipt_id, min(r.number) filter (where v.receipt_id is null) as receipt_number, count(*)::int as receipts,
        count(*) filter (where v.receipt_id is null) as standing, count(*) filter (where v.bank_line_id is not null) as returned
      from payments.receipt r left join payments.receipt_reversal v on v.org_id = r.org_id and v.receipt_id = r.receipt_id
      where r.org_id = l.org_id and r.bank_line_id = l.bank_line_id) r on true
    where l.org_id = ${tx.orgId}`;
}

export type BankLineOverview = {
  readonly bankLineId: string; readonly statementId: string; readonly bankAccountId: string; readonly entityId: number; readonly accountName: string; readonly lineNo: number; readonly bookedOn: LocalDate; readonly valueOn: LocalDate | null;
  readonly amountMinor: bigint; readonly currency: string; readonly originalMinor: bigint | null; readonly originalCurrency: string | null; readonly payerName: string | null; readonly payerAccount: string | null;
  readonly text: string; readonly reference: string | null; readonly bankReference: string | null; readonly transactionCode: string | null; readonly status: string; readonly kind: string | null;
  /** Of a return: what the bank took on top of the payment. */
  readonly feeMinor: bigint | null;
  readonly decidedBy: string | null; readonly decisionReason: string | null; readonly accountCode: string | null; readonly receiptId: string | null; readonly receiptNumber: string | null; readonly receipts: number;
};

export type LineFilter = { readonly bankAccountId: string | null; readonly statementId: string | null; readonly status: string | null; readonly bankLineId: string | null; readonly from: LocalDate | null; readonly to: LocalDate | null };

/** What the line x, or what is kept of it, tells. */
const ofLine = (filter: LineFilter): ReturnType<typeof sql> => sql`
  (${filter.bankAccountId}::uuid is null or x.bank_account_id = ${filter.bankAccountId}) and (${filter.bankLineId}::uuid is null or x.bank_line_id = ${filter.bankLineId})
    and (${filter.from}::date is null or x.booked_on >= ${filter.from}) and (${filter.to}::date is null or x.booked_on <= ${filter.to})`;

const ofStatement = (filter: LineFilter): ReturnType<typeof sql> => sql`(${filter.statementId}::uuid is null or x.statement_id = ${filter.statementId})`;

/** By status the kept states lead to the lines; those of one statement are few. */
export function pageOfLines(tx: Tx, filter: LineFilter & { after: readonly [LocalDate, string] | null; limit: number }): Promise<BankLineOverview[]> {
  const [bookedOn, bankLineId] = filter.after ?? [null, null];
  const beyond = sql`(${bookedOn}::date is null or (x.booked_on, x.bank_line_id) < (${bookedOn}::date, ${bankLineId}::uuid))`;
  const isLed = filter.status !== null && filter.statementId === null && filter.bankLineId === null;
  const led = isLed ? sql`(select x.bank_line_id from payments.bank_line_state x where x.org_id = ${tx.orgId} and x.status = ${filter.status} and ${ofLine(filter)} and ${beyond}
      order by x.booked_on desc, x.bank_line_id desc limit ${filter.limit}) led join` : sql``;
  const condition = isLed ? sql`true` : sql`${ofLine(filter)} and ${ofStatement(filter)} and ${beyond} and (${filter.status}::text is null or x.status = ${filter.status})`;
  return tx.many(sql`
    select x.bank_line_id, x.statement_id, x.bank_account_id, a.entity_id, a.name as account_name, x.line_no, x.booked_on, x.value_on, x.amount_minor, x.currency, x.original_minor, x.original_currency, x.payer_name, x.payer_account,
      x.text, x.reference, x.bank_reference, x.transaction_code, x.status, x.kind, nullif(x.fee_minor, 0) as fee_minor, x.decided_by, x.decision_reason, g.code as account_code, coalesce(x.receipt_id, x.decided_receipt_id) as receipt_id,
      coalesce(x.receipt_number, (select q.number from payments.receipt q where q.org_id = x.org_id and q.receipt_id = x.decided_receipt_id)) as receipt_number, coalesce(x.receipts, 0) as receipts
    from ${led} (${linesWithStatus(tx)}) x ${isLed ? sql`on x.bank_line_id = led.bank_line_id` : sql``} join payments.bank_account a on a.org_id = x.org_id and a.bank_account_id = x.bank_account_id
    left join ledger.account g on g.org_id = x.org_id and g.account_id = x.account_id
    where ${condition} order by x.booked_on desc, x.bank_line_id desc limit ${filter.limit}`);
}

/** From what is kept by day; a statement's lines, who are few, one by one. */
export function totalsOfLines(tx: Tx, filter: LineFilter): Promise<{ currency: string; lines: number; amountMinor: bigint }[]> {
  if (filter.statementId === null && filter.bankLineId === null) {
    return tx.many(sql`
      select x.currency, sum(x.lines)::int as lines, sum(x.amount_minor)::bigint as amount_minor from payments.bank_line_day x
      where x.org_id = ${tx.orgId} and (${filter.bankAccountId}::uuid is null or x.bank_account_id = ${filter.bankAccountId}) and (${filter.status}::text is null or x.status = ${filter.status})
        and (${filter.from}::date is null or x.booked_on >= ${filter.from}) and (${filter.to}::date is null or x.booked_on <= ${filter.to})
      group by x.currency having sum(x.lines) <> 0 order by x.currency`);
  }
  return tx.many(sql`
    select x.currency, count(*)::int as lines, sum(x.amount_minor)::bigint as amount_minor from payments.bank_line x
    join payments.bank_line_state s on s.org_id = x.org_id and s.bank_line_id = x.bank_line_id
    where x.org_id = ${tx.orgId} and ${ofLine(filter)} and ${ofStatement(filter)} and (${filter.status}::text is null or s.status = ${filter.status}) group by x.currency order by x.currency`);
}

/** Returns by the bank whose receipt still stands: cash takes them back. */
export function pendingReturns(tx: Tx, entityId: number, through: LocalDate): Promise<{ bankLineId: string; receiptId: string; bookedOn: LocalDate; reason: string }[]> {
  return tx.many(sql`
    select d.bank_line_id, d.receipt_id, l.booked_on, coalesce(nullif(l.text, ''), d.reason) as reason from payments.bank_line_decision d
    join payments.bank_line l on l.org_id = d.org_id and l.bank_line_id = d.bank_line_id
    join payments.bank_account a on a.org_id = l.org_id and a.bank_account_id = l.bank_account_id
    where d.org_id = ${tx.orgId} and a.entity_id = ${entityId} and d.decision = 'return' and l.booked_on <= ${through}
      and not exists (select 1 from payments.bank_line_decision n where n.org_id = d.org_id and n.bank_line_id = d.bank_line_id and n.decision_no > d.decision_no)
      and not exists (select 1 from payments.receipt_reversal v where v.org_id = d.org_id and v.receipt_id = d.receipt_id)
    order by l.booked_on, d.bank_line_id limit 1000`);
}

/** Where a receipt came from: its bank line, the statement and the file; null when it was entered by hand. */
export function originOfReceipt(tx: Tx, receiptId: string): Promise<{ lineNo: number; statementReference: string; amountMinor: bigint; text: string; fileId: string | null; fileName: string | null; sha256: string | null } | null> {
  return tx.maybe(sql`
    select l.line_no, s.statement_reference, l.amount_minor, l.text, s.file_id, f.name as file_name, encode(f.sha256, 'hex') as sha256 from payments.receipt r
    join payments.bank_line l on l.org_id = r.org_id and l.bank_line_id = r.bank_line_id
    join payments.bank_statement s on s.org_id = l.org_id and s.statement_id = l.statement_id
    left join platform.file f on f.org_id = s.org_id and f.file_id = s.file_id
    where r.org_id = ${tx.orgId} and r.receipt_id = ${receiptId}`);
}
