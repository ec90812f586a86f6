// The tax in discounts taken, per tax group of the document that was paid.

import { toJson } from '#kernel/wire.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type DocumentTaxGroup = { readonly documentId: string; readonly groupNo: number; readonly jurisdiction: string; readonly baseMinor: bigint; readonly taxMinor: bigint };

export type DiscountTax = { readonly applicationId: string; readonly groupNo: number; readonly baseMinor: bigint; readonly taxMinor: bigint };

export async function taxGroupsOf(tx: Tx, documentIds: readonly string[]): Promise<ReadonlyMap<string, readonly DocumentTaxGroup[]>> {
  const rows = await tx.many<DocumentTaxGroup>(sql`
    select document_id, group_no, jurisdiction, base_minor, tax_minor from invoicing.document_tax
    where org_id = ${tx.orgId} and document_id = any(${[...new Set(documentIds)]}::uuid[]) order by document_id, group_no`);
  return Map.groupBy(rows, (row) => row.documentId);
}

export async function insertDiscountTaxes(tx: Tx, taxes: readonly DiscountTax[]): Promise<void> {
  if (taxes.length === 0) return;
  await tx.run(sql`
    insert into cash.discount_tax (org_id, application_id, group_no, base_minor, tax_minor)
    select ${tx.orgId}, t."applicationId", t."groupNo", t."baseMinor", t."taxMinor"
    from jsonb_to_recordset(${toJson(taxes)}::jsonb) as t ("applicationId" uuid, "groupNo" int, "baseMinor" bigint, "taxMinor" bigint)`);
}
