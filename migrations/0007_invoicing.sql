-- Invoices, credit notes and debit notes: one table, one life cycle; issued documents never change.

create schema invoicing;
grant usage on schema invoicing to counterfoil_app;

create table invoicing.document (
  org_id uuid not null,
  document_id uuid not null,
  entity_id int not null,
  kind text not null check (kind in ('invoice', 'credit_note', 'debit_note')),
  status text not null check (status in ('draft', 'held', 'approved', 'issued')),
  source text not null check (source in ('bill_run', 'manual', 'upload', 'correction', 'opening')),
  -- Numbers are compared by code point, so that a prefix is found by an index whatever the server's collation.
  number text collate "C",
  series text,
  fiscal_year int,
  sequence bigint,
  customer_id uuid not null,
  customer_version int not null,
  entity_version int not null,
  ship_to_code text,
  currency char(3) not null,
  issued_on date,
  tax_point_on date,
  service_from date,
  service_to date,
  due_on date,
  terms_code text not null,
  terms_version int not null,
  schedule jsonb,
  order_id uuid,
  order_reference text collate "C",
  customer_po text collate "C",
  references_document_id uuid,
  reason_code text,
  reason text,
  note text,
  tax_rounding text not null check (tax_rounding in ('group', 'line')),
  net_minor bigint not null,
  tax_minor bigint not null,
  total_minor bigint not null,
  algorithm_version smallint not null default 1,
  template_version smallint not null default 1,
  entry_id uuid,
  run_id uuid,
  -- Counts how often a draft was saved, so that nobody overwrites what they have not seen.
  version int not null default 1 check (version > 0),
  recorded_at timestamptz not null,
  recorded_by text not null,
  issued_at timestamptz,
  -- The transaction that issued the document; lines may only come with it.
  issued_txid xid8,
  primary key (org_id, document_id),
  foreign key (org_id, customer_id, customer_version) references customers.customer_version,
  foreign key (org_id, entity_id, entity_version) references platform.entity_version,
  check (total_minor = net_minor + tax_minor),
  check ((status = 'issued') = (number is not null and sequence is not null and fiscal_year is not null and series is not null
         and issued_on is not null and due_on is not null and issued_at is not null and issued_txid is not null and schedule is not null)),
  -- A document of nothing but zeros posts nothing.
  check (status <> 'issued' or entry_id is not null or (net_minor = 0 and tax_minor = 0)),
  check (kind = 'invoice' or status = 'draft' or reason_code is not null)
);
create unique index document_number on invoicing.document (org_id, entity_id, number) where number is not null;
create unique index document_sequence on invoicing.document (org_id, entity_id, kind, series, fiscal_year, sequence) where sequence is not null;
-- The orders in which lists are read; a draft has no number yet and stands at the beginning of its day.
create index document_by_customer on invoicing.document (org_id, customer_id, issued_on, document_id);
create index document_by_date on invoicing.document (org_id, issued_on, (coalesce(number, '')), document_id);
create index document_by_amount on invoicing.document (org_id, total_minor, document_id);
create index document_by_order on invoicing.document (org_id, order_reference) where order_reference is not null;
create index document_by_customer_po on invoicing.document (org_id, customer_po) where customer_po is not null;
create index document_drafts on invoicing.document (org_id, issued_on, document_id) where status <> 'issued';
create index document_notes on invoicing.document (org_id, kind, issued_on, document_id) where kind <> 'invoice';
create index document_by_run on invoicing.document (org_id, run_id, document_id) where run_id is not null;
create index document_by_reference on invoicing.document (org_id, references_document_id) where references_document_id is not null;
call platform.guard('invoicing.document', 'select, insert, update, delete');

-- How many documents were issued on a day and what they come to, kept in the transaction that issues them, so that a list of a million
-- documents knows its total. Check invoicing.days proves it from the documents.
create table invoicing.document_day (
  org_id uuid not null,
  entity_id int not null,
  kind text not null,
  currency char(3) not null,
  issued_on date not null,
  documents bigint not null check (documents > 0),
  total_minor bigint not null,
  primary key (org_id, entity_id, kind, currency, issued_on)
);
call platform.guard('invoicing.document_day', 'select, insert, update (documents, total_minor)');

create table invoicing.document_line (
  org_id uuid not null,
  document_id uuid not null,
  line_no int not null check (line_no > 0),
  charge_id uuid,
  credits_line_no int,
  -- How much of the credited line's quantity a credit takes back: nothing where only its price is corrected.
  credits_quantity numeric check (credits_quantity >= 0),
  product_id uuid,
  charge_code text not null,
  description text not null check (description <> ''),
  service_on date,
  quantity numeric not null,
  unit text not null,
  unit_price numeric not null,
  discount_percent numeric not null default 0,
  amount_minor bigint not null,
  tax_jurisdiction text not null,
  tax_category char(2) not null,
  tax_rate numeric not null,
  tax_reason text,
  tax_minor bigint,
  revenue_account_id int not null,
  order_reference text,
  delivery_reference text,
  proof jsonb,
  primary key (org_id, document_id, line_no),
  foreign key (org_id, document_id) references invoicing.document on delete cascade,
  foreign key (org_id, revenue_account_id) references ledger.account
);
-- A charge is billed at most once.
create unique index line_by_charge on invoicing.document_line (org_id, charge_id) where charge_id is not null;
call platform.guard('invoicing.document_line', 'select, insert, update, delete');

