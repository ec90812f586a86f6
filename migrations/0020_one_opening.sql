-- A bank account has one opening balance: who says it anew takes the earlier one back first.

create function payments.refuse_second_opening() returns trigger language plpgsql as $$
begin
  if exists (
    select from ledger.entry e where e.org_id = new.org_id and e.source_id = new.source_id and e.event = new.event and e.entry_id <> new.entry_id
      and not exists (select from ledger.entry r where r.org_id = e.org_id and r.reverses_entry_id = e.entry_id)
  ) then
    raise exception 'the bank account % has an opening balance', new.source_id using errcode = 'check_violation', constraint = 'one_opening';
  end if;
  return new;
end $$;
create trigger one_opening before insert on ledger.entry for each row when (new.event = 'bank_account.opened') execute function payments.refuse_second_opening();
alter table ledger.entry enable always trigger one_opening;
