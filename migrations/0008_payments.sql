-- Money in: own bank accounts, imported statements and their lines, what each line was taken for, receipts and their reversals.

create schema payments;
grant usage on schema payments to counterfoil_app;

create table payments.bank_account (
  org_id uuid not null,
  bank_account_id uuid not null,
  entity_id int not null,
  name text not null check (name <> ''),
  -- Capitals and digits only, as it is compared with statements.
  account text not null check (account ~ '^[A-Z0-9]+$'),
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
  -- Hash of what makes the statement this one; the same statement in another file is known by it.
  identity text not null,
  opening_minor bigint,
  opening_on date,
  closing_minor bigint,
  closing_on date,
  balance text not null check (balance in ('ties', 'differs', 'unknown')),
  difference_minor bigint not null default 0,
  line_count int not null,
  warnings jsonb not null default '[]',
  file_id uuid,
  run_id uuid,
  recorded_at timestamptz not null,
  primary key (org_id, statement_id),
  unique (org_id, bank_account_id, identity),
  foreign key (org_id, bank_account_id) references payments.bank_account,
  check ((balance = 'differs') = (difference_minor <> 0) or opening_minor is null or closing_minor is null)
);
create index bank_statement_by_date on payments.bank_statement (org_id, bank_account_id, closing_on desc);
call platform.guard('payments.bank_statement', 'select, insert');
call platform.make_append_only('payments.bank_statement');

-- A line comes in once, whatever file carries it again: dedupe_key is the bank's reference, or a hash of the line and its
-- occurrence within the day. entry_id is the posting that the line made when it came.
create table payments.bank_line (
  org_id uuid not null,
  bank_line_id uuid not null,
  statement_id uuid not null,
  bank_account_id uuid not null,
  line_no int not null,
  booked_on date not null,
  value_on date,
  amount_minor bigint not null check (amount_minor <> 0),
  currency char(3) not null,
  payer_name text,
  payer_account text,
  text text not null,
  reference text,
  bank_reference text,
  end_to_end_id text,
  transaction_code text,
  original_minor bigint,
  original_currency char(3),
  reversal boolean not null default false,
  dedupe_key text not null,
  raw jsonb not null,
  entry_id uuid not null,
  recorded_at timestamptz not null,
  primary key (org_id, bank_line_id),
  unique (org_id, bank_account_id, dedupe_key),
  foreign key (org_id, statement_id) references payments.bank_statement,
  check ((original_minor is null) = (original_currency is null))
);
create index bank_line_by_statement on payments.bank_line (org_id, statement_id, line_no);
create index bank_line_by_date on payments.bank_line (org_id, booked_on desc, bank_line_id);
create index bank_line_by_account on payments.bank_line (org_id, bank_account_id, booked_on);
call platform.guard('payments.bank_line', 'select, insert');
call platform.make_append_only('payments.bank_line');

-- What a line was taken for when it is not a receipt (fee, interest, transfer, return), by a rule or a person; the last row counts.
-- account_id is where its amount stands since, entry_id the posting that put it there.
create table payments.bank_line_decision (
  org_id uuid not null,
  bank_line_id uuid not null,
  decision_no int not null check (decision_no > 0),
  decision text not null check (decision in ('to_clarify', 'not_a_receipt', 'receipt', 'return', 'duplicate')),
  kind text not null check (kind in ('bank_charge', 'interest', 'own_transfer', 'tax_refund', 'card_settlement', 'deposit', 'return', 'receipt', 'duplicate', 'other')),
  account_id int,
  receipt_id uuid,
  -- What the bank took on top of a payment that it took back: booked as a bank charge, for the house to charge on or to bear.
  fee_minor bigint not null default 0 check (fee_minor >= 0),
  decided_by text not null check (decided_by in ('rule', 'person')),
  reason text not null check (reason <> ''),
  entry_id uuid,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (org_id, bank_line_id, decision_no),
  foreign key (org_id, bank_line_id) references payments.bank_line,
  foreign key (org_id, account_id) references ledger.account,
  check (decision not in ('return', 'receipt') or receipt_id is not null),
  check (decision not in ('not_a_receipt', 'to_clarify') or account_id is not null)
);
create index bank_line_decision_by_receipt on payments.bank_line_decision (org_id, receipt_id) where receipt_id is not null;
create index bank_line_decision_to_clarify on payments.bank_line_decision (org_id, bank_line_id, decision_no) where decision = 'to_clarify';
call platform.guard('payments.bank_line_decision', 'select, insert');
call platform.make_append_only('payments.bank_line_decision');

create table payments.receipt (
  org_id uuid not null,
  receipt_id uuid not null,
  number text not null,
  entity_id int not null,
  -- A batch that the bank booked as one line holds several payments, each a receipt of its own.
  bank_line_id uuid,
  detail_no int not null default 1 check (detail_no > 0),
  method text not null check (method in ('bank', 'cheque', 'cash', 'card', 'other')),
  received_on date not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  original_minor bigint check (original_minor > 0),
  original_currency char(3),
  -- The customer who was known when the receipt was entered; later identification is in cash.
  customer_id uuid,
  payer_name text,
  payer_account text,
  text text not null default '',
  reference text,
  external_id text,
  -- The account that holds the money: bank, or payments not yet at the bank.
  money_account_id int not null,
  entry_id uuid not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (org_id, receipt_id),
  unique (org_id, entity_id, number),
  foreign key (org_id, customer_id) references customers.customer,
  foreign key (org_id, money_account_id) references ledger.account,
  check ((original_minor is null) = (original_currency is null))
);
create unique index receipt_by_bank_line on payments.receipt (org_id, bank_line_id, detail_no) where bank_line_id is not null;
create unique index receipt_by_external_id on payments.receipt (org_id, external_id) where external_id is not null;
create index receipt_by_customer on payments.receipt (org_id, customer_id, received_on) where customer_id is not null;
create index receipt_by_date on payments.receipt (org_id, received_on desc, receipt_id desc);
create index receipt_by_amount on payments.receipt (org_id, currency, amount_minor, received_on desc);
call platform.guard('payments.receipt', 'select, insert');
call platform.make_append_only('payments.receipt');

-- A receipt undone as a whole (bank return, bounced cheque, entered by mistake).
create table payments.receipt_reversal (
  org_id uuid not null,
  receipt_id uuid not null,
  reversed_on date not null,
  reason text not null check (reason <> ''),
  entry_id uuid not null,
  bank_line_id uuid,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (org_id, receipt_id),
  foreign key (org_id, receipt_id) references payments.receipt
);
create unique index receipt_reversal_by_bank_line on payments.receipt_reversal (org_id, bank_line_id) where bank_line_id is not null;
call platform.guard('payments.receipt_reversal', 'select, insert');
call platform.make_append_only('payments.receipt_reversal');
