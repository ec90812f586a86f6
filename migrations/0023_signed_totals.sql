-- By total a list has its credit notes below zero, as it shows them: in one order along one index, which behind row-level security takes a column.

alter table invoicing.document add column signed_minor bigint generated always as (case kind when 'credit_note' then -total_minor else total_minor end) stored;
create index document_by_signed on invoicing.document (org_id, signed_minor, document_id, currency);
