// Reads of cash application for screens: receipts with their status and age, one receipt with all that happened to it.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import { foldText } from '#customers/index.ts';
import { fixedSql, joinSql, sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { CashAccounts } from './postings.ts';
import { minorByCurrency, type WantedAmount } from '#kernel/wanted-amount.ts';

export const receiptStatuses = ['unidentified', 'unapplied', 'partly', 'applied', 'reversed'] as const;
export type ReceiptStatus = (typeof receiptStatuses)[number];

export type Sides = Pick<CashAccounts, 'unidentified' | 'unapplied'>;

export type ReceiptOverview = {
  readonly receiptId: string; readonly number: string; readonly entityId: number; readonly method: string; readonly receivedOn: LocalDate; readonly amountMinor: bigint; readonly currency: string;
  readonly originalMinor: bigint | null; readonly originalCurrency: string | null; readonly leftMinor: bigint; readonly status: ReceiptStatus; readonly ageDays: number; readonly customerId: string | null;
  readonly customerName: string | null; readonly customerNumber: string | null; readonly payerName: string | null; readonly payerAccount: string | null; readonly text: string; readonly reference: string | null;
  readonly bankLineId: string | null; readonly matchId: string | null; readonly matchStatus: string | null; readonly matchRule: string | null; readonly matchConfidence: string | null;
  /** A suggestion that counts on what other payments took meanwhile. */
  readonly matchOutdated: boolean;
};

/** Of a receipt r with its reversal v, by what is left of it (p). */
export const statusOf = sql`
  case when v.receipt_id is not null then 'reversed' when p.unidentified_minor > 0 then case when p.left_minor < r.amount_minor then 'partly' else 'unidentified' end
    when p.left_minor = 0 then 'applied' when p.left_minor < r.amount_minor then 'partly' else 'unapplied' end`;

/**
 * Receipts with where their money stands. Age counts days since it came while something is left. Whose they are is looked up where it is asked
 * for, so that a page looks it up for its own rows only: a scalar subquery, since an exists may be answered from a table of everything that was
 * ever identified. only: a condition on r, the receipt.
 */
export function receiptsWithStatus(tx: Tx, accounts: Sides, asOf: LocalDate, only = sql`true`): Statement {
  const identified = sql`from cash.identification n where n.org_id = r.org_id and n.receipt_id = r.receipt_id`;
  return sql`
    select r.org_id, r.receipt_id, r.number, r.entity_id, r.method, r.received_on, r.amount_minor, r.currency, r.original_minor, r.original_currency, r.payer_name, r.payer_account, r.text, r.reference, r.search_text, r.bank_line_id,
      p.left_minor, case when p.left_minor = 0 then 0 else greatest(0, ${asOf}::date - r.received_on) end as age_days,
      ${statusOf} as status,
      coalesce(p.customer_id, case when (select true ${identified} limit 1) then (select n.customer_id ${identified} order by n.identification_no desc limit 1) else r.customer_id end,
        (select a.customer_id from cash.application a where a.org_id = r.org_id and a.source_id = r.receipt_id order by a.application_id desc limit 1)) as customer_id,
      m.match_id, m.status as match_status, m.rule as match_rule, m.confidence as match_confidence
    from payments.receipt r
    left join payments.receipt_reversal v on v.org_id = r.org_id and v.receipt_id = r.receipt_id
    cross join lateral (
      select coalesce(sum(-i.open_minor), 0)::bigint as left_minor, coalesce(sum(-i.open_minor) filter (where i.account_id = ${accounts.unidentified}), 0)::bigint as unidentified_minor,
        (min(i.customer_id::text) filter (where i.account_id = ${accounts.unapplied} and i.open_minor <> 0))::uuid as customer_id
      from ledger.open_item i where i.org_id = r.org_id and i.document_id = r.receipt_id and i.account_id in (${accounts.unidentified}, ${accounts.unapplied})) p
    left join lateral (select m.* from cash.match m where m.org_id = r.org_id and m.receipt_id = r.receipt_id and m.status in ('suggested', 'unmatched', 'on_account') limit 1) m on true
    where r.org_id = ${tx.orgId} and ${only}`;
}

export type ReceiptFilter = {
  readonly asOf: LocalDate; readonly statuses: readonly ReceiptStatus[] | null; readonly matchStatuses: readonly string[] | null; readonly customerId: string | null; readonly receiptId: string | null;
  readonly from: LocalDate | null; readonly to: LocalDate | null; readonly search: string | null;
  readonly entityId?: number | undefined;
  /** What is left waits for someone: not what stays on an account on purpose. */
  readonly isWaiting?: boolean | undefined;
  /** Of what waits, that for which nothing is proposed: the rest is only to be confirmed. */
  readonly hasNoProposal?: boolean | undefined;
  /** Something of it was applied on this day, and still is. */
  readonly appliedToday?: { readonly day: LocalDate; readonly timeZone: string } | undefined;
  readonly methods?: readonly string[] | undefined;
  /** The search read as an amount: it finds receipts of it, or with as much left. */
  readonly amount?: WantedAmount | null | undefined;
};

const openStatuses: readonly ReceiptStatus[] = ['unidentified', 'unapplied', 'partly'];

/** Whether a filter asks for receipts of which something is left. */
export function isWork(filter: ReceiptFilter): boolean {
  return filter.matchStatuses !== null || (filter.statuses !== null && filter.statuses.every((status) => openStatuses.includes(status))) || filter.isWaiting === true || filter.hasNoProposal === true;
}

/** What a filter says of the current match, by its status. */
export function waitingTests({ isWaiting, hasNoProposal }: ReceiptFilter, status: Statement): Statement[] {
  return [...(isWaiting === true ? [sql`${status} is distinct from 'on_account'`] : []), ...(hasNoProposal === true ? [sql`(${status} is null or ${status} = 'unmatched')`] : [])];
}

/** x, the receipts that a filter holds; with a search also c, their customers. */
function filtered(tx: Tx, accounts: Sides, filter: ReceiptFilter, { only }: Reading): Statement {
  return sql`
    from (${receiptsWithStatus(tx, accounts, filter.asOf, only)}) x ${filter.search === null ? sql`` : withCustomer(tx)}
    where (${filter.statuses}::text[] is null or x.status = any(${filter.statuses})) and (${filter.matchStatuses}::text[] is null or x.match_status = any(${filter.matchStatuses}))
      ${filter.customerId === null ? sql`` : sql`and x.customer_id = ${filter.customerId}`}
      ${joinSql([sql``, ...waitingTests(filter, sql`x.match_status`)], ' and ')} ${appliedOn(tx, filter.appliedToday)} ${found(filter)}`;
}

/**
 * c. Looked up row by row, since a join would read all customers: whose a receipt is follows from several tables. It is worked out first
 * (offset 0): behind row-level security an index takes a value, not what works it out.
 */
const withCustomer = (tx: Tx): Statement => sql`
    cross join lateral (select x.customer_id as id offset 0) own
    left join lateral (
      select c.customer_id, c.number, c.name_key, v.name from customers.customer c join customers.customer_version v on v.org_id = c.org_id and v.customer_id = c.customer_id and v.version = c.current_version
      where c.org_id = ${tx.orgId} and c.customer_id = own.id limit 1) c on true`;

/** only: a condition on r. isMany: a search finds more than ten thousand. */
export type Reading = { readonly only: Statement; readonly isMany: boolean };

/** What a filter says of the receipt r itself. */
export function receiptConditions({ from, to, entityId, methods }: ReceiptFilter): Statement[] {
  return [
    ...(from === null ? [] : [sql`r.received_on >= ${from}`]), ...(to === null ? [] : [sql`r.received_on <= ${to}`]),
    ...(entityId === undefined ? [] : [sql`r.entity_id = ${entityId}`]), ...(methods === undefined ? [] : [sql`r.method = any(${methods})`]),
  ];
}

/** What the receipts themselves and indexes know of a filter, so that the rest is asked of few. */
export async function receiptsToRead(tx: Tx, accounts: Sides, filter: ReceiptFilter): Promise<Reading> {
  let isMany = false;
  const conditions = [sql`true`, ...receiptConditions(filter)];
  if (filter.receiptId !== null) conditions.push(sql`r.receipt_id = ${filter.receiptId}`);
  if (isOnly(filter, 'reversed')) conditions.push(sql`r.receipt_id in (select u.receipt_id from payments.receipt_reversal u where u.org_id = ${tx.orgId})`);
  if (filter.customerId !== null) conditions.push(sql`r.receipt_id in (${receiptsOfCustomers(tx, accounts, [filter.customerId])})`);
  if (isWork(filter)) conditions.push(sql`r.receipt_id = any(${await receiptsWithRest(tx, accounts, filter)}::uuid[])`);
  if (filter.search !== null) {
    const found = await findReceipts(tx, accounts, filter.search, filter.amount ?? null);
    isMany = found === 'many';
    if (found !== 'many') conditions.push(sql`r.receipt_id = any(${found}::uuid[])`);
  }
  return { only: joinSql(conditions, ' and '), isMany };
}

function isOnly(filter: Pick<ReceiptFilter, 'statuses'>, status: ReceiptStatus): boolean {
  return filter.statuses !== null && filter.statuses.every((one) => one === status);
}

/** What is still to be done is found by its open items, not by reading every receipt there ever was. */
export async function receiptsWithRest(tx: Tx, accounts: Sides, filter: Pick<ReceiptFilter, 'statuses' | 'matchStatuses'> = { statuses: null, matchStatuses: null }): Promise<string[]> {
  const of = isOnly(filter, 'unidentified') ? [accounts.unidentified] : isOnly(filter, 'unapplied') ? [accounts.unapplied] : [accounts.unidentified, accounts.unapplied];
  const matched = filter.matchStatuses === null ? sql`` : sql`
    and i.document_id in (select m.receipt_id from cash.match m where m.org_id = ${tx.orgId} and m.status in ('suggested', 'unmatched', 'on_account') and m.status = any(${filter.matchStatuses}))`;
  const rows = await tx.many<{ receiptId: string }>(sql`
    select distinct i.document_id as receipt_id from ledger.open_item i where i.org_id = ${tx.orgId} and i.account_id = any(${of}::int[]) and i.open_minor <> 0 ${matched}`);
  return rows.map((row) => row.receiptId);
}

const FOUND_MAX = 10_000;

/** Receipts that have to do with customers: entered for them, identified as theirs, applied to what they owe, or on their account. Each customer's own are looked up, whoever else there is. */
const receiptsOfCustomers = (tx: Tx, accounts: Sides, customerIds: readonly string[]): Statement => sql`
  select f.receipt_id from unnest(${customerIds}::uuid[]) as k (customer_id) cross join lateral (
    (select r.receipt_id from payments.receipt r where r.org_id = ${tx.orgId} and r.customer_id = k.customer_id)
    union all (select n.receipt_id from cash.identification n where n.org_id = ${tx.orgId} and n.customer_id = k.customer_id)
    union all (select a.source_id from cash.application a where a.org_id = ${tx.orgId} and a.customer_id = k.customer_id)
    union all (select i.document_id from ledger.open_item i where i.org_id = ${tx.orgId} and i.customer_id = k.customer_id and i.account_id = ${accounts.unapplied} and i.open_minor <> 0)) f`;

/** Receipts that a search may find, by their own words, by the names of customers who have to do with them, and by amounts; few, or many. */
async function findReceipts(tx: Tx, accounts: Sides, search: string, amount: WantedAmount | null): Promise<readonly string[] | 'many'> {
  const { currencies, minors } = minorByCurrency(amount);
  const named = await tx.many<{ customerId: string }>(sql`select c.customer_id from customers.customer c where c.org_id = ${tx.orgId} and ${isCalled(search)} limit ${FOUND_MAX + 1}`);
  if (named.length > FOUND_MAX) return 'many';
  const rows = await tx.many<{ receiptId: string }>(sql`
    with wanted as materialized (select * from unnest(${currencies}::text[], ${minors}::bigint[]) as w (currency, minor))
    select distinct f.receipt_id from (
      select r.receipt_id from payments.receipt r where r.org_id = ${tx.orgId} and ${says(sql`r.search_text`, search)}
      union all select r.receipt_id from wanted w join payments.receipt r on r.org_id = ${tx.orgId} and r.currency = w.currency and r.amount_minor = w.minor
      union all select i.document_id from wanted w join ledger.open_item i on i.org_id = ${tx.orgId} and i.currency = w.currency and i.open_minor = -w.minor and i.open_minor <> 0
      union all ${receiptsOfCustomers(tx, accounts, named.map((row) => row.customerId))}
    ) f limit ${FOUND_MAX + 1}`);
  return rows.length > FOUND_MAX ? 'many' : rows.map((row) => row.receiptId);
}

/** The receipt's number, payer, text and reference as one folded text. */
const says = (folded: Statement, search: string): Statement => sql`${folded} like lower(${anywhere(search)})`;

/** No sign of the search is a pattern. */
function anywhere(search: string): string {
  return `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

/** A customer c of whose folded name, or of whose number, this is a part. */
function isCalled(search: string): Statement {
  const folded = foldText(search);
  return sql`(${folded === '' ? sql`false` : sql`c.name_key like ${anywhere(folded)}`} or c.number ilike ${anywhere(search)})`;
}

/** In number, payer, customer, text and reference; or the amount, when the search is one. */
function found({ search, amount }: ReceiptFilter): Statement {
  if (search === null) return sql``;
  const { currencies, minors } = minorByCurrency(amount ?? null);
  return sql`
    and (${says(sql`x.search_text`, search)} or ${isCalled(search)}
      or exists (select 1 from unnest(${currencies}::text[], ${minors}::bigint[]) as w (currency, minor) where w.currency = x.currency and w.minor in (x.amount_minor, x.left_minor)))`;
}

function appliedOn(tx: Tx, today: ReceiptFilter['appliedToday']): Statement {
  return today === undefined ? sql`` : sql`and x.receipt_id in (${appliedSourcesOf(tx, today)})`;
}

/** Receipts of which something was applied on a day, as the clock of the entity says, and not taken back. */
export function appliedSourcesOf(tx: Tx, { day, timeZone }: { day: LocalDate; timeZone: string }): Statement {
  return sql`
    select a.source_id from cash.application a
    where a.org_id = ${tx.orgId} and a.source_kind = 'receipt' and a.recorded_at >= (${day}::date)::timestamp at time zone ${timeZone} and a.recorded_at < (${day}::date + 1)::timestamp at time zone ${timeZone}
      and not exists (select 1 from cash.unapplication u where u.org_id = a.org_id and u.application_id = a.application_id)`;
}

const overviewColumns = sql`
  x.receipt_id, x.number, x.entity_id, x.method, x.received_on, x.amount_minor, x.currency, x.original_minor, x.original_currency, x.left_minor, x.status, x.age_days, x.customer_id, c.name as customer_name,
  c.number as customer_number, x.payer_name, x.payer_account, x.text, x.reference, x.bank_line_id, x.match_id, x.match_status, x.match_rule, x.match_confidence,
  x.match_status is not distinct from 'suggested' and exists (
    select 1 from cash.match s cross join lateral jsonb_array_elements(s.proposal -> 'lines') l where s.org_id = x.org_id and s.match_id = x.match_id
      and (l ->> 'cashMinor')::bigint + (l ->> 'creditMinor')::bigint + (l ->> 'discountMinor')::bigint + (l ->> 'feeMinor')::bigint + (l ->> 'toleranceMinor')::bigint
        > coalesce((select sum(i.open_minor) from ledger.open_item i where i.org_id = x.org_id and i.document_id = (l ->> 'documentId')::uuid and i.open_minor > 0), 0)) as match_outdated`;

/** Oldest first for work, latest first for looking up. */
export async function pageOfReceipts(tx: Tx, accounts: Sides, filter: ReceiptFilter & { order: 'oldest' | 'latest'; after: readonly [LocalDate, string] | null; limit: number }, reading?: Reading): Promise<ReceiptOverview[]> {
  const [receivedOn, receiptId] = filter.after ?? [null, null];
  const page = filter.order === 'oldest'
    ? sql`and (${receivedOn}::date is null or (x.received_on, x.receipt_id) > (${receivedOn}::date, ${receiptId}::uuid))`
    : sql`and (${receivedOn}::date is null or (x.received_on, x.receipt_id) < (${receivedOn}::date, ${receiptId}::uuid))`;
  const order = fixedSql(filter.order === 'oldest' ? 'x.received_on, x.receipt_id' : 'x.received_on desc, x.receipt_id desc');
  return tx.many(sql`select ${overviewColumns} from (select x.* ${filtered(tx, accounts, filter, reading ?? (await receiptsToRead(tx, accounts, filter)))} ${page} order by ${order} limit ${filter.limit}) x ${withCustomer(tx)} order by ${order}`);
}

export type AgeTotals = { readonly currency: string; readonly status: string; readonly receipts: number; readonly amountMinor: bigint; readonly leftMinor: bigint; readonly over30Minor: bigint; readonly over90Minor: bigint };

/** undefined for looking up among more than ten thousand: where each stands is worked out receipt by receipt. What is to be done is always told. */
export async function totalsOfReceipts(tx: Tx, accounts: Sides, filter: ReceiptFilter, known?: Reading): Promise<AgeTotals[] | undefined> {
  const reading = known ?? (await receiptsToRead(tx, accounts, filter));
  if (reading.isMany && !isWork(filter)) return undefined;
  if (!isWork(filter) && filter.customerId === null && filter.receiptId === null && filter.search === null && filter.appliedToday === undefined && !isOnly(filter, 'reversed')) {
    const { many } = await tx.one<{ many: boolean }>(sql`
      select count(*) > ${FOUND_MAX} as many from (
        select 1 from payments.receipt r where r.org_id = ${tx.orgId} and (${filter.from}::date is null or r.received_on >= ${filter.from}) and (${filter.to}::date is null or r.received_on <= ${filter.to})
        limit ${FOUND_MAX + 1}) looked_at`);
    if (many) return undefined;
  }
  return tx.many(sql`
    select x.currency, x.status, count(*)::int as receipts, sum(x.amount_minor)::bigint as amount_minor, sum(x.left_minor)::bigint as left_minor,
      coalesce(sum(x.left_minor) filter (where x.age_days > 30), 0)::bigint as over30_minor, coalesce(sum(x.left_minor) filter (where x.age_days > 90), 0)::bigint as over90_minor
    ${filtered(tx, accounts, filter, reading)} group by x.currency, x.status order by x.currency, x.status`);
}

export type ApplicationOverview = {
  readonly applicationId: string; readonly sourceKind: string; readonly sourceId: string; readonly documentId: string; readonly number: string; readonly customerId: string; readonly customerName: string; readonly appliedOn: LocalDate;
  readonly currency: string; readonly appliedMinor: bigint; readonly cashMinor: bigint; readonly discountMinor: bigint; readonly feeMinor: bigint; readonly toleranceMinor: bigint; readonly sourceMinor: bigint; readonly sourceCurrency: string;
  readonly decidedBy: string; readonly rule: string | null; readonly confidence: string | null; readonly reasons: unknown; readonly recordedAt: Instant; readonly recordedBy: string;
  readonly unappliedOn: LocalDate | null; readonly unappliedReason: string | null; readonly wrongMatch: boolean | null;
};

/** Applications of a receipt (with the credit notes taken along), of a credit note, or on a document. */
export function applicationsOf(tx: Tx, of: { sourceId?: string; documentId?: string }): Promise<ApplicationOverview[]> {
  return tx.many(sql`
    select a.application_id, a.source_kind, a.source_id, a.document_id, d.number, a.customer_id, cv.name as customer_name, a.applied_on, a.currency, a.applied_minor, a.cash_minor, a.discount_minor, a.fee_minor, a.tolerance_minor,
      a.source_minor, a.source_currency, a.decided_by, a.rule, a.confidence, a.reasons, a.recorded_at, a.recorded_by, u.unapplied_on, u.reason as unapplied_reason, u.wrong_match
    from cash.application a join invoicing.document d on d.org_id = a.org_id and d.document_id = a.document_id
    join customers.customer c on c.org_id = a.org_id and c.customer_id = a.customer_id
    join customers.customer_version cv on cv.org_id = c.org_id and cv.customer_id = c.customer_id and cv.version = c.current_version
    left join cash.unapplication u on u.org_id = a.org_id and u.application_id = a.application_id
    where a.org_id = ${tx.orgId} and (${of.sourceId ?? null}::uuid is null or a.source_id = ${of.sourceId ?? null} or a.receipt_id = ${of.sourceId ?? null})
      and (${of.documentId ?? null}::uuid is null or a.document_id = ${of.documentId ?? null})
    order by a.applied_on, a.recorded_at, a.application_id limit 2000`);
}

export type MatchOverview = { readonly matchId: string; readonly status: string; readonly outcome: string; readonly rule: string; readonly confidence: string; readonly proposal: unknown; readonly reasons: unknown; readonly recordedAt: Instant; readonly decidedAt: Instant | null; readonly decidedBy: string | null };

export function matchHistory(tx: Tx, receiptId: string): Promise<MatchOverview[]> {
  return tx.many(sql`select match_id, status, outcome, rule, confidence, proposal, reasons, recorded_at, decided_at, decided_by from cash.match where org_id = ${tx.orgId} and receipt_id = ${receiptId} order by recorded_at desc, match_id desc limit 50`);
}

export async function countReceiptsToApply(tx: Tx, accounts: Sides, work: { entityId: number; through: LocalDate }): Promise<number> {
  const { count } = await tx.one<{ count: number }>(sql`
    select count(distinct i.document_id)::int as count from ledger.open_item i join payments.receipt r on r.org_id = i.org_id and r.receipt_id = i.document_id
    where i.org_id = ${tx.orgId} and i.entity_id = ${work.entityId} and i.account_id in (${accounts.unidentified}, ${accounts.unapplied}) and i.open_minor <> 0 and r.received_on <= ${work.through}
      and not exists (select 1 from cash.match m where m.org_id = r.org_id and m.receipt_id = r.receipt_id and m.status = 'on_account')`);
  return count;
}

/** The receipts that a batch of a run decided, for its audit row. */
export function appliedSubjects(tx: Tx, runId: string, now: Instant): Statement {
  return sql`select distinct m.receipt_id from cash.match m where m.org_id = ${tx.orgId} and m.run_id = ${runId} and m.recorded_at = ${now}::timestamptz`;
}
