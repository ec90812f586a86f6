// Customers as the API sends them: lean rows for the list, one record with its open items for the panel.
import type { WireAgingBucket, WireMoney } from '../../api/types.ts';
import { isZeroAmount } from '../../format/money.ts';
import type { StatusLook } from '../../grid/column-makers.tsx';

export type CustomerRow = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly status: CustomerStatus;
  readonly terms: string;
  readonly currency: string;
  readonly receivable: WireMoney;
  readonly overdue: WireMoney;
  /** Money received that is applied to nothing yet. */
  readonly unapplied: WireMoney;
  /** In the currency of the customer, from current to oldest. */
  readonly aging: readonly WireAgingBucket[];
  readonly other_currencies: readonly CustomerTotals[];
  readonly last_payment_on?: string | null;
};

export type CustomerTotals = {
  readonly currency: string;
  readonly receivable: WireMoney;
  readonly overdue: WireMoney;
  readonly unapplied: WireMoney;
  readonly aging: readonly WireAgingBucket[];
};

/** What there is beside the customer's own currency. */
export function inOtherCurrencies(row: Pick<CustomerRow, 'other_currencies'>, moneyOf: (figures: CustomerTotals) => WireMoney): readonly WireMoney[] {
  return row.other_currencies.map(moneyOf).filter((money) => !isZeroAmount(money.amount));
}

/** What a customer owes by currency, its own first: those in which there is anything, or its own. */
export function receivablesOf(row: CustomerRow): readonly Pick<CustomerTotals, 'currency' | 'receivable' | 'overdue'>[] {
  const owed = [row, ...row.other_currencies].filter(({ receivable }) => !isZeroAmount(receivable.amount));
  return owed.length === 0 ? [row] : owed;
}

/** The ages in each currency in which there are any, and those of the customer's own where there are none at all. */
export function agedOf(customer: CustomerRow): readonly Pick<CustomerRow, 'aging' | 'currency'>[] {
  const aged = [customer, ...customer.other_currencies].filter(({ aging }) => aging.some(({ amount }) => !isZeroAmount(amount)));
  return aged.length === 0 ? [customer] : aged;
}

export type CustomerRecord = CustomerRow & {
  readonly credit_limit?: WireMoney | null;
  readonly unapplied: WireMoney;
  readonly pays_after_days?: number | null;
  readonly open_items: readonly OpenItem[];
  readonly contacts: readonly CustomerContact[];
};

export type OpenItem = {
  readonly item_id: string;
  /** The document. */
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly due_date: string;
  readonly open: WireMoney;
  readonly status: 'open' | 'part_paid' | 'overdue';
};

export type CustomerContact = {
  readonly id: string;
  readonly name: string;
  readonly role?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
};

/** Shown until the company's own ages are known, so that nothing jumps. */
export const usualAges: readonly string[] = ['Current', '1–30', '31–60', '61–90', '90+'];

export type CustomerStatus = 'active' | 'on_hold';

export const customerStatuses: Readonly<Record<CustomerStatus, StatusLook>> = {
  active: { label: 'Active', tone: 'neutral' },
  on_hold: { label: 'On hold', tone: 'warn' },
};

export const openItemStatuses: Readonly<Record<OpenItem['status'], StatusLook>> = {
  open: { label: 'Open', tone: 'neutral' },
  part_paid: { label: 'Part paid', tone: 'info' },
  overdue: { label: 'Overdue', tone: 'bad' },
};
