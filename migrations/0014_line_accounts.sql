-- A bank line is booked to no account that open items, bank lines or documents keep: those are moved by their own events alone.

create function payments.line_account_is_free() returns trigger language plpgsql as $$
begin
  if exists (select from ledger.account a where a.org_id = new.org_id and a.account_id = new.account_id and (a.itemised or a.by_customer or a.control in ('bank', 'tax_payable'))) then
    raise exception 'a bank line can''t be booked to the account %', new.account_id using errcode = 'check_violation', constraint = 'line_account_is_free';
  end if;
  return new;
end $$;
create trigger line_account_is_free before insert on payments.bank_line_decision
  for each row when (new.decision in ('not_a_receipt', 'to_clarify')) execute function payments.line_account_is_free();
