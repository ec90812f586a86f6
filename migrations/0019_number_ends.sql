-- People look for a document or receipt by the last digits of its number. A number read backwards begins with them, so that an index finds it:
-- behind row-level security only a plain column does, not an expression.

alter table invoicing.document add column number_end text generated always as (reverse(number)) stored;
create index document_by_number_end on invoicing.document (org_id, number_end) where number_end is not null;

alter table payments.receipt add column number_end text generated always as (reverse(number)) stored;
create index receipt_by_number_end on payments.receipt (org_id, number_end);
