-- Cash application: who paid (identification), which open items were paid (application), what is proposed (match). All events; nothing is edited.

create schema cash;
grant usage on schema cash to counterfoil_app;

-- The form in which document numbers are compared with what payers write: no separators, O as 0, I and L as 1.
-- The twin of cash/matching/number-key.ts; both must agree to the letter.
create function cash.number_key(number text) returns text language sql immutable strict parallel safe as
$$ select translate(regexp_replace(upper(number), '[^A-Z0-9]', '', 'g'), 'OIL', '011') $$;
-- A column and not an index on the expression: row-level security keeps functions that are not leakproof out of index conditions.
alter table invoicing.document add column number_key text generated always as (cash.number_key(number)) stored;
create index document_by_number_key on invoicing.document (org_id, number_key) where number_key is not null;

-- A receipt of an unknown payer becomes a customer's; a later row takes precedence, customer_id null takes it back.
create table cash.identification (
  org_id uuid not null,
  identification_id uuid not null,
  receipt_id uuid not null,
  identification_no int not null check (identification_no > 0),
  customer_id uuid,
  identified_on date not null,
  amount_minor bigint not null check (amount_minor > 0),
  decided_by text not null check (decided_by in ('rule', 'person')),
  reason text not null check (reason <> ''),
  entry_id uuid not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (org_id, identification_id),
  foreign key (org_id, receipt_id) references payments.receipt,
  foreign key (org_id, customer_id) references customers.customer
);
create unique index identification_by_receipt on cash.identification (org_id, receipt_id, identification_no);
create index identification_by_customer on cash.identification (org_id, customer_id) where customer_id is not null;
call platform.guard('cash.identification', 'select, insert');
call platform.make_append_only('cash.identification');

-- applied = what the item goes down by = cash of the source + discount + bank fee + short-pay write-off, in the item's currency.
-- source_minor is what the source goes down by, in its own currency.
create table cash.application (
  org_id uuid not null,
  application_id uuid not null,
  entity_id int not null,
  source_kind text not null check (source_kind in ('receipt', 'credit_note')),
  source_id uuid not null,
  source_minor bigint not null check (source_minor >= 0),
  source_currency char(3) not null,
  -- A credit note that was taken together with a receipt names it here.
  receipt_id uuid,
  document_id uuid not null,
  item_id uuid not null,
  customer_id uuid not null,
  applied_on date not null,
  currency char(3) not null,
  applied_minor bigint not null check (applied_minor > 0),
  cash_minor bigint not null check (cash_minor >= 0),
  discount_minor bigint not null default 0 check (discount_minor >= 0),
  fee_minor bigint not null default 0 check (fee_minor >= 0),
  tolerance_minor bigint not null default 0 check (tolerance_minor >= 0),
  decided_by text not null check (decided_by in ('rule', 'person')),
  rule text,
  confidence numeric check (confidence between 0 and 1),
  reasons jsonb not null,
  match_id uuid,
  entry_id uuid not null,
  run_id uuid,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (org_id, application_id),
  foreign key (org_id, document_id) references invoicing.document,
  check (applied_minor = cash_minor + discount_minor + fee_minor + tolerance_minor),
  check (source_currency <> currency or source_minor = cash_minor),
  check (decided_by = 'person' or (rule is not null and confidence is not null))
);
create index application_by_document on cash.application (org_id, document_id);
create index application_by_source on cash.application (org_id, source_id, application_id);
create index application_by_receipt on cash.application (org_id, receipt_id) where receipt_id is not null;
create index application_by_customer on cash.application (org_id, customer_id, applied_on);
call platform.guard('cash.application', 'select, insert');
call platform.make_append_only('cash.application');

-- The tax in a discount that was taken, where the law lowers the tax with the price: per tax group (group_no) of the document that was paid.
create table cash.discount_tax (
  org_id uuid not null,
  application_id uuid not null,
  group_no smallint not null,
  base_minor bigint not null check (base_minor >= 0),
  tax_minor bigint not null check (tax_minor >= 0),
  primary key (org_id, application_id, group_no),
  foreign key (org_id, application_id) references cash.application
);
call platform.guard('cash.discount_tax', 'select, insert');
call platform.make_append_only('cash.discount_tax');

create table cash.unapplication (
  org_id uuid not null,
  application_id uuid not null,
  unapplied_on date not null,
  reason text not null check (reason <> ''),
  -- Wrong match: the application was a mistake and counts in the false-match rate. Otherwise the facts changed (return, void).
  wrong_match boolean not null,
  entry_id uuid not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (org_id, application_id),
  foreign key (org_id, application_id) references cash.application
);
call platform.guard('cash.unapplication', 'select, insert');
call platform.make_append_only('cash.unapplication');

-- Money of a customer's account that is paid back. Above what one person may decide alone it is requested first and decided by another;
-- paid: the money has left the account. The item is the one of the receipt on which the money stood.
create table cash.refund (
  org_id uuid not null,
  refund_id uuid not null,
  entity_id int not null,
  receipt_id uuid not null,
  customer_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  paid_to text,
  reason text not null check (reason <> ''),
  status text not null check (status in ('requested', 'paid', 'rejected', 'taken_back')),
  requested_at timestamptz not null,
  requested_by text not null,
  requested_by_key text not null,
  paid_on date,
  entry_id uuid,
  decided_at timestamptz,
  decided_by text,
  decision_reason text,
  taken_back_on date,
  taken_back_at timestamptz,
  taken_back_by text,
  taken_back_reason text,
  taken_back_entry_id uuid,
  primary key (org_id, refund_id),
  foreign key (org_id, receipt_id) references payments.receipt,
  foreign key (org_id, customer_id) references customers.customer,
  check ((status in ('paid', 'taken_back')) = (entry_id is not null and paid_on is not null)),
  check ((status = 'taken_back') = (taken_back_entry_id is not null and taken_back_on is not null and taken_back_reason is not null)),
  check (status <> 'rejected' or decision_reason is not null)
);
create index refund_by_receipt on cash.refund (org_id, receipt_id);
create index refund_by_status on cash.refund (org_id, status, requested_at desc, refund_id desc);
call platform.guard('cash.refund', 'select, insert, update (status, paid_on, entry_id, decided_at, decided_by, decision_reason, taken_back_on, taken_back_at, taken_back_by, taken_back_reason, taken_back_entry_id)');

-- What the matcher made of a receipt, with its reasons: the work list when a person must decide. At most one row per receipt is
-- current: suggested, unmatched, or on_account (the rest waits on the customer's account on purpose).
create table cash.match (
  org_id uuid not null,
  match_id uuid not null,
  receipt_id uuid not null,
  status text not null check (status in ('suggested', 'unmatched', 'on_account', 'applied', 'rejected', 'superseded')),
  -- The status as it was first, for the match rates.
  outcome text not null check (outcome in ('applied', 'suggested', 'unmatched')),
  rule text not null,
  confidence numeric not null check (confidence between 0 and 1),
  receipt_on date not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  proposal jsonb not null,
  reasons jsonb not null,
  run_id uuid,
  recorded_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  primary key (org_id, match_id),
  foreign key (org_id, receipt_id) references payments.receipt
);
create unique index match_current on cash.match (org_id, receipt_id) where status in ('suggested', 'unmatched', 'on_account');
create index match_by_receipt on cash.match (org_id, receipt_id, recorded_at);
create index match_by_date on cash.match (org_id, receipt_on);
call platform.guard('cash.match', 'select, insert, update (status, decided_at, decided_by)');
