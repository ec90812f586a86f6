-- The catalogue: charge codes, products, price books with effective dates, tax registrations and rates.

create schema catalog;
grant usage on schema catalog to counterfoil_app;

-- What a charge is for the books: its revenue account (by the account's code in the entity's chart) and its tax class; whether it
-- is goods or a service decides where it is taxed.
create table catalog.charge_code (
  org_id uuid not null references platform.org,
  charge_code text not null check (charge_code <> ''),
  name text not null,
  revenue_account_code text not null,
  tax_class text not null check (tax_class in ('standard', 'reduced', 'second_reduced', 'super_reduced', 'zero', 'exempt')),
  supply text not null default 'goods' check (supply in ('goods', 'service')),
  recorded_at timestamptz not null,
  primary key (org_id, charge_code)
);
call platform.guard('catalog.charge_code', 'select, insert, update (name)');

create table catalog.product (
  org_id uuid not null references platform.org,
  product_id uuid not null,
  sku text not null check (sku <> ''),
  external_id text,
  name text not null check (name <> ''),
  description text,
  unit text not null default 'unit',
  charge_code text not null,
  tax_class text not null check (tax_class in ('standard', 'reduced', 'second_reduced', 'super_reduced', 'zero', 'exempt')),
  active boolean not null default true,
  version int not null default 1 check (version > 0),
  recorded_at timestamptz not null,
  primary key (org_id, product_id),
  unique (org_id, sku),
  foreign key (org_id, charge_code) references catalog.charge_code
);
create unique index product_by_external_id on catalog.product (org_id, external_id) where external_id is not null;
create index product_inactive on catalog.product (org_id, sku) where not active;
call platform.guard('catalog.product', 'select, insert, update (name, description, unit, charge_code, tax_class, active, version)');

-- The words under which a product is found, folded as those of customers are (0003 says why no trigrams).
create table catalog.product_word (
  org_id uuid not null,
  word text collate "C" not null check (word <> ''),
  product_id uuid not null,
  primary key (org_id, word, product_id),
  foreign key (org_id, product_id) references catalog.product
);
call platform.guard('catalog.product_word', 'select, insert, delete');

create table catalog.price_book (
  org_id uuid not null references platform.org,
  price_book text not null check (price_book <> ''),
  name text not null,
  currency char(3) not null,
  recorded_at timestamptz not null,
  primary key (org_id, price_book)
);
call platform.guard('catalog.price_book', 'select, insert');

-- A price never changes: a later valid_from supersedes it; a correction of the same date is a later row.
-- Most specific wins: customer before general, then the largest min_quantity reached, then the latest valid_from, then the latest recorded.
create table catalog.price (
  org_id uuid not null,
  price_id uuid not null,
  price_book text not null,
  product_id uuid not null,
  customer_id uuid,
  min_quantity numeric not null default 0 check (min_quantity >= 0),
  unit_price numeric not null check (unit_price >= 0),
  valid_from date not null,
  valid_to date,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (org_id, price_id),
  foreign key (org_id, price_book) references catalog.price_book,
  foreign key (org_id, product_id) references catalog.product,
  foreign key (org_id, customer_id) references customers.customer,
  check (valid_to is null or valid_to >= valid_from)
);
create index price_by_customer on catalog.price (org_id, customer_id) where customer_id is not null;
create index price_by_product on catalog.price (org_id, product_id, customer_id, valid_from desc);
call platform.guard('catalog.price', 'select, insert');
call platform.make_append_only('catalog.price');

-- Where an entity is registered to charge tax. Jurisdiction: ISO 3166 country ('DE') or country-region ('US-CA').
-- Of one jurisdiction the row with the latest valid_from counts, so a row with an end closes an earlier one without.
create table catalog.tax_registration (
  org_id uuid not null,
  entity_id int not null,
  jurisdiction text not null,
  number text not null,
  valid_from date not null,
  valid_to date,
  recorded_at timestamptz not null,
  primary key (org_id, entity_id, jurisdiction, valid_from),
  foreign key (org_id, entity_id) references platform.entity,
  check (valid_to is null or valid_to >= valid_from)
);
call platform.guard('catalog.tax_registration', 'select, insert');
call platform.make_append_only('catalog.tax_registration');

create table catalog.tax_rate (
  org_id uuid not null references platform.org,
  jurisdiction text not null,
  tax_class text not null check (tax_class in ('standard', 'reduced', 'second_reduced', 'super_reduced', 'zero', 'exempt')),
  valid_from date not null,
  rate numeric not null check (rate >= 0 and rate <= 100),
  name text not null,
  recorded_at timestamptz not null,
  primary key (org_id, jurisdiction, tax_class, valid_from)
);
call platform.guard('catalog.tax_rate', 'select, insert');
call platform.make_append_only('catalog.tax_rate');
