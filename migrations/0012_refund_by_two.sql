-- Who approved a refund is kept by key, so that the database itself refuses an approval by the one who asked.

alter table cash.refund add column approved_by_key text;

-- Approvals from before are known by the name alone; that another person gave them was checked when they were given.
update cash.refund set approved_by_key = 'name ' || decided_by where entry_id is not null and decided_at <> requested_at;

-- Who asked approves nothing; what was not paid in the moment it was asked for was approved.
alter table cash.refund add constraint refund_by_two
  check (case when approved_by_key is null then entry_id is null or decided_at = requested_at else approved_by_key <> requested_by_key end);
grant update (approved_by_key) on cash.refund to counterfoil_app;

-- How many items are open is said by whoever writes the sum.
alter table ledger.due_balance alter column items drop default;
