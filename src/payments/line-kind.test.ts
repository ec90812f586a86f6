// Bank lines are receipts unless they clearly are something else; doubt makes a receipt, never the reverse.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeLine, type LineFacts, type LineKind } from './line-kind.ts';

const own = { accounts: new Set(['NL91ABNA0417164300']), names: ['Trader B.V.'] };
const line = (more: Partial<LineFacts>): LineFacts => ({ amountMinor: 1_000n, payerName: '', payerAccount: '', text: '', transactionCode: '', reversal: false, returnReason: '', ...more });

const cases: readonly (readonly [Partial<LineFacts>, LineKind])[] = [
  [{ payerName: 'Birkenfeld Optik GmbH', text: 'INV-1' }, 'receipt'], [{ text: 'unreadable' }, 'receipt'], [{ payerName: 'Interest Media Ltd', text: 'INTEREST INVOICE 12' }, 'receipt'], [{ payerName: 'Payout Partners', text: 'rent' }, 'receipt'],
  [{ payerName: 'Umbuchung Film GmbH', text: 'Umbuchung Rechnung 4711' }, 'receipt'], [{ text: 'INTEREST CREDIT' }, 'interest'], [{ text: 'Habenzinsen' }, 'interest'], [{ amountMinor: -1_200n, text: 'ACCOUNT FEE' }, 'bank_charge'],
  [{ amountMinor: -990n, text: 'Kontoführungsentgelt' }, 'bank_charge'], [{ text: 'CARD SETTLEMENT BATCH 4898' }, 'card_settlement'], [{ payerName: 'Stripe Payments Europe', text: 'PAYOUT 7711' }, 'card_settlement'],
  [{ payerName: 'Stripe Payments Europe', text: 'INV-2026-00012' }, 'receipt'], [{ text: 'TRANSFER FROM SAVINGS' }, 'own_transfer'], [{ payerAccount: 'NL91ABNA0417164300', payerName: 'Trader', text: 'x' }, 'own_transfer'], [{ payerName: 'TRADER B.V.' }, 'own_transfer'],
  [{ payerName: 'FINANZAMT MITTE', text: 'UST 03/26' }, 'tax_refund'], [{ text: 'VAT REFUND Q1' }, 'tax_refund'], [{ text: 'x', transactionCode: 'ACMT-MDOP-INTR' }, 'interest'], [{ amountMinor: -5n, transactionCode: 'NCHG' }, 'bank_charge'],
  [{ text: 'x', transactionCode: 'PMNT-RCDT-ESCT' }, 'receipt'], [{ amountMinor: -5_000n, payerName: 'Birkenfeld', text: 'RUECKLASTSCHRIFT AC04 INV-1' }, 'return'], [{ amountMinor: -5_000n, payerName: 'Birkenfeld', text: 'RETURN R01' }, 'return'],
  [{ amountMinor: -5_000n, payerName: 'Birkenfeld', transactionCode: 'PMNT-RDDT-PRDD' }, 'return'], [{ amountMinor: -5_000n, payerName: 'Stationery Shop', text: 'Order 12' }, 'other'], [{ amountMinor: 5_000n, reversal: true, text: 'x' }, 'other'],
  [{ amountMinor: -6_312n, payerName: 'Tax authority', text: 'VAT return 2026-10' }, 'other'], [{ amountMinor: -6_312n, payerName: 'HMRC', text: 'VAT' }, 'other'], [{ amountMinor: -6_312n, payerName: 'Steuerkanzlei', text: 'Tax returns 2026' }, 'other'],
  [{ amountMinor: -5_000n, payerName: 'Birkenfeld', text: 'RETURNED ITEM tax return 2026' }, 'return'],
];

test('what a line is taken for', () => {
  for (const [facts, kind] of cases) assert.equal(judgeLine(line(facts), own).kind, kind, JSON.stringify(facts, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)));
});
