// The sections of the settings: how each is called, under what it stands, and who may see it.

export type SettingsSection = { readonly id: string; readonly group: string; readonly label: string; readonly needs?: string };

export const settingsSections: readonly SettingsSection[] = [
  { id: 'company', group: 'Company', label: 'Company' },
  { id: 'documents', group: 'Company', label: 'Numbers, checks & matching' },
  { id: 'bank-accounts', group: 'Company', label: 'Bank accounts', needs: 'receipt.read' },
  { id: 'terms', group: 'Billing', label: 'Payment terms', needs: 'customer.read' },
  { id: 'charge-codes', group: 'Billing', label: 'Charge codes', needs: 'catalog.read' },
  { id: 'tax-rates', group: 'Billing', label: 'Tax rates', needs: 'catalog.read' },
  { id: 'accounts', group: 'Books', label: 'Accounts', needs: 'ledger.read' },
  { id: 'periods', group: 'Books', label: 'Periods', needs: 'ledger.read' },
  { id: 'rates', group: 'Books', label: 'Exchange rates', needs: 'ledger.read' },
  { id: 'people', group: 'People', label: 'People & roles', needs: 'member.manage' },
  { id: 'keys', group: 'People', label: 'API keys', needs: 'member.manage' },
  { id: 'you', group: 'People', label: 'Your sign-in' },
];
