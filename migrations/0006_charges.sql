-- Charges: one table for every priced, billable thing, each with its proof; holds with reason, owner and money at risk.

create schema charges;
grant usage on schema charges to counterfoil_app;

create table charges.charge (
  org_id uuid not null,
  charge_id uuid not null,
  entity_id int not null,
  customer_id uuid not null,
  kind text not null check (kind in ('delivery', 'return', 'manual', 'adjustment')),
  status text not null check (status in ('pending', 'held', 'billed', 'waived', 'reversed', 'superseded')),
  evidence_key text not null,
  delivery_id uuid,
  delivery_line_no int,
  order_id uuid,
  order_line_no int,
  customer_po text,
  product_id uuid,
  charge_code text not null,
  description text not null,
  service_on date not null,
  quantity numeric not null,
  unit text not null,
  unit_price numeric not null,
  discount_percent numeric not null default 0,
  amount_minor bigint not null,
  currency char(3) not null,
  tax_jurisdiction text not null,
  tax_category char(2) not null check (tax_category in ('S', 'Z', 'E', 'AE', 'K', 'G', 'O')),
  tax_rate numeric not null check (tax_rate >= 0),
  tax_reason text,
  revenue_account_id int not null,
  proof jsonb not null,
  run_id uuid,
  recorded_at timestamptz not null,
  primary key (org_id, charge_id),
  unique (org_id, evidence_key),
  foreign key (org_id, customer_id) references customers.customer,
  foreign key (org_id, revenue_account_id) references ledger.account,
  foreign key (org_id, delivery_id, delivery_line_no) references evidence.delivery_line,
  check (kind = 'return' or amount_minor >= 0)
);
create index charge_to_bill on charges.charge (org_id, entity_id, customer_id, service_on) where status = 'pending';
create index charge_by_delivery on charges.charge (org_id, delivery_id, delivery_line_no) where delivery_id is not null;
-- What waits is listed, added up and counted from these alone.
create index charge_pending on charges.charge (org_id, service_on, charge_id) include (currency, amount_minor, entity_id, customer_id, delivery_id) where status = 'pending';
create index charge_held on charges.charge (org_id, service_on, charge_id) include (currency, amount_minor, entity_id, customer_id, delivery_id) where status = 'held';
create index charge_undone on charges.charge (org_id, status, charge_id) where status in ('waived', 'reversed', 'superseded');
-- Made by hand and billed: what may never have been delivered (invoicing/undelivered-queries.ts).
create index charge_by_hand on charges.charge (org_id, customer_id, charge_id) where kind = 'manual' and status = 'billed';
create index charge_by_order_line on charges.charge (org_id, order_id, order_line_no) where order_id is not null;
create index charge_by_customer on charges.charge (org_id, customer_id, service_on);
call platform.guard('charges.charge', 'select, insert, update (status)');

-- Only the status of a charge may move, and only along the table of moves (charges/charge.ts). The condition is the law; the
-- function is only called to refuse.
create function charges.refuse_move() returns trigger language plpgsql as
$$ begin
  raise exception 'a charge may not move from % to %', old.status, new.status using errcode = 'CF002';
end $$;
create trigger refuse_move before update on charges.charge for each row when (old.status is distinct from new.status and (old.status, new.status) not in (
  ('pending','held'), ('held','pending'), ('pending','billed'), ('pending','waived'), ('held','waived'),
  ('pending','superseded'), ('held','superseded'), ('billed','reversed'))) execute function charges.refuse_move();
create trigger no_delete before delete on charges.charge for each row execute function platform.forbid_change();

create table charges.hold (
  org_id uuid not null,
  charge_id uuid not null,
  check_code text not null,
  opened_at timestamptz not null,
  reason text not null,
  owner_role text not null references platform.role,
  risk_minor bigint not null check (risk_minor >= 0),
  released_at timestamptz,
  released_by text,
  release_reason text,
  primary key (org_id, charge_id, check_code, opened_at),
  foreign key (org_id, charge_id) references charges.charge,
  check ((released_at is null) = (release_reason is null))
);
create index hold_open on charges.hold (org_id, owner_role, opened_at) where released_at is null;
call platform.guard('charges.hold', 'select, insert, update (released_at, released_by, release_reason)');

-- What a customer's charges have looked like so far, per currency: the ground for noticing an unusual amount.
create table charges.customer_history (
  org_id uuid not null,
  customer_id uuid not null,
  currency char(3) not null,
  lines bigint not null,
  largest_minor bigint not null,
  primary key (org_id, customer_id, currency)
);
call platform.guard('charges.customer_history', 'select, insert, update');
