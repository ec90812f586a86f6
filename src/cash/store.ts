// Rows of cash application. Locks, always in this order: receipts by id, then open items by id, then what the ledger locks.

import { toJson } from '#kernel/wire.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { lastRate } from '#ledger/rate-store.ts';
import type { CashAccounts } from './postings.ts';

/** Where some of a receipt's money stands: unidentified, or on a customer's account. */
export type MoneyPart = { readonly customerId: string | null; readonly itemId: string; readonly leftMinor: bigint };

/** A receipt with what is left of it and where it stands. */
export type ReceiptMoney = {
  readonly receiptId: string;
  readonly number: string;
  readonly entityId: number;
  readonly receivedOn: LocalDate;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly originalMinor: bigint | null;
  readonly originalCurrency: string | null;
  readonly payerName: string | null;
  readonly payerAccount: string | null;
  readonly text: string;
  readonly reference: string | null;
  readonly unidentifiedMinor: bigint;
  readonly unappliedMinor: bigint;
  /** Its items in the books, also those with nothing left: an item belongs to one customer for good. */
  readonly parts: readonly MoneyPart[];
  /** The payer as last said. */
  readonly customerId: string | null;
  /** The customer was named by a person, or entered with the receipt. */
  readonly byPerson: boolean;
  /** A person took an application back or rejected a proposal. */
  readonly touched: boolean;
  readonly reversedOn: LocalDate | null;
};

type MoneyRow = Omit<ReceiptMoney, 'parts'> & { parts: { customerId: string | null; itemId: string; leftMinor: string }[] };

function moneyOf(row: MoneyRow): ReceiptMoney {
  return { ...row, parts: row.parts.map((part) => ({ ...part, leftMinor: BigInt(part.leftMinor) })) };
}

const receiptMoney = (tx: Tx, accounts: Pick<CashAccounts, 'unidentified' | 'unapplied'>) => sql`
  select r.receipt_id, r.number, r.entity_id, r.received_on, r.amount_minor, r.currency, r.original_minor, r.original_currency, r.payer_name, r.payer_account, r.text, r.reference,
    p.unidentified_minor, p.unapplied_minor, p.parts,
    case when n.identification_id is null then r.customer_id else n.customer_id end as customer_id,
    case when n.identification_id is null then r.customer_id is not null else n.decided_by = 'person' and n.customer_id is not null end as by_person,
    exists (select 1 from cash.application a join cash.unapplication u on u.org_id = a.org_id and u.application_id = a.application_id where a.org_id = r.org_id and a.source_id = r.receipt_id)
      or exists (select 1 from cash.match m where m.org_id = r.org_id and m.receipt_id = r.receipt_id and m.status = 'rejected') as touched,
    (select v.reversed_on from payments.receipt_reversal v where v.org_id = r.org_id and v.receipt_id = r.receipt_id) as reversed_on
  from payments.receipt r
  left join lateral (select n.* from cash.identification n where n.org_id = r.org_id and n.receipt_id = r.receipt_id order by n.identification_no desc limit 1) n on true
  cross join lateral (
    select coalesce(sum(-i.open_minor) filter (where i.account_id = ${accounts.unidentified}), 0)::bigint as unidentified_minor, coalesce(sum(-i.open_minor) filter (where i.account_id = ${accounts.unapplied}), 0)::bigint as unapplied_minor,
      coalesce(jsonb_agg(jsonb_build_object('customerId', case when i.account_id = ${accounts.unapplied} then i.customer_id end, 'itemId', i.item_id, 'leftMinor', (-i.open_minor)::text) order by i.account_id, i.item_id), '[]'::jsonb) as parts
    from ledger.open_item i where i.org_id = r.org_id and i.document_id = r.receipt_id and i.account_id in (${accounts.unidentified}, ${accounts.unapplied})) p
  where r.org_id = ${tx.orgId}`;

