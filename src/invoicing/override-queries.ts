// How often a person entered something other than what was proposed: the start of measured posting accuracy.

import type { LocalDate } from '#kernel/local-date.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type OverridePeriod = { readonly from: LocalDate; readonly to: LocalDate };

export type FieldOverrides = { readonly field: string; readonly overrides: number; readonly documents: number };

export type PersonOverrides = { readonly recordedBy: string; readonly documents: number; readonly lines: number; readonly overridden: number; readonly overrides: number };

export function overridesByField(tx: Tx, period: OverridePeriod): Promise<FieldOverrides[]> {
  return tx.many(sql`
    select o.field, count(*)::int as overrides, count(distinct o.document_id)::int as documents from invoicing.override o
    join invoicing.document d on d.org_id = o.org_id and d.document_id = o.document_id and d.status = 'issued' and d.issued_on between ${period.from} and ${period.to}
    where o.org_id = ${tx.orgId} group by 1 order by 2 desc, 1`);
}

/** Documents made by hand or upload and issued in the period, by who issued them, and how many of them had an override. */
export function overridesByPerson(tx: Tx, period: OverridePeriod): Promise<PersonOverrides[]> {
  return tx.many(sql`
    select d.recorded_by, count(*)::int as documents, sum(l.lines)::int as lines, count(*) filter (where o.overrides > 0)::int as overridden, coalesce(sum(o.overrides), 0)::int as overrides
    from invoicing.document d
    join lateral (select count(*) as lines from invoicing.document_line l where l.org_id = d.org_id and l.document_id = d.document_id) l on true
    join lateral (select count(*) as overrides from invoicing.override o where o.org_id = d.org_id and o.document_id = d.document_id) o on true
    where d.org_id = ${tx.orgId} and d.issued_on between ${period.from} and ${period.to} and d.status = 'issued' and d.source in ('manual', 'upload') group by 1 order by 2 desc, 1`);
}

export type OverrideRow = {
  readonly documentId: string; readonly number: string; readonly issuedOn: LocalDate; readonly lineNo: number | null; readonly field: string; readonly proposed: string | null; readonly entered: string | null;
  readonly reason: string | null; readonly recordedBy: string;
};

/** The latest first. */
export function listOverrides(tx: Tx, period: OverridePeriod, limit: number): Promise<OverrideRow[]> {
  return tx.many(sql`
    select o.document_id, d.number, d.issued_on, o.line_no, o.field, o.proposed, o.entered, o.reason, o.recorded_by from invoicing.override o
    join invoicing.document d on d.org_id = o.org_id and d.document_id = o.document_id and d.status = 'issued' and d.issued_on between ${period.from} and ${period.to}
    where o.org_id = ${tx.orgId} order by o.recorded_at desc, o.override_id desc limit ${limit}`);
}
