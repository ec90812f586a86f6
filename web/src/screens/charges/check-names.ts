// The checks of the gate and the roles that own what they hold, in the words people use.
import { sentence } from '../../format/sentence.ts';

const checkLabels: Readonly<Record<string, string>> = {
  not_ordered: 'Not ordered',
  over_ordered: 'More than ordered',
  price_missing: 'No price',
  price_differs: 'Price differs',
  order_expired: 'Order expired',
  order_exhausted: 'Order exhausted',
  order_closed: 'Order closed',
  order_required: 'Order needed',
  tax_undecidable: 'Tax undecidable',
  customer_on_hold: 'Customer on hold',
  possible_duplicate: 'Possible duplicate',
  unusual_amount: 'Unusual amount',
  return_exceeds: 'Return too large',
  amount_too_large: 'Amount too large',
  by_hand: 'Held by hand',
};

const roleLabels: Readonly<Record<string, string>> = {
  admin: 'Administrator',
  manager: 'Manager',
  senior: 'Senior',
  specialist: 'Specialist',
  junior: 'Junior',
  auditor: 'Auditor',
  sales: 'Sales',
};

/** A check that is newer than this page is still named, by its code. */
export function checkLabel(code: string): string {
  return checkLabels[code] ?? spelled(code);
}

export function roleLabel(role: string): string {
  return roleLabels[role] ?? spelled(role);
}

export const checkOptions = optionsOf(checkLabels);

/** Roles that a check can name as owner. */
export const ownerOptions = optionsOf(roleLabels).filter(({ value }) => ['manager', 'senior', 'specialist'].includes(value));

function optionsOf(labels: Readonly<Record<string, string>>): { value: string; label: string }[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}

function spelled(code: string): string {
  return sentence(code.replaceAll('_', ' '));
}