/** The receipts that a run may decide, oldest first, locked; those that another run holds are passed over. */
export async function lockReceiptsToApply(tx: Tx, accounts: CashAccounts, work: { entityId: number; through: LocalDate; after: readonly [LocalDate, string] | null; limit: number }): Promise<ReceiptMoney[]> {
  const [receivedOn, receiptId] = work.after ?? [null, null];
  const locked = await tx.many<{ documentId: string }>(sql`
    select i.document_id from payments.receipt r
    join ledger.open_item i on i.org_id = r.org_id and i.document_id = r.receipt_id and i.account_id in (${accounts.unidentified}, ${accounts.unapplied}) and i.open_minor <> 0
    where r.org_id = ${tx.orgId} and r.entity_id = ${work.entityId} and r.received_on <= ${work.through}
      and (${receivedOn}::date is null or (r.received_on, r.receipt_id) > (${receivedOn}::date, ${receiptId}::uuid))
      and not exists (select 1 from cash.match m where m.org_id = r.org_id and m.receipt_id = r.receipt_id and m.status = 'on_account')
    order by r.received_on, r.receipt_id limit ${work.limit} for update of i skip locked`);
  if (locked.length === 0) return [];
  const rows = await tx.many<MoneyRow>(sql`${receiptMoney(tx, accounts)} and r.receipt_id = any(${[...new Set(locked.map((row) => row.documentId))]}) order by r.received_on, r.receipt_id`);
  return rows.map(moneyOf);
}

/** One receipt, its items locked. */
export async function lockReceipt(tx: Tx, accounts: Pick<CashAccounts, 'unidentified' | 'unapplied'>, receiptId: string): Promise<ReceiptMoney | null> {
  await tx.run(sql`select 1 from ledger.open_item where org_id = ${tx.orgId} and document_id = ${receiptId} order by item_id, account_id for update`);
  return readReceiptMoney(tx, accounts, receiptId);
}

export async function readReceiptMoney(tx: Tx, accounts: Pick<CashAccounts, 'unidentified' | 'unapplied'>, receiptId: string): Promise<ReceiptMoney | null> {
  const row = await tx.maybe<MoneyRow>(sql`${receiptMoney(tx, accounts)} and r.receipt_id = ${receiptId}`);
  return row === null ? null : moneyOf(row);
}

/** What is open on these items now that nobody else can change it. */
export async function lockItems(tx: Tx, receivable: number, itemIds: readonly string[]): Promise<ReadonlyMap<string, bigint>> {
  const rows = await tx.many<{ itemId: string; openMinor: bigint }>(sql`
    select item_id, open_minor from ledger.open_item where org_id = ${tx.orgId} and account_id = ${receivable} and item_id = any(${itemIds}) order by item_id for update`);
  return new Map(rows.map((row) => [row.itemId, row.openMinor]));
}

/** What money of a receipt is worth in another currency at the last rates known on its day; null where one of them is missing. */
export async function worthMinor(tx: Tx, { entityId, receivedOn, currency, minor, into, shift }: Pick<ReceiptMoney, 'entityId' | 'receivedOn' | 'currency'> & { minor: bigint; into: string; shift: number }): Promise<bigint | null> {
  const rateOf = (code: string) => sql`case when e.base_currency = ${code} then '1' else ${lastRate(tx, { currency: sql`${code}::char(3)`, baseCurrency: sql`e.base_currency`, until: sql`<= ${receivedOn}::date` })}::text end`;
  const row = await tx.one<{ worth: bigint | null }>(sql`
    select round(${minor}::numeric * r.rate_from::numeric / r.rate_into::numeric * power(10::numeric, ${shift}::int))::bigint as worth
    from (select ${rateOf(currency)} as rate_from, ${rateOf(into)} as rate_into from platform.entity e where e.org_id = ${tx.orgId} and e.entity_id = ${entityId}) r`);
  return row.worth;
}

export type IdentificationRow = { readonly identificationId: string; readonly receiptId: string; readonly customerId: string | null; readonly identifiedOn: LocalDate; readonly amountMinor: bigint; readonly decidedBy: 'rule' | 'person'; readonly reason: string; readonly entryId: string };

export async function insertIdentifications(tx: Tx, rows: readonly IdentificationRow[], now: Instant, by: string): Promise<void> {
  if (rows.length === 0) return;
  await tx.run(sql`
    insert into cash.identification (org_id, identification_id, receipt_id, identification_no, customer_id, identified_on, amount_minor, decided_by, reason, entry_id, recorded_at, recorded_by)
    select ${tx.orgId}, n."identificationId", n."receiptId",
      (select coalesce(max(o.identification_no), 0) + 1 from cash.identification o where o.org_id = ${tx.orgId} and o.receipt_id = n."receiptId"), n."customerId", n."identifiedOn", n."amountMinor", n."decidedBy", n.reason, n."entryId", ${now}::timestamptz, ${by}
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as n ("identificationId" uuid, "receiptId" uuid, "customerId" uuid, "identifiedOn" date, "amountMinor" bigint, "decidedBy" text, reason text, "entryId" uuid)`);
}

