// Rows of what the matcher made of receipts. At most one per receipt is current; a new one supersedes it.

import { toJson } from '#kernel/wire.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type MatchStatus = 'suggested' | 'unmatched' | 'on_account' | 'applied' | 'rejected' | 'superseded';

export type ProposedLineRow = {
  readonly documentId: string; readonly number: string; readonly kind: string; readonly customerId: string;
  readonly cashMinor: string; readonly creditMinor: string; readonly discountMinor: string; readonly feeMinor: string; readonly toleranceMinor: string;
};

/** What a match proposes, as it is kept: amounts as text in the currency of the lines. */
export type Proposal = {
  readonly currency: string;
  /** What the payer sent, in that currency. */
  readonly amountMinor: string;
  readonly customerId: string | null;
  readonly lines: readonly ProposedLineRow[];
  readonly credits: readonly { readonly documentId: string; readonly number: string; readonly usedMinor: string }[];
  readonly restMinor: string;
};

export type MatchRow = {
  readonly matchId: string; readonly receiptId: string; readonly status: MatchStatus; readonly outcome: 'applied' | 'suggested' | 'unmatched'; readonly rule: string; readonly confidence: string;
  readonly receiptOn: LocalDate; readonly amountMinor: bigint; readonly currency: string; readonly proposal: Proposal; readonly reasons: unknown; readonly runId: string | null;
};

export async function insertMatches(tx: Tx, rows: readonly MatchRow[], now: Instant, by: string): Promise<void> {
  if (rows.length === 0) return;
  await tx.run(sql`
    update cash.match set status = 'superseded', decided_at = ${now}, decided_by = ${by}
    where org_id = ${tx.orgId} and receipt_id = any(${rows.map((row) => row.receiptId)}) and status in ('suggested', 'unmatched', 'on_account')`);
  await tx.run(sql`
    insert into cash.match (org_id, match_id, receipt_id, status, outcome, rule, confidence, receipt_on, amount_minor, currency, proposal, reasons, run_id, recorded_at, decided_at, decided_by)
    select ${tx.orgId}, m."matchId", m."receiptId", m.status, m.outcome, m.rule, m.confidence, m."receiptOn", m."amountMinor", m.currency, m.proposal, m.reasons, m."runId", ${now}::timestamptz,
      case when m.outcome = 'applied' then ${now}::timestamptz end, case when m.outcome = 'applied' then ${by} end
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as m ("matchId" uuid, "receiptId" uuid, status text, outcome text, rule text, confidence numeric, "receiptOn" date, "amountMinor" bigint, currency char(3),
      proposal jsonb, reasons jsonb, "runId" uuid)`);
}

/** Moves the current match of a receipt, if there is one. */
export async function settleMatch(tx: Tx, receiptId: string, status: MatchStatus, now: Instant, by: string): Promise<void> {
  await tx.run(sql`
    update cash.match set status = ${status}, decided_at = ${now}, decided_by = ${by} where org_id = ${tx.orgId} and receipt_id = ${receiptId} and status in ('suggested', 'unmatched', 'on_account')`);
}

export type StoredMatch = { readonly matchId: string; readonly receiptId: string; readonly status: MatchStatus; readonly rule: string; readonly confidence: string; readonly proposal: Proposal; readonly reasons: unknown };

const columns = sql`match_id, receipt_id, status, rule, confidence, proposal, reasons`;

export function lockMatch(tx: Tx, matchId: string): Promise<StoredMatch | null> {
  return tx.maybe(sql`select ${columns} from cash.match where org_id = ${tx.orgId} and match_id = ${matchId} for update`);
}

/** The current match of each receipt, and the proposals that a person rejected. */
export function matchesOf(tx: Tx, receiptIds: readonly string[]): Promise<StoredMatch[]> {
  return tx.many(sql`select ${columns} from cash.match where org_id = ${tx.orgId} and receipt_id = any(${receiptIds}) and status in ('suggested', 'unmatched', 'on_account', 'rejected')`);
}
