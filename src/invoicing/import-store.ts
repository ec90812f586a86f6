// What imports look up: documents that are here already, by number or by id.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type RecordedNumber = {
  readonly number: string; readonly source: string; readonly kind: string; readonly customerId: string; readonly issuedOn: LocalDate; readonly dueOn: LocalDate; readonly totalMinor: bigint; readonly currency: string;
};

export async function recordedNumbers(tx: Tx, entityId: number, numbers: readonly string[]): Promise<ReadonlyMap<string, RecordedNumber>> {
  const rows = await tx.many<RecordedNumber>(sql`
    select number, source, kind, customer_id, issued_on, due_on, total_minor, currency from invoicing.document
    where org_id = ${tx.orgId} and entity_id = ${entityId} and number = any(${numbers}::text[])`);
  return new Map(rows.map((row) => [row.number, row]));
}

export async function knownDocuments(tx: Tx, documentIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.many<{ documentId: string }>(sql`select document_id from invoicing.document where org_id = ${tx.orgId} and document_id = any(${documentIds}::uuid[])`);
  return new Set(rows.map((row) => row.documentId));
}

/** What its file called a document d: the reference decides the id, so every upload of it says the same. */
export const uploadReference = sql`(select u.reference from invoicing.upload u where u.org_id = d.org_id and u.document_id = d.document_id limit 1)`;

/** What the latest upload of each document said, as a digest in hex. */
export async function uploadDigests(tx: Tx, documentIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.many<{ documentId: string; digest: string }>(sql`
    select distinct on (document_id) document_id, encode(digest, 'hex') as digest from invoicing.upload
    where org_id = ${tx.orgId} and document_id = any(${documentIds}::uuid[]) order by document_id, recorded_at desc, run_id desc`);
  return new Map(rows.map((row) => [row.documentId, row.digest]));
}

export async function insertUpload(tx: Tx, upload: { documentId: string; runId: string; reference: string; digest: string; now: Instant }): Promise<void> {
  await tx.run(sql`
    insert into invoicing.upload (org_id, document_id, run_id, reference, digest, recorded_at)
    values (${tx.orgId}, ${upload.documentId}, ${upload.runId}, ${upload.reference}, decode(${upload.digest}, 'hex'), ${upload.now}) on conflict do nothing`);
}
