-- Laws of the books that the code alone held: an item holds what is taken from it on every day, a month closes behind the last entry,
-- no line is credited twice, and no amount or day is beyond what sums and calendars can bear.

-- The last day on which an item grew, and, where the last posting took from it, the first day on which it did. What is taken on a day on
-- which the item had it keeps the item from turning over on any day, as the sum of all days does (item_never_negative).
alter table ledger.open_item add column raised_on date, add column lowered_on date;

update ledger.open_item i set raised_on = m.raised_on, opened_on = least(i.opened_on, m.first_on)
from (
  select d.org_id, d.item_id, d.account_id, min(d.posted_on) as first_on,
         max(d.posted_on) filter (where case o.side when 'debit' then d.signed > 0 else d.signed < 0 end) as raised_on
  from (
    select s.org_id, s.item_id, s.account_id, s.posted_on, sum(s.signed) as signed from (
      select org_id, debit_item_id as item_id, debit_account_id as account_id, posted_on, amount_minor as signed from ledger.transfer where debit_item_id is not null
      union all
      select org_id, credit_item_id, credit_account_id, posted_on, -amount_minor from ledger.transfer where credit_item_id is not null
    ) s group by 1, 2, 3, 4
  ) d join ledger.open_item o on o.org_id = d.org_id and o.item_id = d.item_id and o.account_id = d.account_id
  group by 1, 2, 3
) m where m.org_id = i.org_id and m.item_id = i.item_id and m.account_id = i.account_id;

alter table ledger.open_item add constraint item_lowered_after_raised check (lowered_on >= raised_on);

-- Who posts holds the month's lock together with others, who closes or opens one holds it alone: no entry slips into a month that is being closed.
create function ledger.period_lock(org_id uuid, entity_id int) returns bigint language sql immutable parallel safe as
$$ select hashtextextended('ledger.period ' || org_id::text || ' ' || entity_id::text, 0) $$;
grant execute on function ledger.period_lock(uuid, int) to counterfoil_app;

create or replace function ledger.refuse_closed_period() returns trigger language plpgsql as
$$ declare found_month date; found_day date; begin
  perform pg_advisory_xact_lock_shared(ledger.period_lock(n.org_id, n.entity_id)) from (select distinct org_id, entity_id from posted order by 1, 2) n;
  select p.month into found_month from (select distinct org_id, entity_id, date_trunc('month', posted_on)::date as month from posted) n
    join ledger.period p on p.org_id = n.org_id and p.entity_id = n.entity_id and p.month = n.month where p.status = 'closed' limit 1;
  if found_month is not null then
    raise exception 'period % is closed', to_char(found_month, 'YYYY-MM') using errcode = 'CF001', hint = to_char(found_month, 'YYYY-MM');
  end if;
  -- A slip of the pen in the year: the day would stand in the books for good.
  select posted_on into found_day from posted where posted_on < '1900-01-01' or posted_on > (recorded_at at time zone 'UTC')::date + 366 limit 1;
  if found_day is not null then
    raise exception 'nothing is posted on %', found_day using errcode = 'CF002', hint = found_day::text;
  end if;
  return null;
end $$;

create function ledger.hold_period() returns trigger language plpgsql as
$$ begin
  perform pg_advisory_xact_lock(ledger.period_lock(new.org_id, new.entity_id));
  return new;
end $$;
create trigger held_alone before insert or update on ledger.period for each row execute function ledger.hold_period();
alter table ledger.period enable always trigger held_alone;

-- Sums of amounts are bigint: thousands of the largest amount fit, so that no single one makes every report fail.
create function ledger.refuse_endless_amount() returns trigger language plpgsql as
$$ begin
  if exists (select 1 from posted where amount_minor > 1000000000000000) then
    raise exception 'an amount is larger than the books hold' using errcode = 'CF003';
  end if;
  return null;
end $$;
create trigger amount_within_bounds after insert on ledger.transfer referencing new table as posted for each statement execute function ledger.refuse_endless_amount();
alter table ledger.transfer enable always trigger amount_within_bounds;

-- A line is credited at most once over: in amount and in quantity, over all credit notes.
create function invoicing.refuse_overcredit() returns trigger language plpgsql set enable_seqscan = off as
$$ declare found_line text; begin
  if not exists (select 1 from added where credits_line_no is not null) then return null; end if;
  select c.references_document_id || ' line ' || c.credits_line_no into found_line from (
    select distinct d.org_id, d.references_document_id, a.credits_line_no from added a
    join invoicing.document d on d.org_id = a.org_id and d.document_id = a.document_id
    where a.credits_line_no is not null and d.kind = 'credit_note' and d.status = 'issued' and d.references_document_id is not null
  ) c
  join invoicing.document_line l on l.org_id = c.org_id and l.document_id = c.references_document_id and l.line_no = c.credits_line_no
  cross join lateral (
    select sum(y.amount_minor) as minor, sum(y.credits_quantity) as quantity from invoicing.document x
    join invoicing.document_line y on y.org_id = x.org_id and y.document_id = x.document_id and y.credits_line_no = c.credits_line_no
    where x.org_id = c.org_id and x.references_document_id = c.references_document_id and x.kind = 'credit_note' and x.status = 'issued'
  ) s
  where abs(s.minor) > abs(l.amount_minor) or s.quantity > l.quantity limit 1;
  if found_line is not null then
    raise exception 'document % is credited beyond what it holds', found_line using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create trigger credited_once after insert on invoicing.document_line referencing new table as added for each statement execute function invoicing.refuse_overcredit();
alter table invoicing.document_line enable always trigger credited_once;
