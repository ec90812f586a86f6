-- The ledger: accounts, periods, entries, transfers, month balances, open items. Only src/ledger writes here.

create schema ledger;
grant usage on schema ledger to counterfoil_app;

create table ledger.account (
  org_id uuid not null,
  account_id int not null check (account_id > 0),
  entity_id int not null,
  code text not null check (code ~ '^[A-Za-z0-9.-]{1,20}$'),
  name text not null,
  type text not null check (type in ('asset', 'liability', 'equity', 'income', 'expense')),
  control text check (control in ('bank', 'receivable', 'unapplied_cash', 'unidentified_cash', 'tax_payable', 'clearing', 'deferred_revenue')),
  purpose text,
  by_customer boolean not null default false,
  itemised boolean not null default false,
  closed_on date,
  recorded_at timestamptz not null,
  primary key (org_id, account_id),
  unique (org_id, entity_id, code),
  unique (org_id, entity_id, purpose),
  foreign key (org_id, entity_id) references platform.entity
);
call platform.guard('ledger.account', 'select, insert, update (name, closed_on)');

-- A month of one entity's books. A month without a row is open.
create table ledger.period (
  org_id uuid not null,
  entity_id int not null,
  month date not null check (extract(day from month) = 1),
  status text not null check (status in ('open', 'closed')),
  changed_at timestamptz not null,
  changed_by text not null,
  reason text not null,
  primary key (org_id, entity_id, month),
  foreign key (org_id, entity_id) references platform.entity
);
call platform.guard('ledger.period', 'select, insert, update');

-- Units of the base currency that one unit of the currency is worth on a day. A correction is the next revision of its day.
create table ledger.fx_rate (
  org_id uuid not null,
  currency char(3) not null,
  base_currency char(3) not null,
  rated_on date not null,
  revision int not null check (revision > 0),
  rate numeric not null check (rate > 0),
  source text not null,
  recorded_at timestamptz not null,
  primary key (org_id, currency, base_currency, rated_on, revision),
  check (currency <> base_currency)
);
call platform.guard('ledger.fx_rate', 'select, insert');
call platform.make_append_only('ledger.fx_rate');

-- A set of transfers that stand or fall together.
create table ledger.entry (
  org_id uuid not null,
  entry_id uuid not null,
  entity_id int not null,
  posted_on date not null,
  recorded_at timestamptz not null,
  event text not null,
  source_id uuid not null,
  reverses_entry_id uuid,
  reason text,
  primary key (org_id, entry_id),
  unique (org_id, reverses_entry_id),
  foreign key (org_id, entity_id) references platform.entity,
  check (reverses_entry_id is null or reason is not null)
);
create index entry_by_source on ledger.entry (org_id, source_id);
call platform.guard('ledger.entry', 'select, insert');
call platform.make_append_only('ledger.entry');

-- One debit account, one credit account, one positive amount in one currency: balanced by construction.
create table ledger.transfer (
  org_id uuid not null,
  entry_id uuid not null,
  line int not null check (line > 0),
  entity_id int not null,
  posted_on date not null,
  recorded_at timestamptz not null,
  debit_account_id int not null,
  credit_account_id int not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  base_minor bigint,
  customer_id uuid,
  document_id uuid,
  debit_item_id uuid,
  credit_item_id uuid,
  primary key (org_id, entry_id, line),
  foreign key (org_id, entry_id) references ledger.entry,
  check (debit_account_id <> credit_account_id or debit_item_id is distinct from credit_item_id)
);
create index transfer_by_debit on ledger.transfer (org_id, debit_account_id, posted_on) include (amount_minor, currency);
create index transfer_by_credit on ledger.transfer (org_id, credit_account_id, posted_on) include (amount_minor, currency);
create index transfer_by_customer on ledger.transfer (org_id, customer_id, posted_on) where customer_id is not null;
create index transfer_by_debit_item on ledger.transfer (org_id, debit_item_id) where debit_item_id is not null;
create index transfer_by_credit_item on ledger.transfer (org_id, credit_item_id) where credit_item_id is not null;
create index transfer_without_base on ledger.transfer (org_id, entity_id, posted_on) where base_minor is null;
call platform.guard('ledger.transfer', 'select, insert');
call platform.make_append_only('ledger.transfer');

-- The base amount of a transfer that was posted when no rate was known, given once, later, beside it.
create table ledger.base_amount (
  org_id uuid not null,
  entry_id uuid not null,
  line int not null,
  base_minor bigint not null check (base_minor >= 0),
  rate numeric not null check (rate > 0),
  recorded_at timestamptz not null,
  primary key (org_id, entry_id, line),
  foreign key (org_id, entry_id, line) references ledger.transfer
);
call platform.guard('ledger.base_amount', 'select, insert');
call platform.make_append_only('ledger.base_amount');

-- A closed month takes no entry, whoever writes it.
create function ledger.refuse_closed_period() returns trigger language plpgsql as
$$ declare found_month date; begin
  select p.month into found_month from (select distinct org_id, entity_id, date_trunc('month', posted_on)::date as month from posted) n
    join ledger.period p on p.org_id = n.org_id and p.entity_id = n.entity_id and p.month = n.month where p.status = 'closed' limit 1;
  if found_month is not null then
    raise exception 'period % is closed', to_char(found_month, 'YYYY-MM') using errcode = 'CF001', hint = to_char(found_month, 'YYYY-MM');
  end if;
  return null;
end $$;
create trigger closed_period after insert on ledger.entry referencing new table as posted
  for each statement execute function ledger.refuse_closed_period();
