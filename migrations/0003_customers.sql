-- Customers: identity, effective-dated versions, ship-to addresses, contacts, bank accounts, exemption certificates, terms.

create schema customers;
grant usage on schema customers to counterfoil_app;

-- A named rule of payment; a change makes a new version, documents keep theirs. rule: see customers/terms.ts.
create table customers.terms (
  org_id uuid not null references platform.org,
  terms_code text not null check (terms_code <> ''),
  version int not null check (version > 0),
  name text not null,
  rule jsonb not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (org_id, terms_code, version)
);
call platform.guard('customers.terms', 'select, insert');
call platform.make_append_only('customers.terms');

-- name_key, currency, country, terms_code and on_hold repeat the current version, so that lists sort and filter by an index;
-- check customers.current holds them equal. Sorting is by code point ("C") everywhere, whatever the server's own collation.
create table customers.customer (
  org_id uuid not null references platform.org,
  customer_id uuid not null,
  number text not null check (number <> ''),
  external_id text,
  current_version int not null,
  name_key text collate "C" not null,
  currency char(3) not null,
  country char(2) not null,
  terms_code text not null,
  on_hold boolean not null,
  created_at timestamptz not null,
  primary key (org_id, customer_id),
  unique (org_id, number)
);
create unique index customer_by_external_id on customers.customer (org_id, external_id) where external_id is not null;
create index customer_by_name on customers.customer (org_id, name_key, customer_id);
create index customer_on_hold on customers.customer (org_id, name_key, customer_id) where on_hold;
call platform.guard('customers.customer', 'select, insert, update (current_version, name_key, currency, country, terms_code, on_hold)');

-- The words under which a customer's current version is found, folded (customers/search-words.ts). Words and a prefix, not trigrams:
-- behind row-level security only leakproof operators may use an index, and those of LIKE are not.
create table customers.customer_word (
  org_id uuid not null,
  word text collate "C" not null check (word <> ''),
  customer_id uuid not null,
  primary key (org_id, word, customer_id),
  foreign key (org_id, customer_id) references customers.customer
);
call platform.guard('customers.customer_word', 'select, insert, delete');

create table customers.customer_version (
  org_id uuid not null,
  customer_id uuid not null,
  version int not null check (version > 0),
  valid_from date not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  name text not null check (name <> ''),
  trade_name text,
  parent_customer_id uuid,
  currency char(3) not null,
  language char(2) not null default 'en',
  terms_code text not null,
  tax_id text,
  tax_treatment text not null default 'standard' check (tax_treatment in ('standard', 'reverse_charge', 'exempt', 'export', 'out_of_scope')),
  country char(2) not null,
  region text,
  bill_to jsonb not null,
  credit_limit_minor bigint check (credit_limit_minor >= 0),
  on_hold boolean not null default false,
  hold_reason text,
  invoice_grouping text not null default 'delivery' check (invoice_grouping in ('customer', 'order', 'delivery')),
  delivery_channel text not null default 'email' check (delivery_channel in ('email', 'print', 'none')),
  invoice_email text,
  order_required boolean not null default false,
  short_pay_tolerance_minor bigint not null default 0 check (short_pay_tolerance_minor >= 0),
  bank_fee_tolerance_minor bigint not null default 0 check (bank_fee_tolerance_minor >= 0),
  primary key (org_id, customer_id, version),
  foreign key (org_id, customer_id) references customers.customer,
  foreign key (org_id, parent_customer_id) references customers.customer,
  check (not on_hold or hold_reason is not null)
);
create index customer_version_by_parent on customers.customer_version (org_id, parent_customer_id) where parent_customer_id is not null;
call platform.guard('customers.customer_version', 'select, insert');
call platform.make_append_only('customers.customer_version');

create table customers.ship_to (
  org_id uuid not null,
  customer_id uuid not null,
  code text not null check (code <> ''),
  version int not null check (version > 0),
  valid_from date not null,
  name text not null,
  address jsonb not null,
  country char(2) not null,
  region text,
  recorded_at timestamptz not null,
  primary key (org_id, customer_id, code, version),
  foreign key (org_id, customer_id) references customers.customer
);
call platform.guard('customers.ship_to', 'select, insert');
call platform.make_append_only('customers.ship_to');

create table customers.contact (
  org_id uuid not null,
  contact_id uuid not null,
  customer_id uuid not null,
  name text not null check (name <> ''),
  email text,
  phone text,
  role text not null default 'billing',
  language char(2),
  removed_at timestamptz,
  recorded_at timestamptz not null,
  primary key (org_id, contact_id),
  foreign key (org_id, customer_id) references customers.customer
);
create index contact_by_customer on customers.contact (org_id, customer_id);
call platform.guard('customers.contact', 'select, insert, update (name, email, phone, role, language, removed_at)');

-- Accounts a customer pays from: given by the customer, or learnt from confirmed matches. Normalised: upper case, no spaces.
create table customers.bank_account (
  org_id uuid not null,
  account text not null check (account = upper(account) and account !~ '\s' and account <> ''),
  customer_id uuid not null,
  source text not null check (source in ('given', 'learned')),
  confirmations int not null default 1,
  recorded_at timestamptz not null,
  primary key (org_id, account, customer_id),
  foreign key (org_id, customer_id) references customers.customer
);
create index bank_account_by_customer on customers.bank_account (org_id, customer_id);
call platform.guard('customers.bank_account', 'select, insert, update (confirmations)');

create table customers.exemption (
  org_id uuid not null,
  exemption_id uuid not null,
  customer_id uuid not null,
  jurisdiction text not null,
  certificate_number text not null,
  reason text not null,
  valid_from date not null,
  valid_to date not null,
  file_id uuid,
  recorded_at timestamptz not null,
  revoked_at timestamptz,
  primary key (org_id, exemption_id),
  foreign key (org_id, customer_id) references customers.customer,
  check (valid_to >= valid_from)
);
create index exemption_by_customer on customers.exemption (org_id, customer_id, jurisdiction);
call platform.guard('customers.exemption', 'select, insert, update (revoked_at)');
