-- On which days orders were delivered in full, so that lists of a past day don't work out every order there ever was; and indexes that answer
-- lists alone. Filled here from what is there.

-- Orders that were delivered in full on some day, by the days of their deliveries: the first such day, and since which day they are so for good
-- (null when something came back and is missing). Check evidence.completions proves it from orders and deliveries.
create table evidence.order_completion (
  org_id uuid not null,
  order_id uuid not null,
  ordered_on date not null,
  first_on date not null,
  since_on date check (since_on >= first_on),
  primary key (org_id, order_id),
  foreign key (org_id, order_id) references evidence.sales_order
);
call platform.guard('evidence.order_completion', 'select, insert, update (first_on, since_on), delete');

insert into evidence.order_completion (org_id, order_id, ordered_on, first_on, since_on)
with moved as (
  select l.org_id, l.order_id, l.line_no, l.quantity, d.delivered_on as day, sum(case d.kind when 'return' then -z.quantity else z.quantity end) as quantity_moved
  from evidence.order_line l
  join evidence.delivery_line z on z.org_id = l.org_id and z.order_id = l.order_id and z.order_line_no = l.line_no
  join evidence.delivery d on d.org_id = z.org_id and d.delivery_id = z.delivery_id group by 1, 2, 3, 4, 5
), reached as (
  select org_id, order_id, line_no, day, (sum(quantity_moved) over (partition by org_id, order_id, line_no order by day) >= quantity)::int as whole from moved
), turned as (
  select org_id, order_id, day, whole - lag(whole, 1, 0) over (partition by org_id, order_id, line_no order by day) as turn from reached
), days as (
  select org_id, order_id, day, sum(sum(turn)) over (partition by org_id, order_id order by day) as whole from turned group by 1, 2, 3
), state as (
  select d.*, d.whole = n.lines as complete, max(day) filter (where d.whole <> n.lines) over (partition by d.org_id, d.order_id) as incomplete_on
  from days d join (select org_id, order_id, count(*) as lines from evidence.order_line group by 1, 2) n on n.org_id = d.org_id and n.order_id = d.order_id
)
select s.org_id, s.order_id, o.ordered_on, min(s.day) filter (where s.complete), min(s.day) filter (where s.day > coalesce(s.incomplete_on, '-infinity'))
from state s join evidence.sales_order o on o.org_id = s.org_id and o.order_id = s.order_id group by 1, 2, 3 having bool_or(s.complete);

create index order_completion_by_day on evidence.order_completion (org_id, since_on, ordered_on) include (order_id, first_on);

-- Customers with their currency, without reading customers.
create index customer_by_currency on customers.customer (org_id, currency, customer_id);

-- What waits to be billed by customer, and what is held by check and owner, from the index alone.
drop index charges.charge_to_bill;
create index charge_to_bill on charges.charge (org_id, entity_id, customer_id, service_on) include (currency, amount_minor) where status = 'pending';
drop index charges.hold_open;
create index hold_open on charges.hold (org_id, owner_role, opened_at) include (check_code, charge_id, risk_minor) where released_at is null;
