// The chart of accounts that a new legal entity starts with, and the purposes by which postings find their accounts.

export type AccountType = 'asset' | 'liability' | 'equity' | 'income' | 'expense';

export type Control = 'bank' | 'receivable' | 'unapplied_cash' | 'unidentified_cash' | 'tax_payable' | 'clearing' | 'deferred_revenue';

/** What a posting asks for instead of an account code. */
export type Purpose =
  | 'bank' | 'receivable' | 'unapplied_cash' | 'unidentified_cash' | 'tax_payable' | 'revenue' | 'freight_revenue'
  | 'opening_balance' | 'discount_allowed' | 'bank_charges' | 'small_differences' | 'bad_debt' | 'suspense'
  | 'undeposited' | 'currency_exchange';

export type ChartAccount = {
  readonly code: string;
  readonly name: string;
  readonly type: AccountType;
  readonly purpose: Purpose;
  readonly control?: Control;
  /** Month balances are kept per customer too. */
  readonly byCustomer?: boolean;
  /** Every posting names the open item it opens or reduces. */
  readonly itemised?: boolean;
};

export const startingChart: readonly ChartAccount[] = [
  { code: '1000', name: 'Bank', type: 'asset', purpose: 'bank', control: 'bank' },
  { code: '1050', name: 'Payments not yet at the bank', type: 'asset', purpose: 'undeposited', control: 'clearing' },
  { code: '1200', name: 'Accounts receivable', type: 'asset', purpose: 'receivable', control: 'receivable', byCustomer: true, itemised: true },
  { code: '1900', name: 'Bank lines to be clarified', type: 'asset', purpose: 'suspense', control: 'clearing' },
  { code: '1950', name: 'Currency exchange', type: 'asset', purpose: 'currency_exchange', control: 'clearing' },
  { code: '2100', name: 'Unapplied cash', type: 'liability', purpose: 'unapplied_cash', control: 'unapplied_cash', byCustomer: true, itemised: true },
  { code: '2110', name: 'Unidentified cash', type: 'liability', purpose: 'unidentified_cash', control: 'unidentified_cash', itemised: true },
  { code: '2200', name: 'Tax payable', type: 'liability', purpose: 'tax_payable', control: 'tax_payable' },
  { code: '3900', name: 'Opening balances', type: 'equity', purpose: 'opening_balance' },
  { code: '4000', name: 'Revenue', type: 'income', purpose: 'revenue' },
  { code: '4100', name: 'Freight charged', type: 'income', purpose: 'freight_revenue' },
  { code: '4900', name: 'Discounts allowed', type: 'income', purpose: 'discount_allowed' },
  { code: '6100', name: 'Bank charges', type: 'expense', purpose: 'bank_charges' },
  { code: '6200', name: 'Small payment differences', type: 'expense', purpose: 'small_differences' },
  { code: '6300', name: 'Bad debts', type: 'expense', purpose: 'bad_debt' },
];
