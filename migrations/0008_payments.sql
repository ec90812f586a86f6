-- Money in: own bank accounts, imported statements and their lines, receipts.

create schema payments;
grant usage on schema payments to counterfoil_app;

create table payments.bank_account (
  org_id uuid not null,
  bank_account_id uuid not null,
  entity_id int not null,
  name text not null,
  account text not null,
  currency char(3) not null,
  ledger_account_id int not null,
  recorded_at timestamptz not null,
  primary key (org_id, bank_account_id),
  unique (org_id, account, currency),
  foreign key (org_id, entity_id) references platform.entity,
  foreign key (org_id, ledger_account_id) references ledger.account
);
call platform.guard('payments.bank_account', 'select, insert');

create table payments.bank_statement (
  org_id uuid not null,
  statement_id uuid not null,
  bank_account_id uuid not null,
  format text not null,
  statement_reference text not null,
  opening_minor bigint,
  opening_on date,
  closing_minor bigint,
  closing_on date,
  balance text not null check (balance in ('ties', 'differs', 'unknown')),
  difference_minor bigint not null default 0,
  line_count int not null,
  file_id uuid,
  run_id uuid,
  recorded_at timestamptz not null,
  primary key (org_id, statement_id),
  foreign key (org_id, bank_account_id) references payments.bank_account
);
call platform.guard('payments.bank_statement', 'select, insert');
call platform.make_append_only('payments.bank_statement');

-- A line comes in once, whatever file carries it again: dedupe_key is the bank's reference, or a hash of the line and its
-- occurrence within the day.
create table payments.bank_line (
  org_id uuid not null,
  bank_line_id uuid not null,
  statement_id uuid not null,
  bank_account_id uuid not null,
  line_no int not null,
  booked_on date not null,
  value_on date,
  amount_minor bigint not null,
  currency char(3) not null,
  payer_name text,
  payer_account text,
  text text not null,
  bank_reference text,
  end_to_end_id text,
  transaction_code text,
  reversal boolean not null default false,
  dedupe_key text not null,
  raw jsonb not null,
  recorded_at timestamptz not null,
  primary key (org_id, bank_line_id),
  unique (org_id, bank_account_id, dedupe_key),
  foreign key (org_id, statement_id) references payments.bank_statement
);
create index bank_line_by_statement on payments.bank_line (org_id, statement_id, line_no);
create index bank_line_by_date on payments.bank_line (org_id, booked_on desc);
call platform.guard('payments.bank_line', 'select, insert');
call platform.make_append_only('payments.bank_line');

-- What became of a bank line that is not a receipt from a customer (fee, interest, transfer, return): a person or a rule says so, with its posting.
create table payments.bank_line_decision (
  org_id uuid not null,
  bank_line_id uuid not null,
  decision text not null check (decision in ('receipt', 'not_a_receipt')),
  reason text not null,
  entry_id uuid,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (org_id, bank_line_id),
  foreign key (org_id, bank_line_id) references payments.bank_line
);
call platform.guard('payments.bank_line_decision', 'select, insert');
call platform.make_append_only('payments.bank_line_decision');

create table payments.receipt (
  org_id uuid not null,
  receipt_id uuid not null,
  number text not null,
  entity_id int not null,
  bank_line_id uuid,
  method text not null check (method in ('bank', 'cheque', 'cash', 'card', 'other')),
  received_on date not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  customer_id uuid,
  payer_name text,
  payer_account text,
  text text not null default '',
  reference text,
  entry_id uuid not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (org_id, receipt_id),
  unique (org_id, entity_id, number),
  foreign key (org_id, customer_id) references customers.customer
);
create unique index receipt_by_bank_line on payments.receipt (org_id, bank_line_id) where bank_line_id is not null;
create index receipt_by_customer on payments.receipt (org_id, customer_id, received_on) where customer_id is not null;
create index receipt_by_date on payments.receipt (org_id, received_on desc);
call platform.guard('payments.receipt', 'select, insert');
call platform.make_append_only('payments.receipt');

-- A receipt undone as a whole (bank return, bounced cheque, entered by mistake).
create table payments.receipt_reversal (
  org_id uuid not null,
  receipt_id uuid not null,
  reversed_on date not null,
  reason text not null,
  entry_id uuid not null,
  bank_line_id uuid,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (org_id, receipt_id),
  foreign key (org_id, receipt_id) references payments.receipt
);
call platform.guard('payments.receipt_reversal', 'select, insert');
call platform.make_append_only('payments.receipt_reversal');
