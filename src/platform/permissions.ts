// The permissions that routes and verbs ask for. Which role has which is data: platform.role_permission.

/** Permission -> what it lets a person do; a test holds it equal to the table platform.permission. */
export const permissions = {
  'org.manage': 'Change the company, its legal entities and settings',
  'member.manage': 'Invite people, change roles, make API keys',
  'customer.read': 'See customers',
  'customer.write': 'Create and change customers, contacts and terms',
  'catalog.read': 'See products, prices and tax',
  'catalog.write': 'Create products, prices and tax rates',
  'evidence.read': 'See orders and deliveries',
  'evidence.write': 'Record orders and deliveries',
  'charge.read': 'See charges',
  'charge.price': 'Turn deliveries into charges',
  'charge.release': 'Release a held charge with a reason',
  'charge.waive': 'Waive a charge with a reason',
  'invoice.read': 'See invoices',
  'invoice.draft': 'Prepare invoices and credit notes',
  'invoice.issue': 'Issue invoices, run billing',
  'invoice.credit': 'Issue credit and debit notes',
  'invoice.void': 'Void an invoice',
  'invoice.send': 'Send documents',
  'receipt.read': 'See bank lines and receipts',
  'receipt.write': 'Import statements and record receipts',
  'cash.apply': 'Apply and un-apply cash',
  'cash.refund': 'Pay a customer’s money back, or ask for it',
  'cash.refund_approve': 'Approve a refund that another person asked for',
  'ledger.read': 'See the books',
  'ledger.close': 'Close and reopen periods',
  'rate.write': 'Record exchange rates and give postings their missing base amounts',
  'report.read': 'Run and export reports',
  'audit.read': 'See the audit trail, run checks',
  'import.run': 'Import files',
} as const;

export type Permission = keyof typeof permissions;
