// Rows of money in: own bank accounts, statements, lines, decisions, receipts, and their numbers. Locks: the number's counter first.

import { toJson } from '#kernel/wire.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type BankAccount = {
  readonly bankAccountId: string;
  readonly entityId: number;
  readonly name: string;
  readonly account: string;
  readonly currency: string;
  readonly ledgerAccountId: number;
};

const accountColumns = sql`bank_account_id, entity_id, name, account, currency, ledger_account_id`;

export async function insertBankAccount(tx: Tx, account: BankAccount, now: Instant): Promise<boolean> {
  const rows = await tx.run(sql`
    insert into payments.bank_account (org_id, bank_account_id, entity_id, name, account, currency, ledger_account_id, recorded_at)
    values (${tx.orgId}, ${account.bankAccountId}, ${account.entityId}, ${account.name}, ${account.account}, ${account.currency}, ${account.ledgerAccountId}, ${now})
    on conflict (org_id, account, currency) do nothing`);
  return rows === 1;
}

export function allBankAccounts(tx: Tx): Promise<BankAccount[]> {
  return tx.many(sql`select ${accountColumns} from payments.bank_account where org_id = ${tx.orgId} order by recorded_at, bank_account_id`);
}

export function findBankAccount(tx: Tx, bankAccountId: string): Promise<BankAccount | null> {
  return tx.maybe(sql`select ${accountColumns} from payments.bank_account where org_id = ${tx.orgId} and bank_account_id = ${bankAccountId}`);
}

export type StatementRow = {
  readonly statementId: string;
  readonly bankAccountId: string;
  readonly format: string;
  readonly statementReference: string;
  readonly identity: string;
  readonly openingMinor: bigint | null;
  readonly openingOn: LocalDate | null;
  readonly closingMinor: bigint | null;
  readonly closingOn: LocalDate | null;
  readonly balance: 'ties' | 'differs' | 'unknown';
  readonly differenceMinor: bigint;
  readonly lineCount: number;
  readonly warnings: readonly string[];
  readonly fileId: string | null;
  readonly runId: string | null;
};

/** Answers the id under which the statement is known: its own, or that of an earlier import of the same. */
export async function keepStatement(tx: Tx, row: StatementRow, now: Instant): Promise<{ statementId: string; isNew: boolean }> {
  const inserted = await tx.run(sql`
    insert into payments.bank_statement (org_id, statement_id, bank_account_id, format, statement_reference, identity, opening_minor, opening_on, closing_minor, closing_on,
      balance, difference_minor, line_count, warnings, file_id, run_id, recorded_at)
    values (${tx.orgId}, ${row.statementId}, ${row.bankAccountId}, ${row.format}, ${row.statementReference}, ${row.identity}, ${row.openingMinor}, ${row.openingOn},
      ${row.closingMinor}, ${row.closingOn}, ${row.balance}, ${row.differenceMinor}, ${row.lineCount}, ${toJson(row.warnings)}::jsonb, ${row.fileId}, ${row.runId}, ${now})
    on conflict (org_id, bank_account_id, identity) do nothing`);
  const { statementId } = await tx.one<{ statementId: string }>(sql`
    select statement_id from payments.bank_statement where org_id = ${tx.orgId} and bank_account_id = ${row.bankAccountId} and identity = ${row.identity}`);
  return { statementId, isNew: inserted === 1 };
}

export type LineRow = {
  readonly bankLineId: string; readonly lineNo: number; readonly bookedOn: LocalDate; readonly valueOn: LocalDate | null; readonly amountMinor: bigint; readonly currency: string;
  readonly payerName: string | null; readonly payerAccount: string | null; readonly text: string; readonly reference: string | null; readonly bankReference: string | null; readonly endToEndId: string | null;
  readonly transactionCode: string | null; readonly originalMinor: bigint | null; readonly originalCurrency: string | null; readonly reversal: boolean; readonly dedupeKey: string;
  readonly raw: unknown; readonly entryId: string;
};

