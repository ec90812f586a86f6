// The reports there are: name, what each answers, and who may see it.

export type ReportId = 'trial-balance' | 'sales-by-tax' | 'account' | 'statement' | 'unbilled' | 'undelivered' | 'overrides' | 'match-rates';

export type ReportEntry = { readonly id: ReportId; readonly label: string; readonly answers: string; readonly permission: string };

export const reportGroups: readonly { readonly title: string; readonly reports: readonly ReportEntry[] }[] = [
  {
    title: 'Books',
    reports: [
      { id: 'trial-balance', label: 'Trial balance', answers: 'What stands on each account.', permission: 'ledger.read' },
      { id: 'sales-by-tax', label: 'Sales by tax', answers: 'What was sold at which tax rate.', permission: 'report.read' },
    ],
  },
  {
    title: 'Customers',
    reports: [
      { id: 'account', label: 'Customer account', answers: 'Every move with the balance after it.', permission: 'report.read' },
      { id: 'statement', label: 'Statement of account', answers: 'What a customer is told to owe.', permission: 'report.read' },
    ],
  },
  {
    title: 'Work',
    reports: [
      { id: 'unbilled', label: 'Delivered, not billed', answers: 'Money left on the table.', permission: 'report.read' },
      { id: 'undelivered', label: 'Billed, not delivered', answers: 'Bills without evidence.', permission: 'report.read' },
      { id: 'overrides', label: 'Overrides', answers: 'Who changed what the contract said.', permission: 'report.read' },
      { id: 'match-rates', label: 'Match rates', answers: 'How much cash is applied without a person.', permission: 'receipt.read' },
    ],
  },
];

export const allReports: readonly ReportEntry[] = reportGroups.flatMap((group) => group.reports);
