-- Which role may do what. Later capabilities add their permissions in migrations of their own.

insert into platform.permission (permission, title) values
  ('org.manage', 'Change the company, its legal entities and settings'),
  ('member.manage', 'Invite people, change roles, make API keys'),
  ('customer.read', 'See customers'),
  ('customer.write', 'Create and change customers, contacts and terms'),
  ('catalog.read', 'See products, prices and tax'),
  ('catalog.write', 'Create products, prices and tax rates'),
  ('evidence.read', 'See orders and deliveries'),
  ('evidence.write', 'Record orders and deliveries'),
  ('charge.read', 'See charges'),
  ('charge.price', 'Turn deliveries into charges'),
  ('charge.release', 'Release a held charge with a reason'),
  ('charge.waive', 'Waive a charge with a reason'),
  ('invoice.read', 'See invoices'),
  ('invoice.draft', 'Prepare invoices and credit notes'),
  ('invoice.issue', 'Issue invoices, run billing'),
  ('invoice.credit', 'Issue credit and debit notes'),
  ('invoice.void', 'Void an invoice'),
  ('invoice.send', 'Send documents'),
  ('receipt.read', 'See bank lines and receipts'),
  ('receipt.write', 'Import statements and record receipts'),
  ('cash.apply', 'Apply and un-apply cash'),
  ('ledger.read', 'See the books'),
  ('ledger.close', 'Close and reopen periods'),
  ('report.read', 'Run and export reports'),
  ('audit.read', 'See the audit trail, run checks'),
  ('import.run', 'Import files');

insert into platform.role_permission (role, permission) values
  ('admin', 'org.manage'), ('admin', 'member.manage'), ('admin', 'customer.read'), ('admin', 'customer.write'), ('admin', 'catalog.read'), ('admin', 'catalog.write'), ('admin', 'evidence.read'), ('admin', 'evidence.write'), ('admin', 'charge.read'), ('admin', 'charge.price'), ('admin', 'charge.release'), ('admin', 'charge.waive'), ('admin', 'invoice.read'), ('admin', 'invoice.draft'), ('admin', 'invoice.issue'), ('admin', 'invoice.credit'), ('admin', 'invoice.void'), ('admin', 'invoice.send'), ('admin', 'receipt.read'), ('admin', 'receipt.write'), ('admin', 'cash.apply'), ('admin', 'ledger.read'), ('admin', 'ledger.close'), ('admin', 'report.read'), ('admin', 'audit.read'), ('admin', 'import.run'),
  ('manager', 'customer.read'), ('manager', 'catalog.read'), ('manager', 'evidence.read'), ('manager', 'charge.read'), ('manager', 'invoice.read'), ('manager', 'receipt.read'), ('manager', 'ledger.read'), ('manager', 'report.read'), ('manager', 'customer.write'), ('manager', 'evidence.write'), ('manager', 'charge.price'), ('manager', 'invoice.draft'), ('manager', 'receipt.write'), ('manager', 'import.run'), ('manager', 'invoice.issue'), ('manager', 'invoice.send'), ('manager', 'cash.apply'), ('manager', 'catalog.write'), ('manager', 'charge.release'), ('manager', 'charge.waive'), ('manager', 'invoice.credit'), ('manager', 'invoice.void'), ('manager', 'audit.read'), ('manager', 'ledger.close'), ('manager', 'org.manage'), ('manager', 'member.manage'),
  ('senior', 'customer.read'), ('senior', 'catalog.read'), ('senior', 'evidence.read'), ('senior', 'charge.read'), ('senior', 'invoice.read'), ('senior', 'receipt.read'), ('senior', 'ledger.read'), ('senior', 'report.read'), ('senior', 'customer.write'), ('senior', 'evidence.write'), ('senior', 'charge.price'), ('senior', 'invoice.draft'), ('senior', 'receipt.write'), ('senior', 'import.run'), ('senior', 'invoice.issue'), ('senior', 'invoice.send'), ('senior', 'cash.apply'), ('senior', 'catalog.write'), ('senior', 'charge.release'), ('senior', 'charge.waive'), ('senior', 'invoice.credit'), ('senior', 'invoice.void'), ('senior', 'audit.read'),
  ('specialist', 'customer.read'), ('specialist', 'catalog.read'), ('specialist', 'evidence.read'), ('specialist', 'charge.read'), ('specialist', 'invoice.read'), ('specialist', 'receipt.read'), ('specialist', 'ledger.read'), ('specialist', 'report.read'), ('specialist', 'customer.write'), ('specialist', 'evidence.write'), ('specialist', 'charge.price'), ('specialist', 'invoice.draft'), ('specialist', 'receipt.write'), ('specialist', 'import.run'), ('specialist', 'invoice.issue'), ('specialist', 'invoice.send'), ('specialist', 'cash.apply'),
  ('junior', 'customer.read'), ('junior', 'catalog.read'), ('junior', 'evidence.read'), ('junior', 'charge.read'), ('junior', 'invoice.read'), ('junior', 'receipt.read'), ('junior', 'ledger.read'), ('junior', 'report.read'), ('junior', 'customer.write'), ('junior', 'evidence.write'), ('junior', 'charge.price'), ('junior', 'invoice.draft'), ('junior', 'receipt.write'), ('junior', 'import.run'),
  ('auditor', 'customer.read'), ('auditor', 'catalog.read'), ('auditor', 'evidence.read'), ('auditor', 'charge.read'), ('auditor', 'invoice.read'), ('auditor', 'receipt.read'), ('auditor', 'ledger.read'), ('auditor', 'report.read'), ('auditor', 'audit.read'),
  ('sales', 'customer.read'), ('sales', 'catalog.read'), ('sales', 'evidence.read'), ('sales', 'charge.read'), ('sales', 'invoice.read'), ('sales', 'report.read');
