// The invariants of documents, from raw rows: numbers without gaps and in date order, totals, receivables, charges billed once.

import { sql, type Statement } from '#platform/database/sql.ts';
import { BREACHES_MAX, type Check, type CheckFinding } from '#platform/check.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { replayCheck } from './replay.ts';

async function findings(tx: Tx, breaches: Statement): Promise<CheckFinding> {
  const { count } = await tx.one<{ count: number }>(sql`select count(*)::int as count from invoicing.document where org_id = ${tx.orgId} and status = 'issued'`);
  const rows = await tx.many<{ breach: string }>(sql`${breaches} limit ${BREACHES_MAX}`);
  return { examined: count, breaches: rows.map((row) => row.breach) };
}

export const invoicingChecks: readonly Check[] = [
  {
    name: 'invoicing.numbers',
    title: 'Numbers of each series are gapless, in date order, and end where the counter stands',
    run: (tx) => findings(tx, sql`
      select 'gap before ' || number as breach from (
        select number, sequence, issued_on, series, lag(sequence, 1, 0::bigint) over w as before, lag(issued_on) over w as date_before from invoicing.document
        where org_id = ${tx.orgId} and status = 'issued' window w as (partition by entity_id, kind, series, fiscal_year order by sequence)
      ) n where sequence <> before + 1 or (series <> 'opening' and issued_on < date_before)
      union all
      select 'counter of ' || c.kind || ' ' || c.series || ' ' || c.fiscal_year from platform.series_counter c
      where c.org_id = ${tx.orgId} and c.kind in ('invoice', 'credit_note', 'debit_note') and c.last_sequence <> (
        select coalesce(max(d.sequence), 0) from invoicing.document d where d.org_id = c.org_id and d.entity_id = c.entity_id and d.kind = c.kind and d.series = c.series and d.fiscal_year = c.fiscal_year)`),
  },
  {
    name: 'invoicing.totals',
    title: 'Each document is the sum of its lines and its tax groups',
    run: (tx) => findings(tx, sql`
      select d.number || ' totals' as breach from invoicing.document d
      left join (select document_id, sum(amount_minor) as net from invoicing.document_line where org_id = ${tx.orgId} group by 1) l on l.document_id = d.document_id
      left join (select document_id, sum(base_minor) as base, sum(tax_minor) as tax from invoicing.document_tax where org_id = ${tx.orgId} group by 1) t on t.document_id = d.document_id
      where d.org_id = ${tx.orgId} and d.status = 'issued' and (l.net is distinct from d.net_minor or t.base is distinct from d.net_minor or t.tax is distinct from d.tax_minor or d.total_minor <> d.net_minor + d.tax_minor)`),
  },
  {
    name: 'invoicing.days',
    title: 'The totals of each day are those of its documents',
    run: (tx) => findings(tx, sql`
      select 'day ' || issued_on || ' ' || kind || ' ' || currency as breach from (
        select entity_id, kind, currency, issued_on, documents, total_minor from invoicing.document_day where org_id = ${tx.orgId}
        union all
        select entity_id, kind, currency, issued_on, -count(*), -sum(total_minor) from invoicing.document where org_id = ${tx.orgId} and status = 'issued' group by 1, 2, 3, 4
      ) both_sides group by entity_id, kind, currency, issued_on having sum(documents) <> 0 or sum(total_minor) <> 0`),
  },
  {
    name: 'invoicing.tax_days',
    title: 'The tax of each day is that of its documents’ tax groups',
    run: (tx) => findings(tx, sql`
      select 'tax of ' || issued_on || ' ' || jurisdiction || ' ' || category || ' ' || trim_scale(rate) || ' ' || currency as breach from (
        select entity_id, currency, issued_on, jurisdiction, category, rate, documents, base_minor, tax_minor from invoicing.tax_day where org_id = ${tx.orgId}
        union all
        select d.entity_id, d.currency, d.issued_on, t.jurisdiction, t.category, t.rate, -1, case d.kind when 'credit_note' then t.base_minor else -t.base_minor end, case d.kind when 'credit_note' then t.tax_minor else -t.tax_minor end
        from invoicing.document d join invoicing.document_tax t on t.org_id = d.org_id and t.document_id = d.document_id where d.org_id = ${tx.orgId} and d.status = 'issued' and d.source <> 'opening'
      ) both_sides group by entity_id, currency, issued_on, jurisdiction, category, rate having sum(documents) <> 0 or sum(base_minor) <> 0 or sum(tax_minor) <> 0`),
  },
  {
    name: 'invoicing.credits',
    title: 'No line is credited beyond its amount or quantity, no tax group beyond its tax',
    run: (tx) => findings(tx, sql`
      select d.number || ' line ' || l.line_no as breach from invoicing.document d
      join invoicing.document_line l on l.org_id = d.org_id and l.document_id = d.document_id
      join (select x.references_document_id, y.credits_line_no, sum(y.amount_minor) as credited, sum(y.credits_quantity) as quantity from invoicing.document x join invoicing.document_line y on y.org_id = x.org_id and y.document_id = x.document_id
            where x.org_id = ${tx.orgId} and x.kind = 'credit_note' and x.status = 'issued' and x.references_document_id is not null group by 1, 2) c
        on c.references_document_id = d.document_id and c.credits_line_no = l.line_no
      where d.org_id = ${tx.orgId} and (abs(c.credited) > abs(l.amount_minor) or c.quantity > l.quantity)
      union all
      select d.number || ' tax ' || g.jurisdiction || ' ' || trim_scale(g.rate) from invoicing.document d
      join invoicing.document_tax g on g.org_id = d.org_id and g.document_id = d.document_id
      join (select x.references_document_id, t.jurisdiction, t.category, t.rate, t.reason, sum(t.base_minor) as base, sum(t.tax_minor) as tax
            from invoicing.document x join invoicing.document_tax t on t.org_id = x.org_id and t.document_id = x.document_id
            where x.org_id = ${tx.orgId} and x.kind = 'credit_note' and x.status = 'issued' and x.source = 'correction' group by 1, 2, 3, 4, 5) c
        on c.references_document_id = d.document_id and c.jurisdiction = g.jurisdiction and c.category = g.category and c.rate = g.rate and c.reason is not distinct from g.reason
      where d.org_id = ${tx.orgId} and (abs(c.tax) > abs(g.tax_minor) or (c.base = g.base_minor and c.tax <> g.tax_minor))`),
  },
  {
    name: 'invoicing.charges',
    title: 'Each billed charge is one line of its amount, and each evidence row is billed at most once',
    run: (tx) => findings(tx, sql`
      select 'charge ' || c.charge_id as breach from charges.charge c
      left join invoicing.document_line l on l.org_id = c.org_id and l.charge_id = c.charge_id
      left join invoicing.document d on d.org_id = l.org_id and d.document_id = l.document_id
      where c.org_id = ${tx.orgId} and ((c.status in ('billed', 'reversed')) <> (d.status is not distinct from 'issued') or (c.status = 'billed' and c.kind <> 'return' and l.amount_minor <> c.amount_minor))
      union all
      select 'delivery line ' || delivery_id || ' ' || delivery_line_no from charges.charge
      where org_id = ${tx.orgId} and delivery_id is not null and status in ('pending', 'held', 'billed') group by delivery_id, delivery_line_no having count(*) > 1`),
  },
  {
    name: 'invoicing.receivables',
    title: 'Each document opened its receivable with its total',
    run: (tx) => findings(tx, sql`
      select d.number as breach from invoicing.document d join ledger.account a on a.org_id = d.org_id and a.entity_id = d.entity_id and a.purpose = 'receivable'
      left join (
        select document_id, account_id, sum(amount) as posted from (
          select t.document_id, t.debit_account_id as account_id, t.amount_minor as amount, t.entry_id from ledger.transfer t where t.org_id = ${tx.orgId} and t.document_id is not null
          union all select t.document_id, t.credit_account_id, -t.amount_minor, t.entry_id from ledger.transfer t where t.org_id = ${tx.orgId} and t.document_id is not null
        ) s where s.entry_id in (select entry_id from invoicing.document where org_id = ${tx.orgId} and entry_id is not null) group by 1, 2
      ) p on p.document_id = d.document_id and p.account_id = a.account_id
      where d.org_id = ${tx.orgId} and d.status = 'issued' and coalesce(p.posted, 0) <> case when d.kind = 'credit_note' then -d.total_minor else d.total_minor end`),
  },
];

/** Checks that compute everything anew; run by check --replay. */
export const replayChecks: readonly Check[] = [replayCheck];
