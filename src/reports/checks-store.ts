// The tie-outs across capabilities: aging equals the control accounts, the tax report equals tax payable.

import { sql } from '#platform/database/sql.ts';
import { BREACHES_MAX, type Check } from '#platform/check.ts';

export const reportChecks: readonly Check[] = [
  {
    name: 'reports.receivables',
    title: 'Per customer and currency, the receivable account equals the open amounts of documents',
    async run(tx) {
      const rows = await tx.many<{ breach: string }>(sql`
        select 'customer ' || coalesce(k.number, x.customer_id::text) || ' ' || x.currency as breach from (
          select customer_id, currency, sum(signed) as difference from (
            select i.customer_id, i.currency, i.open_minor as signed from ledger.open_item i join ledger.account a on a.org_id = i.org_id and a.account_id = i.account_id and a.by_customer where i.org_id = ${tx.orgId}
            union all
            select b.customer_id, b.currency, b.credit_minor - b.debit_minor from ledger.balance_month b join ledger.account a on a.org_id = b.org_id and a.account_id = b.account_id and a.by_customer where b.org_id = ${tx.orgId}
          ) s group by 1, 2 having sum(signed) <> 0
        ) x left join customers.customer k on k.org_id = ${tx.orgId} and k.customer_id = x.customer_id limit ${BREACHES_MAX}`);
      const { count } = await tx.one<{ count: number }>(sql`select count(*)::int as count from customers.customer where org_id = ${tx.orgId}`);
      return { examined: count, breaches: rows.map((row) => row.breach) };
    },
  },
  {
    name: 'reports.tax',
    title: 'The tax report equals the tax payable account, per currency',
    async run(tx) {
      const rows = await tx.many<{ breach: string }>(sql`
        select 'tax payable ' || currency || ' differs by ' || sum(signed) || ' minor units' as breach from (
          select d.currency, case when d.kind = 'credit_note' then -d.tax_minor else d.tax_minor end as signed from invoicing.document d where d.org_id = ${tx.orgId} and d.status = 'issued'
            and not exists (select 1 from invoicing.document_void v where v.org_id = d.org_id and v.document_id = d.document_id)
          union all
          select a.currency, -t.tax_minor from cash.discount_tax t join cash.application a on a.org_id = t.org_id and a.application_id = t.application_id
          where t.org_id = ${tx.orgId} and not exists (select 1 from cash.unapplication u where u.org_id = t.org_id and u.application_id = t.application_id)
          union all
          select b.currency, b.debit_minor - b.credit_minor from ledger.balance_month b join ledger.account a on a.org_id = b.org_id and a.account_id = b.account_id and a.purpose = 'tax_payable' where b.org_id = ${tx.orgId}
        ) s group by currency having sum(signed) <> 0`);
      const { count } = await tx.one<{ count: number }>(sql`select count(*)::int as count from invoicing.document_tax where org_id = ${tx.orgId}`);
      return { examined: count, breaches: rows.map((row) => row.breach) };
    },
  },
];
