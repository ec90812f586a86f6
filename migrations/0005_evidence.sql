-- Evidence: customer orders and the confirmations of delivery or service, each with its source file and row.
-- Numbers sort and compare by code point ("C"), whatever the server's own collation, so that a prefix is found by an index.

create schema evidence;
grant usage on schema evidence to counterfoil_app;

create table evidence.sales_order (
  org_id uuid not null,
  order_id uuid not null,
  entity_id int not null,
  number text collate "C" not null check (number <> ''),
  customer_id uuid not null,
  customer_po text collate "C",
  ordered_on date not null,
  currency char(3) not null,
  price_rule text not null default 'order' check (price_rule in ('order', 'delivery')),
  blanket boolean not null default false,
  not_to_exceed_minor bigint check (not_to_exceed_minor >= 0),
  expires_on date,
  ship_to_code text,
  file_id uuid,
  run_id uuid,
  source_row int,
  recorded_at timestamptz not null,
  primary key (org_id, order_id),
  unique (org_id, entity_id, number),
  foreign key (org_id, entity_id) references platform.entity,
  foreign key (org_id, customer_id) references customers.customer
);
create index sales_order_by_customer on evidence.sales_order (org_id, customer_id, ordered_on, order_id);
create index sales_order_by_date on evidence.sales_order (org_id, ordered_on, order_id);
create index sales_order_by_customer_po on evidence.sales_order (org_id, customer_po) where customer_po is not null;
call platform.guard('evidence.sales_order', 'select, insert');
call platform.make_append_only('evidence.sales_order');

create table evidence.order_line (
  org_id uuid not null,
  order_id uuid not null,
  line_no int not null check (line_no > 0),
  product_id uuid not null,
  description text,
  quantity numeric not null check (quantity > 0),
  unit_price numeric check (unit_price >= 0),
  discount_percent numeric not null default 0 check (discount_percent between 0 and 100),
  source_row int,
  primary key (org_id, order_id, line_no),
  foreign key (org_id, order_id) references evidence.sales_order,
  foreign key (org_id, product_id) references catalog.product
);
call platform.guard('evidence.order_line', 'select, insert');
call platform.make_append_only('evidence.order_line');

-- An order ended before it was fully delivered; nothing delivered later is billed without a person's release.
create table evidence.order_closure (
  org_id uuid not null,
  order_id uuid not null,
  closed_on date not null,
  reason text not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (org_id, order_id),
  foreign key (org_id, order_id) references evidence.sales_order
);
create index order_closure_by_date on evidence.order_closure (org_id, closed_on);
call platform.guard('evidence.order_closure', 'select, insert');
call platform.make_append_only('evidence.order_closure');

-- Orders that are neither closed nor delivered in full, as everything recorded stands: what the list of open orders reads instead of
-- all orders ever. Kept in the statements that record evidence; check evidence.unfinished works it out anew.
create table evidence.unfinished_order (
  org_id uuid not null,
  ordered_on date not null,
  order_id uuid not null,
  primary key (org_id, ordered_on, order_id),
  foreign key (org_id, order_id) references evidence.sales_order
);
call platform.guard('evidence.unfinished_order', 'select, insert, delete');

-- A confirmation that something was delivered, performed or came back.
create table evidence.delivery (
  org_id uuid not null,
  delivery_id uuid not null,
  entity_id int not null,
  number text collate "C" not null check (number <> ''),
  kind text not null check (kind in ('delivery', 'service', 'return')),
  customer_id uuid not null,
  delivered_on date not null,
  confirmed_by text,
  file_id uuid,
  run_id uuid,
  source_row int,
  recorded_at timestamptz not null,
  primary key (org_id, delivery_id),
  unique (org_id, entity_id, number),
  foreign key (org_id, entity_id) references platform.entity,
  foreign key (org_id, customer_id) references customers.customer
);
create index delivery_by_customer on evidence.delivery (org_id, customer_id, delivered_on, delivery_id);
create index delivery_by_date on evidence.delivery (org_id, delivered_on, delivery_id);
call platform.guard('evidence.delivery', 'select, insert');
call platform.make_append_only('evidence.delivery');

-- order_id is null where the confirmation names no order that we know: it is kept, and the gate holds its charge.
create table evidence.delivery_line (
  org_id uuid not null,
  delivery_id uuid not null,
  line_no int not null check (line_no > 0),
  order_id uuid,
  order_line_no int,
  -- What the confirmation names, whether it is recorded or not.
  order_reference text collate "C",
  order_line_reference int,
  product_id uuid not null,
  quantity numeric not null check (quantity > 0),
  source_row int,
  primary key (org_id, delivery_id, line_no),
  foreign key (org_id, delivery_id) references evidence.delivery,
  foreign key (org_id, order_id, order_line_no) references evidence.order_line,
  foreign key (org_id, product_id) references catalog.product,
  check ((order_id is null) = (order_line_no is null))
);
create index delivery_line_by_order on evidence.delivery_line (org_id, order_id, order_line_no) where order_id is not null;
create index delivery_line_without_order on evidence.delivery_line (org_id, order_reference) where order_id is null and order_reference is not null;
call platform.guard('evidence.delivery_line', 'select, insert, update (order_id, order_line_no)');

-- A line that came before its order is linked to it once; nothing else of a line ever changes.
create trigger only_linked before update on evidence.delivery_line for each row
  when (old.order_id is not null or new.order_id is null
    or (new.org_id, new.delivery_id, new.line_no, new.order_reference, new.order_line_reference, new.product_id, new.quantity, new.source_row)
      is distinct from (old.org_id, old.delivery_id, old.line_no, old.order_reference, old.order_line_reference, old.product_id, old.quantity, old.source_row))
  execute function platform.forbid_change();
create trigger append_only before delete on evidence.delivery_line for each row execute function platform.forbid_change();
create trigger append_only_truncate before truncate on evidence.delivery_line for each statement execute function platform.forbid_change();
alter table evidence.delivery_line enable always trigger only_linked;
alter table evidence.delivery_line enable always trigger append_only;
alter table evidence.delivery_line enable always trigger append_only_truncate;

-- Delivered lines of which no charge was made yet: what pricing reads instead of all deliveries ever. A line comes with its delivery and
-- goes with its charge; check charges.uncharged works it out anew.
create table evidence.uncharged_line (
  org_id uuid not null,
  entity_id int not null,
  delivered_on date not null,
  delivery_id uuid not null,
  line_no int not null,
  primary key (org_id, entity_id, delivered_on, delivery_id, line_no),
  foreign key (org_id, delivery_id, line_no) references evidence.delivery_line
);
call platform.guard('evidence.uncharged_line', 'select, insert, delete');