/** Inserts the lines that were not there before, in the order of their keys so that two imports never wait in a circle; answers those. */
export async function insertNewLines(tx: Tx, place: { statementId: string; bankAccountId: string; now: Instant }, lines: readonly LineRow[]): Promise<ReadonlySet<string>> {
  const rows = await tx.many<{ bankLineId: string }>(sql`
    insert into payments.bank_line (org_id, bank_line_id, statement_id, bank_account_id, line_no, booked_on, value_on, amount_minor, currency, payer_name, payer_account, text, reference,
      bank_reference, end_to_end_id, transaction_code, original_minor, original_currency, reversal, dedupe_key, raw, entry_id, recorded_at)
    select ${tx.orgId}, l."bankLineId", ${place.statementId}, ${place.bankAccountId}, l."lineNo", l."bookedOn", l."valueOn", l."amountMinor", l.currency, l."payerName", l."payerAccount", l.text, l.reference,
      l."bankReference", l."endToEndId", l."transactionCode", l."originalMinor", l."originalCurrency", l.reversal, l."dedupeKey", l.raw, l."entryId", ${place.now}::timestamptz
    from jsonb_to_recordset(${toJson(lines)}::jsonb) as l ("bankLineId" uuid, "lineNo" int, "bookedOn" date, "valueOn" date, "amountMinor" bigint, currency char(3), "payerName" text, "payerAccount" text,
      text text, reference text, "bankReference" text, "endToEndId" text, "transactionCode" text, "originalMinor" bigint, "originalCurrency" char(3), reversal boolean, "dedupeKey" text, raw jsonb, "entryId" uuid)
    order by l."dedupeKey"
    on conflict (org_id, bank_account_id, dedupe_key) do nothing returning bank_line_id`);
  return new Set(rows.map((row) => row.bankLineId));
}

export type DecisionRow = {
  readonly bankLineId: string; readonly decisionNo: number; readonly decision: 'to_clarify' | 'not_a_receipt' | 'receipt' | 'return' | 'duplicate'; readonly kind: string; readonly accountId: number | null;
  readonly receiptId: string | null; /** Of a return: what the bank took on top. */ readonly feeMinor?: bigint; readonly decidedBy: 'rule' | 'person'; readonly reason: string; readonly entryId: string | null;
};

export async function insertDecisions(tx: Tx, rows: readonly DecisionRow[], now: Instant, by: string): Promise<void> {
  if (rows.length === 0) return;
  await tx.run(sql`
    insert into payments.bank_line_decision (org_id, bank_line_id, decision_no, decision, kind, account_id, receipt_id, fee_minor, decided_by, reason, entry_id, recorded_at, recorded_by)
    select ${tx.orgId}, d."bankLineId", d."decisionNo", d.decision, d.kind, d."accountId", d."receiptId", coalesce(d."feeMinor", 0), d."decidedBy", d.reason, d."entryId", ${now}::timestamptz, ${by}
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as d ("bankLineId" uuid, "decisionNo" int, decision text, kind text, "accountId" int, "receiptId" uuid, "feeMinor" bigint, "decidedBy" text, reason text, "entryId" uuid)`);
}

export type ReceiptRow = {
  readonly receiptId: string; readonly number: string; readonly entityId: number; readonly bankLineId: string | null; readonly detailNo: number; readonly method: string; readonly receivedOn: LocalDate;
  readonly amountMinor: bigint; readonly currency: string; readonly originalMinor: bigint | null; readonly originalCurrency: string | null; readonly customerId: string | null; readonly payerName: string | null;
  readonly payerAccount: string | null; readonly text: string; readonly reference: string | null; readonly externalId: string | null; readonly moneyAccountId: number; readonly entryId: string;
};

export async function insertReceipts(tx: Tx, rows: readonly ReceiptRow[], now: Instant, by: string): Promise<void> {
  if (rows.length === 0) return;
  await tx.run(sql`
    insert into payments.receipt (org_id, receipt_id, number, entity_id, bank_line_id, detail_no, method, received_on, amount_minor, currency, original_minor, original_currency, customer_id,
      payer_name, payer_account, text, reference, external_id, money_account_id, entry_id, recorded_at, recorded_by)
    select ${tx.orgId}, r."receiptId", r.number, r."entityId", r."bankLineId", r."detailNo", r.method, r."receivedOn", r."amountMinor", r.currency, r."originalMinor", r."originalCurrency", r."customerId",
      r."payerName", r."payerAccount", r.text, r.reference, r."externalId", r."moneyAccountId", r."entryId", ${now}::timestamptz, ${by}
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as r ("receiptId" uuid, number text, "entityId" int, "bankLineId" uuid, "detailNo" int, method text, "receivedOn" date, "amountMinor" bigint, currency char(3),
      "originalMinor" bigint, "originalCurrency" char(3), "customerId" uuid, "payerName" text, "payerAccount" text, text text, reference text, "externalId" text, "moneyAccountId" int, "entryId" uuid)`);
}

