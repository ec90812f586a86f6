// How far the matcher may go on its own, set per organisation; the defaults write nothing off.

import { isCurrency } from '#kernel/currency.ts';
import { parseAmount } from '#kernel/money.ts';
import type { MatchPolicy } from './matching/claim.ts';

/** Setting cash, field by field as text. */
export const cashDefaults = {
  automaticAt: '0.95',
  unearnedDiscountPercent: '0',
  discountGraceDays: '3',
  bankFeeTolerance: '',
  shortPayTolerance: '',
  unsaidPart: 'apply',
  refundAlone: '',
  writeOffAlone: '',
} as const;

export const cashSettingName = 'cash';

/** Amounts per currency are written 'EUR 15.00; USD 20.00'. */
export function policyOf(setting: Readonly<Record<string, string>>): MatchPolicy {
  const value = (name: keyof typeof cashDefaults): string => setting[name] ?? cashDefaults[name];
  return {
    automaticAt: Math.min(1, Math.max(0.9, Number(value('automaticAt')) || 0.95)),
    unearnedDiscountPercent: Math.min(5, Math.max(0, Number(value('unearnedDiscountPercent')) || 0)),
    discountGraceDays: Math.min(30, Math.max(0, Math.trunc(Number(value('discountGraceDays')) || 0))),
    bankFeeMinor: amountsByCurrency(value('bankFeeTolerance')),
    shortPayMinor: amountsByCurrency(value('shortPayTolerance')),
    asksOnUnsaidPart: value('unsaidPart') === 'propose',
  };
}

/** Up to this a person may pay back alone; without an amount for the currency a second one decides. */
export function mayRefundAlone(setting: Readonly<Record<string, string>>, amount: { readonly minor: bigint; readonly currency: string }): boolean {
  return amount.minor <= (amountsByCurrency(setting['refundAlone'] ?? cashDefaults.refundAlone)[amount.currency] ?? 0n);
}

/** Up to this a person who may not issue credit notes lets go of in one application, beyond terms and tolerances. */
export function writeOffAlone(setting: Readonly<Record<string, string>>, currency: string): bigint {
  return amountsByCurrency(setting['writeOffAlone'] ?? cashDefaults.writeOffAlone)[currency] ?? 0n;
}

export function amountsByCurrency(text: string): Readonly<Record<string, bigint>> {
  const amounts: Record<string, bigint> = {};
  for (const part of text.split(';')) {
    const [currency = '', amount = ''] = part.trim().split(/\s+/);
    if (isCurrency(currency) && /^\d{1,9}(\.\d{1,4})?$/.test(amount)) amounts[currency] = parseAmount(amount, currency);
  }
  return amounts;
}