alter table ledger.entry enable always trigger closed_period;

-- Maintained month totals per account, and per customer where the account keeps them. Rebuildable; check proves them.
create table ledger.balance_month (
  org_id uuid not null,
  account_id int not null,
  customer_id uuid not null,
  currency char(3) not null,
  month date not null,
  debit_minor bigint not null check (debit_minor >= 0),
  credit_minor bigint not null check (credit_minor >= 0),
  primary key (org_id, account_id, customer_id, currency, month),
  foreign key (org_id, account_id) references ledger.account
);
call platform.guard('ledger.balance_month', 'select, insert, update');

-- The sub-ledger of itemised control accounts: one row per open item (invoice instalment, receipt, credit note), its
-- balance maintained in the statement that posts. open_minor is debit less credit: receivables positive, liabilities negative.
create table ledger.open_item (
  org_id uuid not null,
  item_id uuid not null,
  account_id int not null,
  entity_id int not null,
  document_id uuid not null,
  customer_id uuid,
  currency char(3) not null,
  opened_on date not null,
  due_on date not null,
  recorded_at timestamptz not null,
  debit_minor bigint not null,
  credit_minor bigint not null,
  side text not null check (side in ('debit', 'credit')),
  open_minor bigint generated always as (debit_minor - credit_minor) stored,
  last_posted_on date not null,
  primary key (org_id, item_id, account_id),
  -- An item never turns over: no more is applied to it than it holds.
  constraint item_never_negative check (case side when 'debit' then debit_minor >= credit_minor else credit_minor >= debit_minor end),
  foreign key (org_id, account_id) references ledger.account
);
create index open_item_by_customer on ledger.open_item (org_id, customer_id, account_id) include (currency, due_on, open_minor) where open_minor <> 0;
create index open_item_by_due on ledger.open_item (org_id, account_id, due_on) include (customer_id, currency, open_minor) where open_minor <> 0;
create index open_item_by_opened on ledger.open_item (org_id, account_id, opened_on) include (due_on, currency, side, open_minor) where open_minor <> 0;
create index open_item_by_amount on ledger.open_item (org_id, currency, open_minor) where open_minor <> 0;
create index open_item_by_document on ledger.open_item (org_id, document_id);
-- Instalments, which few terms make.
create index open_item_of_split on ledger.open_item (org_id, account_id, document_id) include (currency, due_on, side) where item_id <> document_id and open_minor <> 0;
create index open_item_by_last on ledger.open_item (org_id, last_posted_on);
call platform.guard('ledger.open_item', 'select, insert, update');

-- Sums of the open items, kept by the statement that posts and proved by check: what a customer owes or is owed per account, and
-- what an account has open per due day and side. Lists sort and reports total by them without reading a million items.
create table ledger.customer_balance (
  org_id uuid not null,
  account_id int not null,
  customer_id uuid not null,
  currency char(3) not null,
  debit_minor bigint not null check (debit_minor >= 0),
  credit_minor bigint not null check (credit_minor >= 0),
  open_minor bigint generated always as (debit_minor - credit_minor) stored,
  primary key (org_id, account_id, customer_id, currency),
  foreign key (org_id, account_id) references ledger.account
);
create index customer_balance_by_amount on ledger.customer_balance (org_id, account_id, open_minor, customer_id) include (currency) where open_minor <> 0;
call platform.guard('ledger.customer_balance', 'select, insert, update');

create table ledger.due_balance (
  org_id uuid not null,
  account_id int not null,
  currency char(3) not null,
  due_on date not null,
  side text not null check (side in ('debit', 'credit')),
  debit_minor bigint not null check (debit_minor >= 0),
  credit_minor bigint not null check (credit_minor >= 0),
  -- How many items are open.
  items bigint not null default 0,
  open_minor bigint generated always as (debit_minor - credit_minor) stored,
  primary key (org_id, account_id, currency, due_on, side),
  foreign key (org_id, account_id) references ledger.account
);
call platform.guard('ledger.due_balance', 'select, insert, update');

-- The same sums by the day of posting, so that what was open per due day on an earlier day is what is open now less what came after.
create table ledger.due_movement (
  org_id uuid not null,
  account_id int not null,
  currency char(3) not null,
  posted_on date not null,
  due_on date not null,
  side text not null check (side in ('debit', 'credit')),
  debit_minor bigint not null check (debit_minor >= 0),
  credit_minor bigint not null check (credit_minor >= 0),
  primary key (org_id, account_id, posted_on, currency, due_on, side),
  foreign key (org_id, account_id) references ledger.account
);
call platform.guard('ledger.due_movement', 'select, insert, update');

-- What of each customer's debit items fell due before the day in late_day: lists of who is overdue, sorted, without reading a million
-- items. Kept by the statement that posts; the first posting of a day moves the day on (late-store.ts); check proves both.
create table ledger.customer_late (
  org_id uuid not null,
  account_id int not null,
  customer_id uuid not null,
  currency char(3) not null,
  late_minor bigint not null,
  primary key (org_id, account_id, customer_id, currency),
  foreign key (org_id, account_id) references ledger.account
);
create index customer_late_by_amount on ledger.customer_late (org_id, account_id, late_minor, customer_id) include (currency) where late_minor <> 0;
call platform.guard('ledger.customer_late', 'select, insert, update');

create table ledger.late_day (
  org_id uuid primary key references platform.org,
  counted_to date not null
);
call platform.guard('ledger.late_day', 'select, insert, update');