/** Takes the next numbers of a year: the counter's row stays locked until the commit, so no number is lost or given twice. */
export async function takeReceiptNumbers(tx: Tx, entityId: number, year: number, count: number, lastDate: LocalDate): Promise<bigint> {
  await tx.run(sql`
    insert into platform.series_counter (org_id, entity_id, kind, series, fiscal_year) values (${tx.orgId}, ${entityId}, 'receipt', 'main', ${year}) on conflict do nothing`);
  const row = await tx.one<{ lastSequence: bigint }>(sql`
    update platform.series_counter set last_sequence = last_sequence + ${count}, last_date = greatest(last_date, ${lastDate}::date)
    where org_id = ${tx.orgId} and entity_id = ${entityId} and kind = 'receipt' and series = 'main' and fiscal_year = ${year} returning last_sequence`);
  return row.lastSequence - BigInt(count);
}

export type ReturnedCandidate = { readonly receiptId: string; readonly amountMinor: bigint; readonly receivedOn: LocalDate; readonly payerName: string | null; readonly payerAccount: string | null; readonly text: string; readonly reference: string | null };

const notGone = sql`not exists (select 1 from payments.receipt_reversal v where v.org_id = r.org_id and v.receipt_id = r.receipt_id)
      and not exists (select 1 from payments.bank_line_decision d where d.org_id = r.org_id and d.receipt_id = r.receipt_id and d.decision = 'return')`;
const candidateColumns = sql`r.receipt_id, r.amount_minor, r.received_on, r.payer_name, r.payer_account, r.text, r.reference`;

/** Receipts of the amount that may be the one a bank took back: not reversed, and not claimed by another return. */
export function receiptsOfAmount(tx: Tx, wanted: { currency: string; amountMinor: bigint; from: LocalDate; to: LocalDate }): Promise<ReturnedCandidate[]> {
  return tx.many(sql`
    select ${candidateColumns} from payments.receipt r
    where r.org_id = ${tx.orgId} and r.currency = ${wanted.currency} and r.amount_minor = ${wanted.amountMinor} and r.received_on between ${wanted.from} and ${wanted.to} and ${notGone}
    order by r.received_on desc, r.number desc limit 200`);
}

/** Receipts of a little less, from the account or with the reference that the bank names: what it took on top is its fee. */
export function receiptsBelowAmount(tx: Tx, wanted: { currency: string; amountMinor: bigint; feeMaxMinor: bigint; from: LocalDate; to: LocalDate; payerAccount: string; endToEndId: string }): Promise<ReturnedCandidate[]> {
  return tx.many(sql`
    select ${candidateColumns} from payments.receipt r
    where r.org_id = ${tx.orgId} and r.currency = ${wanted.currency} and r.amount_minor between ${wanted.amountMinor - wanted.feeMaxMinor} and ${wanted.amountMinor - 1n} and r.received_on between ${wanted.from} and ${wanted.to}
      and (r.payer_account = nullif(${wanted.payerAccount}, '') or nullif(${wanted.endToEndId}, '') = any(string_to_array(r.reference, chr(10)))) and ${notGone}
    order by r.received_on desc, r.number desc limit 200`);
}

export type LineState = {
  readonly bankLineId: string; readonly bankAccountId: string; readonly entityId: number; readonly bookedOn: LocalDate; readonly amountMinor: bigint; readonly currency: string;
  readonly payerName: string | null; readonly payerAccount: string | null; readonly text: string; readonly reference: string | null; readonly originalMinor: bigint | null; readonly originalCurrency: string | null;
  readonly ledgerAccountId: number; readonly decisionNo: number; readonly decision: string | null; readonly kind: string | null; readonly accountId: number | null; readonly receiptId: string | null;
};

