// The kept bytes of issued documents, and which of them still lack theirs.

import type { Instant } from '#platform/clock.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Address } from '#platform/organisation-store.ts';

export async function findDocumentFile(tx: Tx, documentId: string, kind: 'pdf' | 'xml'): Promise<string | null> {
  const row = await tx.maybe<{ fileId: string }>(sql`select file_id from invoicing.document_file where org_id = ${tx.orgId} and document_id = ${documentId} and kind = ${kind}`);
  return row?.fileId ?? null;
}

export async function insertDocumentFile(tx: Tx, file: { documentId: string; kind: 'pdf' | 'xml'; fileId: string; now: Instant }): Promise<void> {
  await tx.run(sql`
    insert into invoicing.document_file (org_id, document_id, kind, file_id, recorded_at) values (${tx.orgId}, ${file.documentId}, ${file.kind}, ${file.fileId}, ${file.now}) on conflict do nothing`);
}

/** The ship-to address as it was at an instant; the first one where that was later. */
export function findShipTo(tx: Tx, customerId: string, code: string, at: Instant): Promise<{ name: string; address: Address } | null> {
  return tx.maybe(sql`
    select name, address from customers.ship_to where org_id = ${tx.orgId} and customer_id = ${customerId} and code = ${code}
    order by (recorded_at <= ${at}) desc, case when recorded_at <= ${at} then version end desc, version limit 1`);
}

/** The last rate of a currency on or before a day; null when none is known. */
export async function rateOn(tx: Tx, currency: string, baseCurrency: string, on: string): Promise<string | null> {
  const row = await tx.maybe<{ rate: string }>(sql`
    select rate from ledger.fx_rate where org_id = ${tx.orgId} and currency = ${currency} and base_currency = ${baseCurrency} and rated_on <= ${on}
    order by rated_on desc, revision desc limit 1`);
  return row?.rate ?? null;
}

/**
 * Documents of a bill run, or some by id, that were neither sent nor printed yet and whose customers want them, in the order of their ids.
 */
export function unsentDocuments(tx: Tx, of: { billRunId: string | null; documentIds: readonly string[] | null; after: string | null; limit: number }): Promise<{ documentId: string; hasPdf: boolean }[]> {
  const chosen = of.billRunId === null ? sql`d.document_id = any(${of.documentIds ?? []}::uuid[])` : sql`d.run_id = ${of.billRunId}`;
  return tx.many(sql`
    select d.document_id, exists (select 1 from invoicing.document_file f where f.org_id = d.org_id and f.document_id = d.document_id and f.kind = 'pdf') as has_pdf
    from invoicing.document d
    join customers.customer k on k.org_id = d.org_id and k.customer_id = d.customer_id
    join customers.customer_version v on v.org_id = k.org_id and v.customer_id = k.customer_id and v.version = k.current_version and v.delivery_channel <> 'none'
    where d.org_id = ${tx.orgId} and ${chosen} and d.status = 'issued' and d.source <> 'opening' and d.document_id > ${of.after ?? '00000000-0000-0000-0000-000000000000'}::uuid
      and not exists (select 1 from invoicing.dispatch x where x.org_id = d.org_id and x.document_id = d.document_id)
    order by d.document_id limit ${of.limit}`);
}
