// What the proof of a document or charge is read from: charges with their proof, source files, prices, and the transfers posted.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Proof } from '#charges/index.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type ExplainedCharge = {
  readonly chargeId: string; readonly kind: string; readonly status: string; readonly description: string; readonly amountMinor: bigint; readonly currency: string; readonly proof: Proof;
  readonly deliveryId: string | null; readonly orderId: string | null; readonly documentId: string | null; readonly documentNumber: string | null; readonly lineNo: number | null;
  readonly releases: readonly { readonly checkCode: string; readonly reason: string; readonly releasedBy: string | null; readonly releaseReason: string | null }[];
};

export async function explainedCharges(tx: Tx, chargeIds: readonly string[]): Promise<ReadonlyMap<string, ExplainedCharge>> {
  if (chargeIds.length === 0) return new Map();
  const rows = await tx.many<Omit<ExplainedCharge, 'releases'>>(sql`
    select c.charge_id, c.kind, c.status, c.description, c.amount_minor, c.currency, c.proof, c.delivery_id, c.order_id, d.document_id, d.number as document_number, l.line_no
    from charges.charge c
    left join invoicing.document_line l on l.org_id = c.org_id and l.charge_id = c.charge_id
    left join invoicing.document d on d.org_id = l.org_id and d.document_id = l.document_id
    where c.org_id = ${tx.orgId} and c.charge_id = any(${chargeIds}::uuid[])`);
  const holds = await tx.many<{ chargeId: string; checkCode: string; reason: string; releasedBy: string | null; releaseReason: string | null }>(sql`
    select charge_id, check_code, reason, released_by, release_reason from charges.hold where org_id = ${tx.orgId} and charge_id = any(${chargeIds}::uuid[]) order by charge_id, opened_at, check_code`);
  const byCharge = Map.groupBy(holds, (hold) => hold.chargeId);
  return new Map(rows.map((row) => [row.chargeId, { ...row, releases: byCharge.get(row.chargeId) ?? [] }]));
}

export type SourceFile = { readonly fileId: string; readonly name: string; readonly sha256: string };

export async function sourceFiles(tx: Tx, fileIds: readonly string[]): Promise<ReadonlyMap<string, SourceFile>> {
  const rows = await tx.many<SourceFile>(sql`
    select file_id, name, encode(sha256, 'hex') as sha256 from platform.file where org_id = ${tx.orgId} and file_id = any(${fileIds}::uuid[])`);
  return new Map(rows.map((row) => [row.fileId, row]));
}

export type PriceSource = { readonly priceId: string; readonly priceBook: string; readonly validFrom: LocalDate; readonly minQuantity: string; readonly forCustomer: boolean; readonly recordedBy: string };

export async function priceSources(tx: Tx, priceIds: readonly string[]): Promise<ReadonlyMap<string, PriceSource>> {
  const rows = await tx.many<PriceSource>(sql`
    select price_id, price_book, valid_from, min_quantity, customer_id is not null as for_customer, recorded_by from catalog.price where org_id = ${tx.orgId} and price_id = any(${priceIds}::uuid[])`);
  return new Map(rows.map((row) => [row.priceId, row]));
}

export type PostedTransfer = {
  readonly entryId: string; readonly line: number; readonly postedOn: LocalDate; readonly event: string; readonly debit: string; readonly credit: string; readonly amountMinor: bigint; readonly currency: string; readonly reason: string | null;
};

/** Everything posted for a document as its source: issue, offset of a credit note, void. */
export function postedFor(tx: Tx, documentId: string): Promise<PostedTransfer[]> {
  return tx.many(sql`
    select t.entry_id, t.line, t.posted_on, e.event, d.code || ' ' || d.name as debit, c.code || ' ' || c.name as credit, t.amount_minor, t.currency, e.reason
    from ledger.entry e join ledger.transfer t on t.org_id = e.org_id and t.entry_id = e.entry_id
    join ledger.account d on d.org_id = t.org_id and d.account_id = t.debit_account_id
    join ledger.account c on c.org_id = t.org_id and c.account_id = t.credit_account_id
    where e.org_id = ${tx.orgId} and e.source_id = ${documentId} order by t.recorded_at, t.entry_id, t.line`);
}