/** A line with the decision that counts, locked against a second decision at the same time. */
export async function lockLine(tx: Tx, bankLineId: string): Promise<LineState | null> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`bank line ${tx.orgId} ${bankLineId}`}, 3))`);
  return tx.maybe(sql`
    select l.bank_line_id, l.bank_account_id, a.entity_id, l.booked_on, l.amount_minor, l.currency, l.payer_name, l.payer_account, l.text, l.reference, l.original_minor, l.original_currency,
      a.ledger_account_id, coalesce(d.decision_no, 0) as decision_no, d.decision, d.kind, d.account_id, d.receipt_id
    from payments.bank_line l join payments.bank_account a on a.org_id = l.org_id and a.bank_account_id = l.bank_account_id
    left join lateral (select * from payments.bank_line_decision d where d.org_id = l.org_id and d.bank_line_id = l.bank_line_id order by d.decision_no desc limit 1) d on true
    where l.org_id = ${tx.orgId} and l.bank_line_id = ${bankLineId}`);
}

export type ReceiptState = {
  readonly receiptId: string; readonly number: string; readonly entityId: number; readonly bankLineId: string | null; readonly method: string; readonly receivedOn: LocalDate; readonly amountMinor: bigint;
  readonly currency: string; readonly customerId: string | null; readonly payerName: string | null; readonly payerAccount: string | null; readonly text: string; readonly reference: string | null;
  readonly originalMinor: bigint | null; readonly originalCurrency: string | null; readonly moneyAccountId: number; readonly reversedOn: LocalDate | null;
};

export function findReceipt(tx: Tx, receiptId: string): Promise<ReceiptState | null> {
  return tx.maybe(sql`
    select r.receipt_id, r.number, r.entity_id, r.bank_line_id, r.method, r.received_on, r.amount_minor, r.currency, r.customer_id, r.payer_name, r.payer_account, r.text, r.reference,
      r.original_minor, r.original_currency, r.money_account_id, v.reversed_on
    from payments.receipt r left join payments.receipt_reversal v on v.org_id = r.org_id and v.receipt_id = r.receipt_id
    where r.org_id = ${tx.orgId} and r.receipt_id = ${receiptId}`);
}

/** A bank line takes this receipt back, whether the books have it yet or not. */
export async function isReturned(tx: Tx, receiptId: string): Promise<boolean> {
  const { returned } = await tx.one<{ returned: boolean }>(sql`
    select exists (select 1 from payments.bank_line_decision d where d.org_id = ${tx.orgId} and d.receipt_id = ${receiptId} and d.decision = 'return') as returned`);
  return returned;
}

export function receiptsOfLine(tx: Tx, bankLineId: string): Promise<{ receiptId: string; reversed: boolean }[]> {
  return tx.many(sql`
    select r.receipt_id, v.receipt_id is not null as reversed from payments.receipt r
    left join payments.receipt_reversal v on v.org_id = r.org_id and v.receipt_id = r.receipt_id
    where r.org_id = ${tx.orgId} and r.bank_line_id = ${bankLineId} order by r.detail_no`);
}

export async function insertReversal(tx: Tx, row: { receiptId: string; reversedOn: LocalDate; reason: string; entryId: string; bankLineId: string | null; now: Instant; by: string }): Promise<boolean> {
  const rows = await tx.run(sql`
    insert into payments.receipt_reversal (org_id, receipt_id, reversed_on, reason, entry_id, bank_line_id, recorded_at, recorded_by)
    values (${tx.orgId}, ${row.receiptId}, ${row.reversedOn}, ${row.reason}, ${row.entryId}, ${row.bankLineId}, ${row.now}, ${row.by}) on conflict do nothing`);
  return rows === 1;
}

/** External ids of receipts that are here already, of these. */
export function knownExternalIds(tx: Tx, externalIds: readonly string[]): Promise<{ externalId: string; amountMinor: bigint; currency: string; receivedOn: LocalDate }[]> {
  return tx.many(sql`select external_id, amount_minor, currency, received_on from payments.receipt where org_id = ${tx.orgId} and external_id = any(${externalIds})`);
}

/** Keys of these that are here already. */
export async function knownKeys(tx: Tx, bankAccountId: string, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.many<{ dedupeKey: string }>(sql`select dedupe_key from payments.bank_line where org_id = ${tx.orgId} and bank_account_id = ${bankAccountId} and dedupe_key = any(${keys})`);
  return new Set(rows.map((row) => row.dedupeKey));
}

/** A line that is here already, from a file of another format, and that no line of this statement's format stands beside. */
export type LikeLine = {
  readonly bankLineId: string; readonly bookedOn: LocalDate; readonly amountMinor: bigint; readonly lineNo: number; readonly format: string; readonly statementReference: string;
  /** Its statement has the opening and the closing balance of the statement that comes in. */
  readonly isSameStatement: boolean;
  /** The bank has issued the same statement in the same format before, with other references. */
  readonly isEarlierIssue: boolean;
  readonly payerName: string | null; readonly payerAccount: string | null; readonly text: string; readonly reference: string | null; readonly bankReference: string | null; readonly endToEndId: string | null;
};

export type AccountState = BankAccount & { readonly firstLineOn: LocalDate | null; readonly opening: { readonly entryId: string; readonly postedOn: LocalDate; readonly amountMinor: bigint } | null };

/** A bank account with the opening balance that stands in the books; held, so that two are not said at once. */
export async function lockBankAccount(tx: Tx, bankAccountId: string): Promise<AccountState | null> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`bank account ${tx.orgId} ${bankAccountId}`}, 3))`);
  const account = (await allBankAccounts(tx)).find((one) => one.bankAccountId === bankAccountId);
  if (account === undefined) return null;
  const { firstLineOn } = await tx.one<{ firstLineOn: LocalDate | null }>(sql`select min(booked_on) as first_line_on from payments.bank_line where org_id = ${tx.orgId} and bank_account_id = ${bankAccountId}`);
  return { ...account, firstLineOn, opening: await tx.maybe(sql`select o.entry_id, o.posted_on, o.amount_minor from (${standingOpenings(tx)}) o where o.bank_account_id = ${bankAccountId}`) };
}