create table invoicing.document_tax (
  org_id uuid not null,
  document_id uuid not null,
  group_no smallint not null,
  jurisdiction text not null,
  category char(2) not null,
  rate numeric not null,
  reason text,
  base_minor bigint not null,
  tax_minor bigint not null,
  primary key (org_id, document_id, group_no),
  foreign key (org_id, document_id) references invoicing.document on delete cascade
);
call platform.guard('invoicing.document_tax', 'select, insert, update, delete');

create function invoicing.refuse_issued_change() returns trigger language plpgsql as
$$ begin
  if old.status = 'issued' then
    raise exception 'document % is issued and never changes', old.number using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger issued_is_final before update or delete on invoicing.document for each row execute function invoicing.refuse_issued_change();
alter table invoicing.document enable always trigger issued_is_final;
create trigger no_truncate before truncate on invoicing.document for each statement execute function platform.forbid_change();

-- Rows of an issued document neither change, nor go, nor get company in a later transaction.
create function invoicing.refuse_issued_part_change() returns trigger language plpgsql as
$$ begin
  if exists (select 1 from invoicing.document d where d.org_id = old.org_id and d.document_id = old.document_id and d.status = 'issued') then
    raise exception 'document % is issued and never changes', old.document_id using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
-- One index look-up a row, whatever the planner knows of the table: a scalar subquery, and no sequential scan.
create function invoicing.refuse_issued_part_insert() returns trigger language plpgsql set enable_seqscan = off as
$$ begin
  if exists (select 1 from added a where (select d.issued_txid from invoicing.document d
                                          where d.org_id = a.org_id and d.document_id = a.document_id) <> pg_current_xact_id()) then
    raise exception 'an issued document takes no further line' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create trigger issued_is_final before update or delete on invoicing.document_line for each row execute function invoicing.refuse_issued_part_change();
create trigger issued_is_final before update or delete on invoicing.document_tax for each row execute function invoicing.refuse_issued_part_change();
create trigger issued_is_complete after insert on invoicing.document_line referencing new table as added for each statement execute function invoicing.refuse_issued_part_insert();
create trigger issued_is_complete after insert on invoicing.document_tax referencing new table as added for each statement execute function invoicing.refuse_issued_part_insert();
alter table invoicing.document_line enable always trigger issued_is_final;
alter table invoicing.document_tax enable always trigger issued_is_final;

create table invoicing.document_void (
  org_id uuid not null,
  document_id uuid not null,
  voided_on date not null,
  reason text not null,
  entry_id uuid not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (org_id, document_id),
  foreign key (org_id, document_id) references invoicing.document
);
call platform.guard('invoicing.document_void', 'select, insert');
call platform.make_append_only('invoicing.document_void');

-- The bytes that an issued document was presented as.
create table invoicing.document_file (
  org_id uuid not null,
  document_id uuid not null,
  kind text not null check (kind in ('pdf', 'xml')),
  file_id uuid not null,
  recorded_at timestamptz not null,
  primary key (org_id, document_id, kind),
  foreign key (org_id, document_id) references invoicing.document,
  foreign key (org_id, file_id) references platform.file
);
call platform.guard('invoicing.document_file', 'select, insert');
call platform.make_append_only('invoicing.document_file');

-- Sending a document: one row per attempt to reach a recipient, with its delivery state.
create table invoicing.dispatch (
  org_id uuid not null,
  dispatch_id uuid not null,
  document_id uuid not null,
  channel text not null check (channel in ('email', 'outbox', 'print')),
  recipient text not null,
  status text not null check (status in ('queued', 'sent', 'failed', 'bounced')),
  attempts int not null default 0,
  message_id text,
  last_error text,
  queued_at timestamptz not null,
  queued_by text not null,
  sent_at timestamptz,
  primary key (org_id, dispatch_id),
  foreign key (org_id, document_id) references invoicing.document
);
create index dispatch_by_document on invoicing.dispatch (org_id, document_id);
-- What waits, failed or came back: the list of what has not reached its customer.
create index dispatch_unsent on invoicing.dispatch (org_id, status, queued_at, dispatch_id) where status <> 'sent';
call platform.guard('invoicing.dispatch', 'select, insert, update (status, attempts, message_id, last_error, sent_at)');

-- What a person entered against what the system proposed: the ground of measured posting accuracy.
create table invoicing.override (
  org_id uuid not null,
  override_id uuid not null,
  document_id uuid not null,
  line_no int,
  field text not null,
  proposed text,
  entered text,
  reason text,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (org_id, override_id)
);
create index override_by_document on invoicing.override (org_id, document_id);
call platform.guard('invoicing.override', 'select, insert');
call platform.make_append_only('invoicing.override');

-- What a file said of each document that was uploaded: the same again changes nothing, something else under the same reference is refused.
create table invoicing.upload (
  org_id uuid not null,
  document_id uuid not null,
  run_id uuid not null,
  reference text not null,
  digest bytea not null,
  recorded_at timestamptz not null,
  primary key (org_id, document_id, run_id)
);
call platform.guard('invoicing.upload', 'select, insert');
call platform.make_append_only('invoicing.upload');

-- Which drafts a run issues: in their order, and in the version in which they were chosen, so that what is changed afterwards isn't issued unseen.
create table invoicing.issue_plan (
  org_id uuid not null,
  run_id uuid not null,
  ordinal int not null check (ordinal > 0),
  document_id uuid not null,
  -- Null where there was no such draft when it was asked for: the run says what became of it.
  version int,
  -- What a person knows the draft by.
  name text not null,
  primary key (org_id, run_id, ordinal),
  unique (org_id, run_id, document_id)
);
call platform.guard('invoicing.issue_plan', 'select, insert');
call platform.make_append_only('invoicing.issue_plan');