export type ApplicationRow = {
  readonly applicationId: string; readonly entityId: number; readonly sourceKind: 'receipt' | 'credit_note'; readonly sourceId: string; readonly sourceMinor: bigint; readonly sourceCurrency: string;
  readonly receiptId: string | null; readonly documentId: string; readonly itemId: string; readonly customerId: string; readonly appliedOn: LocalDate; readonly currency: string; readonly appliedMinor: bigint;
  readonly cashMinor: bigint; readonly discountMinor: bigint; readonly feeMinor: bigint; readonly toleranceMinor: bigint; readonly decidedBy: 'rule' | 'person'; readonly rule: string | null;
  readonly confidence: string | null; readonly reasons: unknown; readonly matchId: string | null; readonly entryId: string; readonly runId: string | null;
};

export async function insertApplications(tx: Tx, rows: readonly ApplicationRow[], now: Instant, by: string): Promise<void> {
  if (rows.length === 0) return;
  await tx.run(sql`
    insert into cash.application (org_id, application_id, entity_id, source_kind, source_id, source_minor, source_currency, receipt_id, document_id, item_id, customer_id, applied_on, currency,
      applied_minor, cash_minor, discount_minor, fee_minor, tolerance_minor, decided_by, rule, confidence, reasons, match_id, entry_id, run_id, recorded_at, recorded_by)
    select ${tx.orgId}, a."applicationId", a."entityId", a."sourceKind", a."sourceId", a."sourceMinor", a."sourceCurrency", a."receiptId", a."documentId", a."itemId", a."customerId", a."appliedOn", a.currency,
      a."appliedMinor", a."cashMinor", a."discountMinor", a."feeMinor", a."toleranceMinor", a."decidedBy", a.rule, a.confidence, a.reasons, a."matchId", a."entryId", a."runId", ${now}::timestamptz, ${by}
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as a ("applicationId" uuid, "entityId" int, "sourceKind" text, "sourceId" uuid, "sourceMinor" bigint, "sourceCurrency" char(3), "receiptId" uuid,
      "documentId" uuid, "itemId" uuid, "customerId" uuid, "appliedOn" date, currency char(3), "appliedMinor" bigint, "cashMinor" bigint, "discountMinor" bigint, "feeMinor" bigint, "toleranceMinor" bigint,
      "decidedBy" text, rule text, confidence numeric, reasons jsonb, "matchId" uuid, "entryId" uuid, "runId" uuid)`);
}

export type LockedApplication = Omit<ApplicationRow, 'reasons' | 'confidence'> & { readonly unappliedOn: LocalDate | null };

/** Applications with what was taken back of them; the receipt or credit note of each is locked by the caller or here by its item. */
export function findApplications(tx: Tx, where: { applicationIds?: readonly string[]; receiptId?: string }): Promise<LockedApplication[]> {
  return tx.many(sql`
    select a.application_id, a.entity_id, a.source_kind, a.source_id, a.source_minor, a.source_currency, a.receipt_id, a.document_id, a.item_id, a.customer_id, a.applied_on, a.currency, a.applied_minor,
      a.cash_minor, a.discount_minor, a.fee_minor, a.tolerance_minor, a.decided_by, a.rule, a.match_id, a.entry_id, a.run_id, u.unapplied_on
    from cash.application a left join cash.unapplication u on u.org_id = a.org_id and u.application_id = a.application_id
    where a.org_id = ${tx.orgId} and (${where.applicationIds ?? null}::uuid[] is null or a.application_id = any(${where.applicationIds ?? null}::uuid[]))
      and (${where.receiptId ?? null}::uuid is null or a.source_id = ${where.receiptId ?? null} or a.receipt_id = ${where.receiptId ?? null})
    order by a.application_id`);
}

export async function insertUnapplication(tx: Tx, row: { applicationId: string; unappliedOn: LocalDate; reason: string; wrongMatch: boolean; entryId: string; now: Instant; by: string }): Promise<boolean> {
  const rows = await tx.run(sql`
    insert into cash.unapplication (org_id, application_id, unapplied_on, reason, wrong_match, entry_id, recorded_at, recorded_by)
    values (${tx.orgId}, ${row.applicationId}, ${row.unappliedOn}, ${row.reason}, ${row.wrongMatch}, ${row.entryId}, ${row.now}, ${row.by}) on conflict do nothing`);
  return rows === 1;
}

/** Periods of an entity that are closed, as their first days. */
export async function closedMonths(tx: Tx, entityId: number): Promise<ReadonlySet<LocalDate>> {
  const rows = await tx.many<{ month: LocalDate }>(sql`select month from ledger.period where org_id = ${tx.orgId} and entity_id = ${entityId} and status = 'closed'`);
  return new Set(rows.map((row) => row.month));
}