/** Opening balances that were not taken back: bank_account_id, entry_id, posted_on, amount_minor (below zero for an overdrawn account). */
export function standingOpenings(tx: Tx): Statement {
  return sql`
    select a.bank_account_id, a.ledger_account_id as account_id, t.currency, t.entry_id, t.posted_on, case when t.debit_account_id = a.ledger_account_id then t.amount_minor else -t.amount_minor end as amount_minor
    from payments.bank_account a join ledger.entry e on e.org_id = a.org_id and e.source_id = a.bank_account_id and e.event = 'bank_account.opened'
    join ledger.transfer t on t.org_id = e.org_id and t.entry_id = e.entry_id
    where a.org_id = ${tx.orgId} and not exists (select 1 from ledger.entry r where r.org_id = e.org_id and r.reverses_entry_id = e.entry_id)`;
}

/**
 * Lines of the account in these days from files of another format, and from an earlier issue of the same statement. A line that was once held
 * because of another is that one's twin, whatever a person said of it: neither it nor as many of the others of its day and amount can be the
 * twin of a further line. keys are those of the lines that come in: a line with one of them is no other.
 */
export function linesOfOtherFiles(tx: Tx, bankAccountId: string, [from, to]: readonly [LocalDate, LocalDate], statement: Pick<StatementRow, 'format' | 'openingMinor' | 'closingMinor' | 'closingOn'>, keys: readonly string[]): Promise<LikeLine[]> {
  return tx.many(sql`
    select n.bank_line_id, n.booked_on, n.amount_minor, n.line_no, n.format, n.statement_reference, n.is_same_statement, n.format = ${statement.format} as is_earlier_issue, n.payer_name, n.payer_account, n.text, n.reference, n.bank_reference, n.end_to_end_id
    from (
      select l.bank_line_id, l.dedupe_key, l.booked_on, l.amount_minor, l.line_no, s.format, s.statement_reference, l.payer_name, l.payer_account, l.text, l.reference, l.bank_reference, l.end_to_end_id,
        coalesce(s.opening_minor = ${statement.openingMinor}::bigint and s.closing_minor = ${statement.closingMinor}::bigint and s.closing_on = ${statement.closingOn}::date, false) as is_same_statement,
        row_number() over (partition by l.booked_on, l.amount_minor, s.format, h.is_held order by l.recorded_at, l.line_no, l.bank_line_id) as place,
        h.is_held, count(*) filter (where s.format = ${statement.format} and h.is_held) over (partition by l.booked_on, l.amount_minor) as twins
      from payments.bank_line l join payments.bank_statement s on s.org_id = l.org_id and s.statement_id = l.statement_id
      cross join lateral (select exists (select 1 from payments.bank_line_decision d where d.org_id = l.org_id and d.bank_line_id = l.bank_line_id and d.kind = 'duplicate') as is_held) h
      where l.org_id = ${tx.orgId} and l.bank_account_id = ${bankAccountId} and l.booked_on between ${from} and ${to}) n
    where not n.is_held and case when n.format = ${statement.format} then n.is_same_statement and n.dedupe_key <> all(${keys}::text[]) else n.place > n.twins end order by n.booked_on, n.line_no limit 20000`);
}
