-- More sums that are kept where they move, so that lists and reports don't read what was ever posted. Filled here from what is there.

-- What was posted on an account on a day, with what of it is known in base currency. Check ledger.days proves it from the transfers.
create table ledger.account_day (
  org_id uuid not null,
  account_id int not null,
  currency char(3) not null,
  posted_on date not null,
  debit_minor bigint not null check (debit_minor >= 0),
  credit_minor bigint not null check (credit_minor >= 0),
  base_debit_minor bigint not null check (base_debit_minor >= 0),
  base_credit_minor bigint not null check (base_credit_minor >= 0),
  primary key (org_id, account_id, currency, posted_on),
  foreign key (org_id, account_id) references ledger.account
);
call platform.guard('ledger.account_day', 'select, insert, update');

insert into ledger.account_day (org_id, account_id, currency, posted_on, debit_minor, credit_minor, base_debit_minor, base_credit_minor)
select org_id, account_id, currency, posted_on, sum(debit), sum(credit), sum(base_debit), sum(base_credit) from (
  select t.org_id, t.debit_account_id as account_id, t.currency, t.posted_on, t.amount_minor as debit, 0 as credit, coalesce(t.base_minor, b.base_minor, 0) as base_debit, 0 as base_credit
  from ledger.transfer t left join ledger.base_amount b on b.org_id = t.org_id and b.entry_id = t.entry_id and b.line = t.line
  union all
  select t.org_id, t.credit_account_id, t.currency, t.posted_on, 0, t.amount_minor, 0, coalesce(t.base_minor, b.base_minor, 0)
  from ledger.transfer t left join ledger.base_amount b on b.org_id = t.org_id and b.entry_id = t.entry_id and b.line = t.line
) side group by 1, 2, 3, 4;

-- What each bank line is taken for now (receipt, to_clarify, not_a_receipt, return, returned, duplicate), and how many of each there are by day:
-- both follow from the line's decisions and receipts, and check payments.line_states works them out anew.
create table payments.bank_line_state (
  org_id uuid not null,
  bank_line_id uuid not null,
  bank_account_id uuid not null,
  currency char(3) not null,
  booked_on date not null,
  amount_minor bigint not null,
  status text not null check (status in ('receipt', 'to_clarify', 'not_a_receipt', 'return', 'returned', 'duplicate')),
  primary key (org_id, bank_line_id),
  foreign key (org_id, bank_line_id) references payments.bank_line
);
create index bank_line_state_by_status on payments.bank_line_state (org_id, status, booked_on, bank_line_id);
call platform.guard('payments.bank_line_state', 'select, insert, update (status)');

create table payments.bank_line_day (
  org_id uuid not null,
  bank_account_id uuid not null,
  currency char(3) not null,
  status text not null,
  booked_on date not null,
  lines bigint not null,
  amount_minor bigint not null,
  primary key (org_id, bank_account_id, currency, status, booked_on)
);
call platform.guard('payments.bank_line_day', 'select, insert, update (lines, amount_minor)');

insert into payments.bank_line_state (org_id, bank_line_id, bank_account_id, currency, booked_on, amount_minor, status)
select l.org_id, l.bank_line_id, l.bank_account_id, l.currency, l.booked_on, l.amount_minor,
  case when r.standing > 0 then 'receipt' when d.decision is not null and d.decision <> 'receipt' then d.decision when r.returned > 0 then 'returned' else 'to_clarify' end
from payments.bank_line l
left join (
  select distinct on (org_id, bank_line_id) org_id, bank_line_id, decision from payments.bank_line_decision order by org_id, bank_line_id, decision_no desc
) d on d.org_id = l.org_id and d.bank_line_id = l.bank_line_id
left join (
  select r.org_id, r.bank_line_id, count(*) filter (where v.receipt_id is null) as standing, count(*) filter (where v.bank_line_id is not null) as returned
  from payments.receipt r left join payments.receipt_reversal v on v.org_id = r.org_id and v.receipt_id = r.receipt_id where r.bank_line_id is not null group by 1, 2
) r on r.org_id = l.org_id and r.bank_line_id = l.bank_line_id;

insert into payments.bank_line_day (org_id, bank_account_id, currency, status, booked_on, lines, amount_minor)
select org_id, bank_account_id, currency, status, booked_on, count(*), sum(amount_minor) from payments.bank_line_state group by 1, 2, 3, 4, 5;

-- Net and tax of the documents issued on a day, credit notes counting against, by what the tax report tells apart. Documents of an earlier
-- system are not in it. Check invoicing.tax_days proves it from the documents.
create table invoicing.tax_day (
  org_id uuid not null,
  entity_id int not null,
  currency char(3) not null,
  issued_on date not null,
  jurisdiction text not null,
  category char(2) not null,
  rate numeric not null,
  documents bigint not null check (documents > 0),
  base_minor bigint not null,
  tax_minor bigint not null,
  primary key (org_id, entity_id, currency, issued_on, jurisdiction, category, rate)
);
call platform.guard('invoicing.tax_day', 'select, insert, update (documents, base_minor, tax_minor)');

insert into invoicing.tax_day (org_id, entity_id, currency, issued_on, jurisdiction, category, rate, documents, base_minor, tax_minor)
select d.org_id, d.entity_id, d.currency, d.issued_on, t.jurisdiction, t.category, t.rate, count(*),
  sum(case d.kind when 'credit_note' then -t.base_minor else t.base_minor end), sum(case d.kind when 'credit_note' then -t.tax_minor else t.tax_minor end)
from invoicing.document d join invoicing.document_tax t on t.org_id = d.org_id and t.document_id = d.document_id
where d.status = 'issued' and d.source <> 'opening' group by 1, 2, 3, 4, 5, 6, 7;

-- What came back is listed alone.
create index delivery_returns on evidence.delivery (org_id, delivered_on, delivery_id) where kind = 'return';
