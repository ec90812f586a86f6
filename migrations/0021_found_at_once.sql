-- What people look for by words, found without reading everything there is.

-- Receipts by a part of their number, payer, text or reference: folded once, where they are written.
alter table payments.receipt add column search_text text
  generated always as (lower(number || chr(10) || coalesce(payer_name, '') || chr(10) || text || chr(10) || coalesce(reference, ''))) stored;

-- The trail by command and by person: which there are follows from the index, and each has its latest at its end.
create index audit_by_command on platform.audit (org_id, command, sequence);
create index audit_by_actor on platform.audit (org_id, actor_id, actor_name, sequence);
