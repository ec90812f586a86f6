-- What waits at the cash desk is read from indexes alone: the open credits of an account by document, and what a list says of a receipt.

create index open_item_credit on ledger.open_item (org_id, account_id, document_id) include (open_minor, currency, due_on) where open_minor <> 0 and side = 'credit';
create index receipt_in_lists on payments.receipt (org_id, receipt_id) include (entity_id, received_on, amount_minor, currency, method);

-- The current match of a receipt with what it is, for the same reason.
drop index cash.match_current;
create unique index match_current on cash.match (org_id, receipt_id) include (status) where status in ('suggested', 'unmatched', 'on_account');
