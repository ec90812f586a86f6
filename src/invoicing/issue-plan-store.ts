// The drafts that are chosen to be issued together: what they come to, and the order in which a run takes them.

import type { LocalDate } from '#kernel/local-date.ts';
import { joinSql, sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { DraftKind } from './draft.ts';
import { conditionsOf, findDocuments, type DocumentFilter } from './document-list-queries.ts';
import { uploadReference } from './import-store.ts';

/** Some drafts by id, or all that a filter of the list finds, but for a few. */
export type DraftChoice = { readonly documentIds: readonly string[] | null; readonly filter: DocumentFilter | null; readonly except: readonly string[] };

/** The condition under which a row d of the documents is chosen. */
export async function chosenDrafts(tx: Tx, { documentIds, filter, except }: DraftChoice): Promise<Statement> {
  if (documentIds !== null) return sql`d.org_id = ${tx.orgId} and d.status <> 'issued' and d.document_id = any(${documentIds}::uuid[])`;
  const found = filter?.q === undefined ? undefined : await findDocuments(tx, filter.q);
  // A filter by open items makes no sense of drafts, so no day and no account is needed.
  const conditions = conditionsOf(tx, { ...filter, found }, { today: '', receivables: [] });
  return sql`${joinSql(conditions, ' and ')} and d.status <> 'issued' and d.document_id <> all(${except}::uuid[])`;
}

/** A draft by what a person knows it by: its reference in the file, its order, or its customer and day. */
const nameOf = sql`coalesce(u.reference, d.order_reference, v.name || ', ' || d.issued_on)`;

const withNames = sql`
  join customers.customer k on k.org_id = d.org_id and k.customer_id = d.customer_id
  join customers.customer_version v on v.org_id = k.org_id and v.customer_id = k.customer_id and v.version = k.current_version
  left join lateral (select ${uploadReference} as reference) u on true`;

/** Numbers are in date order; drafts of one day go by the references of their file, then as they were made. */
const inOrder = sql`d.issued_on, u.reference nulls last, d.recorded_at, d.document_id`;

/** Writes down what the run issues, in order; ids that are no drafts come last, for the run to say what became of them. Answers how many. */
export async function insertIssuePlan(tx: Tx, runId: string, choice: DraftChoice): Promise<number> {
  const drafts = await tx.run(sql`
    insert into invoicing.issue_plan (org_id, run_id, ordinal, document_id, version, name)
    select d.org_id, ${runId}, row_number() over (order by ${inOrder}), d.document_id, d.version, ${nameOf}
    from invoicing.document d ${withNames} where ${await chosenDrafts(tx, choice)}`);
  const strangers = await tx.run(sql`
    insert into invoicing.issue_plan (org_id, run_id, ordinal, document_id, name)
    select ${tx.orgId}, ${runId}, ${drafts}::int + row_number() over (order by i.id), i.id, coalesce(d.number, i.id::text)
    from (select distinct unnest(${choice.documentIds ?? []}::uuid[]) as id) i left join invoicing.document d on d.org_id = ${tx.orgId} and d.document_id = i.id
    where d.document_id is null or d.status = 'issued'`);
  return drafts + strangers;
}

export type PlannedDraft = { readonly ordinal: number; readonly documentId: string; readonly version: number | null; readonly name: string };

export function plannedDrafts(tx: Tx, runId: string, after: number, limit: number): Promise<PlannedDraft[]> {
  return tx.many(sql`
    select ordinal, document_id, version, name from invoicing.issue_plan where org_id = ${tx.orgId} and run_id = ${runId} and ordinal > ${after} order by ordinal limit ${limit}`);
}

export type ChosenSum = { readonly currency: string; readonly status: 'draft' | 'held'; readonly drafts: bigint; readonly totalMinor: bigint };

/** What the chosen drafts come to; a credit note by hand lowers the sum. */
export function sumChosen(tx: Tx, chosen: Statement): Promise<ChosenSum[]> {
  return tx.many(sql`
    select d.currency, case when d.status = 'held' then 'held' else 'draft' end as status, count(*) as drafts, sum(case when d.kind = 'credit_note' then -d.total_minor else d.total_minor end)::bigint as total_minor
    from invoicing.document d where ${chosen} group by 1, 2 order by 1, 2`);
}

export type ChosenDay = { readonly entityId: number; readonly kind: DraftKind; readonly issuedOn: LocalDate; readonly drafts: bigint };

export function chosenDays(tx: Tx, chosen: Statement): Promise<ChosenDay[]> {
  return tx.many(sql`select d.entity_id, d.kind, d.issued_on, count(*) as drafts from invoicing.document d where ${chosen} group by 1, 2, 3 order by 1, 2, 3`);
}

export type SeriesDay = { readonly entityId: number; readonly kind: string; readonly fiscalYear: number; readonly lastDate: LocalDate };

/** On which day the last number of each series was given. */
export function lastDays(tx: Tx): Promise<SeriesDay[]> {
  return tx.many(sql`select entity_id, kind, fiscal_year, last_date from platform.series_counter where org_id = ${tx.orgId} and series = 'main' and last_date is not null`);
}

/** Held drafts first, since what holds them is asked; then in order, as many as have so many lines together. */
export async function draftsToCheck(tx: Tx, chosen: Statement, linesMax: number): Promise<{ documentId: string; currency: string; totalMinor: bigint }[]> {
  return tx.many(sql`
    select document_id, currency, total_minor from (
      select d.document_id, d.currency, case when d.kind = 'credit_note' then -d.total_minor else d.total_minor end as total_minor,
        sum(l.lines) over (order by (d.status = 'held') desc, d.issued_on, d.document_id) as lines_so_far, row_number() over (order by (d.status = 'held') desc, d.issued_on, d.document_id) as place
      from invoicing.document d
      cross join lateral (select count(*) as lines from invoicing.document_line l where l.org_id = d.org_id and l.document_id = d.document_id) l
      where ${chosen}
    ) c where lines_so_far <= ${linesMax} or place = 1 order by place`);
}
