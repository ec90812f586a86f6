// The rules one by one, as a clerk would tell them: what came, what is open, what is done about it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDecimal } from '#kernel/decimal.ts';
import { parseAmount } from '#kernel/money.ts';
import type { Claim, MatchPolicy, Receipt } from './claim.ts';
import { openMinorOf } from './claim.ts';
import { decide, type Decision } from './decide.ts';
import type { Desk } from './facts.ts';
import { openNumberIndex } from './number-index.ts';
import { openPayerIndex } from './payer-index.ts';

const strict: MatchPolicy = { automaticAt: 0.95, unearnedDiscountPercent: 0, discountGraceDays: 3, bankFeeMinor: {}, shortPayMinor: {}, asksOnUnsaidPart: false };
const generous: MatchPolicy = { ...strict, unearnedDiscountPercent: 3, bankFeeMinor: { EUR: 1500n }, shortPayMinor: { EUR: 5n } };

type Open = readonly [number: string, customer: string, amount: string, more?: Partial<Claim> & { settled?: boolean; instalments?: readonly string[] }];

function deskOf(open: readonly Open[], policy: MatchPolicy): Desk {
  const payers = openPayerIndex([
    { customerId: 'birken', number: 'C-1001', name: 'Birkenfeld Optik GmbH', tradeName: null, parentCustomerId: null }, { customerId: 'ash', number: 'C-1002', name: 'Ashford Bakery Ltd', tradeName: null, parentCustomerId: null },
    { customerId: 'holding', number: 'C-2000', name: 'Rosenhof Holding', tradeName: null, parentCustomerId: null }, { customerId: 'child', number: 'C-2001', name: 'Quellbach Textil', tradeName: null, parentCustomerId: 'holding' },
    { customerId: 'twin', number: 'C-3001', name: 'Twin Ash GmbH', tradeName: 'Twin', parentCustomerId: null }, { customerId: 'twin2', number: 'C-3002', name: 'Twin Elm GmbH', tradeName: 'Twin', parentCustomerId: null },
    { customerId: 'sister', number: 'C-2002', name: 'Lindenhof Chemie', tradeName: null, parentCustomerId: 'holding' },
  ]);
  payers.addAccount('DE11', { customerId: 'birken', source: 'given' });
  const numbers = openNumberIndex();
  const claims = open.map(([number, customerId, amount, more = {}]): Claim => {
    const totalMinor = parseAmount(amount, 'EUR');
    const { settled, instalments, ...rest } = more;
    const items = settled === true ? [] : (instalments ?? [amount]).map((part, index) => ({ itemId: `${number} ${index}`, dueOn: `2026-0${4 + index}-01`, openMinor: parseAmount(part, 'EUR') }));
    return { documentId: number, number, kind: totalMinor < 0n ? 'credit_note' : 'invoice', customerId, currency: 'EUR', issuedOn: '2026-03-01', dueOn: '2026-03-31', totalMinor, discount: null, items, ...rest };
  });
  claims.forEach((claim) => numbers.add(claim));
  return { numbers, payers, policy, claimsOf: (customerId) => claims.filter((claim) => claim.customerId === customerId && claim.items.length > 0), toleranceOf: () => null, claimsOfAmount: (minor) => claims.filter((claim) => openMinorOf(claim) === minor) };
}

function decided(open: readonly Open[], paid: { amount: string; text?: string; payer?: string; account?: string; currency?: string; more?: Partial<Receipt> }, policy = strict): Decision {
  const currency = paid.currency ?? 'EUR';
  return decide({
    receiptId: 'r', receivedOn: '2026-03-20', amountMinor: parseAmount(paid.amount, currency), currency, payerName: paid.payer ?? 'Birkenfeld Optik', payerAccount: paid.account ?? '', text: paid.text ?? '', original: null, customerId: null, touched: false, ...paid.more,
  }, deskOf(open, policy));
}

/** 'applied named_exact RE2026000001=100.00 rest 0.00', the whole decision as one line. */
function told({ outcome, reading }: Decision): string {
  const amount = (minor: bigint): string => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
  const lines = reading.lines.map((line) => `${line.claim.number}=${amount(line.cashMinor + line.creditMinor + line.discountMinor + line.feeMinor + line.toleranceMinor)}`);
  return [outcome, reading.rule, ...lines, ...(reading.restMinor > 0n ? [`rest ${amount(reading.restMinor)}`] : [])].join(' ');
}

const two: readonly Open[] = [['RE2026004711', 'birken', '100.00'], ['RE2026008822', 'birken', '250.50']];

test('named documents', () => {
  const cases: readonly (readonly [Parameters<typeof decided>[1], string])[] = [
    [{ amount: '100.00', text: 'Rg. RE2026004711' }, 'applied named_exact RE2026004711=100.00'], [{ amount: '100.00', text: 'RE20260\n04711' }, 'applied named_exact RE2026004711=100.00'],
    [{ amount: '100.00', text: '2026004711' }, 'applied named_exact RE2026004711=100.00'], [{ amount: '100.00', text: 'RE2026004171' }, 'applied named_exact RE2026004711=100.00'],
    [{ amount: '100.00', text: 'RE2O260O4711', payer: 'Somebody Else' }, 'applied named_exact RE2026004711=100.00'], [{ amount: '350.50', text: 'RE2026004711, RE2026008822' }, 'applied named_sum RE2026004711=100.00 RE2026008822=250.50'],
    [{ amount: '350.50', text: 'RE2026004711 + RE2026009999' }, 'applied named_and_rest RE2026004711=100.00 RE2026008822=250.50'], [{ amount: '100.50', text: 'RE2026004711' }, 'applied named_overpaid RE2026004711=100.00 rest 0.50'],
    [{ amount: '60.00', text: 'RE2026004711 part 1' }, 'applied named_part RE2026004711=60.00'], [{ amount: '60.00', text: 'RE2026004711', payer: 'Somebody Else' }, 'suggested named_part RE2026004711=60.00'],
    [{ amount: '100.00', text: 'RE2026008822' }, 'suggested named_part RE2026008822=100.00'], [{ amount: '100.00', text: 'RE2026004711 RE2026008822' }, 'suggested named_some RE2026004711=100.00'],
    [{ amount: '100.00', text: 'RE2026004711', payer: 'Ashford Bakery' }, 'suggested named_exact RE2026004711=100.00'], [{ amount: '100.00', text: 'RE2026004711', more: { touched: true } }, 'suggested named_exact RE2026004711=100.00'],
  ];
  for (const [paid, expected] of cases) assert.equal(told(decided(two, paid)), expected, JSON.stringify(paid.text));
});

test('differences are explained only as far as terms and policy allow', () => {
  const terms: Open = ['RE2026004711', 'birken', '100.00', { discount: { percent: parseDecimal('2'), until: '2026-03-20', discountMinor: 200n } }];
  assert.equal(told(decided([terms], { amount: '98.00', text: 'RE2026004711' })), 'applied named_discount RE2026004711=100.00');
  assert.equal(told(decided([terms], { amount: '98.00', text: 'RE2026004711', more: { receivedOn: '2026-03-25' } })), 'applied named_part RE2026004711=98.00');
  const plain: Open = ['RE2026004711', 'birken', '100.00'];
  assert.equal(told(decided([plain], { amount: '97.00', text: 'RE2026004711 3% Skonto' })), 'applied named_part RE2026004711=97.00');
  assert.equal(told(decided([plain], { amount: '97.00', text: 'RE2026004711 3% Skonto' }, generous)), 'applied named_discount RE2026004711=100.00');
  assert.equal(told(decided([plain], { amount: '87.70', text: 'RE2026004711 CHGS 12.30' }, generous)), 'applied named_bank_charge RE2026004711=100.00');
  assert.equal(told(decided([plain], { amount: '92.50', text: 'RE2026004711' }, generous)), 'applied named_bank_charge RE2026004711=100.00');
  assert.equal(told(decided([['RE2026004711', 'birken', '60.00']], { amount: '45.00', text: 'RE2026004711' }, generous)), 'suggested named_part RE2026004711=45.00', 'a quarter is no usual charge');
  assert.equal(told(decided([plain], { amount: '99.97', text: 'RE2026004711' }, generous)), 'applied named_small_difference RE2026004711=100.00');
  assert.equal(told(decided([plain], { amount: '97.00', text: 'RE2026004711 goods damaged' }, generous)), 'applied named_part RE2026004711=97.00');
});

test('credit notes are taken along, named or by their amount', () => {
  const open: readonly Open[] = [['RE2026004711', 'birken', '100.00'], ['CN-10001', 'birken', '-20.00']];
  for (const text of ['RE2026004711 less CN-10001', 'RE2026004711']) {
    const decision = decided(open, { amount: '80.00', text });
    assert.equal(told(decision), 'applied named_credit_taken RE2026004711=100.00', text);
    assert.deepEqual(decision.reading.credits.map((credit) => [credit.claim.number, credit.usedMinor]), [['CN-10001', 2_000n]]);
  }
});

test('payer and amount without a number', () => {
  assert.equal(told(decided(two, { amount: '250.50', text: 'thanks' })), 'applied payer_exact RE2026008822=250.50');
  assert.equal(told(decided(two, { amount: '350.50', text: 'C-1001' })), 'applied payer_sum RE2026004711=100.00 RE2026008822=250.50');
  assert.equal(told(decided([...two, ['RE2026005555', 'birken', '250.50']], { amount: '250.50' })), 'suggested payer_exact RE2026008822=250.50');
  assert.equal(told(decided(two, { amount: '250.50', payer: 'Birkenfeld Optiik' })), 'suggested payer_exact RE2026008822=250.50');
  assert.equal(told(decided(two, { amount: '250.50', text: 'RE2099111111' })), 'suggested payer_exact RE2026008822=250.50');
  assert.equal(told(decided(two, { amount: '250.50', payer: 'Somebody Else' })), 'suggested amount_only RE2026008822=250.50');
  assert.equal(told(decided(two, { amount: '33.33' })), 'unmatched payer_only rest 33.33');
  assert.equal(told(decided([['RE2026004711', 'birken', '100.00', { issuedOn: '2026-03-25' }]], { amount: '100.00' })), 'unmatched payer_only rest 100.00', 'issued after the money came');
});

test('a month in the text picks among invoices of one amount, and speaks against another month', () => {
  const open: readonly Open[] = [['RE2026000001', 'birken', '49.00', { issuedOn: '2026-01-05' }], ['RE2026000002', 'birken', '49.00', { issuedOn: '2026-02-05' }]];
  assert.equal(told(decided(open, { amount: '49.00', text: 'February invoice' })), 'applied payer_exact RE2026000002=49.00');
  assert.equal(told(decided(open.slice(0, 1), { amount: '49.00', text: 'Rechnung Oktober' })), 'suggested payer_exact RE2026000001=49.00');
});

test('parents, strangers and contradictions', () => {
  const open: readonly Open[] = [['RE2026004711', 'child', '100.00']];
  assert.equal(told(decided(open, { amount: '100.00', payer: 'Rosenhof Holding' })), 'applied payer_exact RE2026004711=100.00');
  assert.equal(told(decided(open, { amount: '100.00', payer: 'Rosenhof Holding', account: 'DE11' })), 'suggested payer_exact RE2026004711=100.00');
});

test('a payment that came twice, or on account, stays on the customer’s account', () => {
  const settled: readonly Open[] = [['RE2026004711', 'birken', '100.00', { settled: true }], ['RE2026008822', 'birken', '100.00']];
  const twice = decided(settled, { amount: '100.00', text: 'RE2026004711' });
  assert.equal(told(twice), 'applied paid_twice rest 100.00');
  assert.equal(twice.customerId, 'birken');
  assert.equal(told(decided(settled, { amount: '100.00', text: 'RE2026004711', payer: 'Somebody Else' })), 'suggested paid_twice rest 100.00');
  assert.equal(told(decided(two, { amount: '500.00', text: 'Anzahlung Projekt' })), 'applied on_account rest 500.00');
  assert.equal(told(decided(two, { amount: '250.50', text: 'on account' })), 'suggested on_account rest 250.50', 'an invoice has the amount');
});

test('instalments and other currencies', () => {
  const open: readonly Open[] = [['RE2026004711', 'birken', '90.00', { instalments: ['30.00', '30.00', '30.00'] }]];
  assert.equal(told(decided(open, { amount: '60.00', text: 'RE2026004711' })), 'applied named_instalment RE2026004711=60.00');
  assert.equal(told(decided(open, { amount: '30.00' })), 'applied payer_exact RE2026004711=30.00');
  assert.equal(told(decided(two, { amount: '108.00', currency: 'USD', text: 'RE2026004711 /OCMT/EUR100.00/EXCH/1.08/' })), 'applied named_exact RE2026004711=100.00');
  assert.equal(told(decided(two, { amount: '108.00', currency: 'USD', text: 'RE2026004711' })), 'suggested named_other_currency rest 108.00');
});

test('a neighbour of a settled number is proposed beside it, never chosen', () => {
  const open: readonly Open[] = [['INV-2026-00124', 'birken', '49.00', { settled: true }], ['INV-2026-00125', 'birken', '49.00']];
  assert.match(told(decided(open, { amount: '49.00', text: 'INV-2026-00124' })), /^suggested/);
});

test('what is missing may be a charge: written off where it is one by all signs, left to a person where a part looks the same', () => {
  const cases: readonly (readonly [open: string, paid: string, expected: string])[] = [
    ['56.12', '41.12', 'applied named_bank_charge RE2026004711=56.12'], ['49.00', '34.00', 'applied named_bank_charge RE2026004711=49.00'],
    ['25.00', '17.50', 'suggested named_part RE2026004711=17.50'], ['25.00', '12.50', 'suggested named_part RE2026004711=12.50'], ['8.00', '4.00', 'suggested named_part RE2026004711=4.00'],
    ['100.00', '93.65', 'suggested named_part RE2026004711=93.65'], ['100.00', '50.00', 'applied named_part RE2026004711=50.00'],
  ];
  for (const [open, amount, expected] of cases) assert.equal(told(decided([['RE2026004711', 'birken', open]], { amount, text: 'RE2026004711' }, generous)), expected, `${amount} of ${open}`);
  const asks = { ...generous, asksOnUnsaidPart: true };
  assert.equal(told(decided([['RE2026004711', 'birken', '100.00']], { amount: '50.00', text: 'RE2026004711' }, asks)), 'suggested named_part RE2026004711=50.00');
  assert.equal(told(decided([['RE2026004711', 'birken', '100.00']], { amount: '50.00', text: 'RE2026004711 part 1' }, asks)), 'applied named_part RE2026004711=50.00', 'said is said');
});

test('who names one document and pays exactly another, or names what is not paid by it, is asked', () => {
  const other: readonly Open[] = [['RE2026004711', 'birken', '80.00'], ['RE2026008822', 'birken', '100.00']];
  assert.equal(told(decided(other, { amount: '100.00', text: 'RE2026004711' })), 'suggested named_overpaid RE2026004711=80.00 rest 20.00');
  assert.equal(told(decided([['RE2026004711', 'ash', '30.00', { settled: true }], ['RE2026008822', 'birken', '100.00']], { amount: '100.00', text: 'RE2026004711' })), 'suggested payer_exact RE2026008822=100.00');
  const twice: readonly Open[] = [['RE2026004711', 'birken', '80.00'], ['RE2026009933', 'birken', '20.00', { settled: true }]];
  assert.equal(told(decided(twice, { amount: '100.00', text: 'RE2026004711, RE2026009933' })), 'applied named_overpaid RE2026004711=80.00 rest 20.00', 'the second was paid before');
  assert.match(told(decided([...twice, ['RE2026005555', 'birken', '20.00']], { amount: '100.00', text: 'RE2026004711, RE2026009933' })), /^suggested/, 'or another of the amount is meant');
});

test('digits without the prefix, last digits of a list, and slips of strangers', () => {
  const open: readonly Open[] = [['INV-2026-04711', 'birken', '100.00'], ['INV-2026-04712', 'birken', '50.00'], ['INV-2026-04713', 'birken', '25.00']];
  assert.equal(told(decided(open, { amount: '100.00', text: 'Rg 202604711' })), 'applied named_exact INV-2026-04711=100.00');
  assert.equal(told(decided(open, { amount: '150.00', text: 'INV-2026-04711, 4712' })), 'applied named_sum INV-2026-04711=100.00 INV-2026-04712=50.00');
  assert.equal(told(decided(open, { amount: '100.00', text: 'INV-2026-04711 Zimmer 713' })), 'applied named_exact INV-2026-04711=100.00', 'what else has digits is no loss');
  assert.equal(told(decided([['RE2026004711', 'birken', '100.00']], { amount: '100.00', text: 'RE2026004171', payer: 'Somebody Else' })), 'suggested named_exact RE2026004711=100.00');
  const neighbours: readonly Open[] = [['RE2026004711', 'ash', '30.00'], ['RE2026008822', 'birken', '100.00']];
  assert.equal(told(decided(neighbours, { amount: '100.00', text: 'RE2026004171' })), 'suggested payer_exact RE2026008822=100.00', 'what a slip makes another’s is no word for it');
});

test('a sister of the group may pay by number, not by amount alone', () => {
  const open: readonly Open[] = [['RE2026004711', 'child', '100.00']];
  assert.equal(told(decided(open, { amount: '100.00', text: 'RE2026004711', payer: 'Lindenhof Chemie' })), 'applied named_exact RE2026004711=100.00');
  assert.match(told(decided(open, { amount: '100.00', payer: 'Lindenhof Chemie' })), /^unmatched/);
  assert.equal(told(decided(open, { amount: '60.00', text: 'RE2026004711', payer: 'Lindenhof Chemie' })), 'suggested named_part RE2026004711=60.00');
});

test('a number of another customer is taken for the neighbour only where no other invoice of the payer has the amount', () => {
  const open: readonly Open[] = [['RE2026000079', 'ash', '30.00'], ['RE2026000069', 'birken', '49.00']];
  const paid = { amount: '49.00', text: 'RE2026000079', account: 'DE11' };
  assert.equal(told(decided(open, paid)), 'applied named_exact RE2026000069=49.00');
  assert.equal(told(decided([...open, ['RE2026000500', 'birken', '49.00']], paid)), 'suggested named_exact RE2026000069=49.00');
});

const running: readonly Open[] = [['INV-2026-00033', 'birken', '100.00'], ['INV-2026-00034', 'birken', '50.00'], ['INV-2026-00035', 'birken', '25.00'], ['INV-2026-00036', 'birken', '10.00'], ['INV-2026-00034-X', 'ash', '1.00']];

test('a list may go on with a digit or two, and from one number to another: where the amount agrees, it pays them all', () => {
  const [a, b, c, d] = ['INV-2026-00033=100.00', 'INV-2026-00034=50.00', 'INV-2026-00035=25.00', 'INV-2026-00036=10.00'];
  const cases: readonly (readonly [text: string, amount: string, expected: string])[] = [
    ['INV-2026-00033 + 00034 + 35', '175.00', `applied named_sum ${a} ${b} ${c}`], ['INV-2026-00033/34/5', '175.00', `applied named_sum ${a} ${b} ${c}`], ['INV-2026-00033 und 36', '110.00', `applied named_sum ${a} ${d}`],
    ['Rg. INV-2026-00033 - INV-2026-00036', '185.00', `applied named_sum ${a} ${d} ${b} ${c}`], ['INV-2026-00033 bis 36', '185.00', `applied named_sum ${a} ${b} ${c} ${d}`], ['INV-2026-00033-00036', '185.00', `applied named_sum ${a} ${b} ${c} ${d}`],
    ['INV-2026-00034 t/m INV-2026-00036', '85.00', `applied named_sum ${b} ${d} ${c}`], ['INV-2026-00033 - INV-2026-00036', '110.00', `applied named_sum ${a} ${d}`],
  ];
  for (const [text, amount, expected] of cases) assert.equal(told(decided(running, { amount, text })), expected, text);
  assert.match(told(decided(running, { amount: '150.00', text: 'INV-2026-00033 qty 34' })), /^suggested/, 'digits after another word are no list');
});

test('a list of numbers whose letters are a word, or whose ends enclose others, has one meaning; digits of two items are no number with a slip', () => {
  const letters: readonly Open[] = [['A-100234-1', 'birken', '10.00'], ['A-100240-3', 'birken', '20.00'], ['A-100250-6', 'birken', '40.00'], ['A-100245-2', 'birken', '80.00']];
  assert.equal(told(decided(letters, { amount: '70.00', text: 'A-100234-1,A-100250-6,A-100240-3' })), 'applied named_sum A-100234-1=10.00 A-100250-6=40.00 A-100240-3=20.00');
  assert.equal(told(decided(running, { amount: '175.00', text: 'INV-2026-00033 - INV-2026-00034 - INV-2026-00035' })), 'applied named_sum INV-2026-00033=100.00 INV-2026-00034=50.00 INV-2026-00035=25.00');
  const short: readonly Open[] = [['INV0542', 'birken', '100.00'], ['INV0580', 'birken', '50.00'], ['INV0590', 'birken', '25.00'], ['INV1024', 'birken', '7.00']];
  assert.equal(told(decided(short, { amount: '175.00', text: 'INVS INV0542, 80, 590' })), 'applied named_sum INV0542=100.00 INV0580=50.00 INV0590=25.00');
  assert.equal(told(decided(short, { amount: '107.00', text: 'INV0542 & INV104' })), 'applied named_sum INV0542=100.00 INV1024=7.00', 'letters of a number and a digit lost');
});

test('a list that does not come to the amount is proposed whole, with what is missing on the largest', () => {
  const [a, b, c] = ['INV-2026-00033=100.00', 'INV-2026-00034=50.00', 'INV-2026-00035=25.00'];
  assert.equal(told(decided(running, { amount: '160.00', text: 'INV-2026-00033, INV-2026-00034, INV-2026-00035' })), `suggested named_part INV-2026-00035=25.00 INV-2026-00034=50.00 INV-2026-00033=85.00`);
  assert.equal(told(decided(running, { amount: '178.00', text: 'INV-2026-00033 + 34 + 35' })), `suggested named_overpaid ${a} ${b} ${c} rest 3.00`);
  const short = decided(running, { amount: '160.00', text: 'INV-2026-00033 + 34 + 35' });
  assert.equal(told(short), `suggested named_part ${'INV-2026-00035=25.00'} ${b} INV-2026-00033=85.00`);
  assert.match(short.reading.reasons.map(({ text }) => text).join('; '), /the 3 documents of the list come to 175\.00.*hold 15\.00 more open than was paid/);
});

test('a list that the bank cut off is filled up where one set alone makes the rest, for a person to look at', () => {
  const text = 'INV-2026-00033, INV-2026-00034, INV-20';
  assert.equal(told(decided(running, { amount: '185.00', text })), 'suggested named_and_rest INV-2026-00033=100.00 INV-2026-00034=50.00 INV-2026-00035=25.00 INV-2026-00036=10.00');
});

test('the last digits alone choose among invoices of one amount', () => {
  const open: readonly Open[] = [['RE2026004711', 'birken', '49.00'], ['RE2026004822', 'birken', '49.00'], ['RE2026004933', 'birken', '70.00']];
  assert.equal(told(decided(open, { amount: '49.00', text: 'Rechnung 4822' })), 'applied named_exact RE2026004822=49.00');
  assert.equal(told(decided(open, { amount: '49.00', text: 'Rechnung 4933' })), 'suggested payer_exact RE2026004711=49.00', 'the amount must agree');
});

test('balance and saldo of a document that nothing was paid of mean all of it', () => {
  const open: readonly Open[] = [['RE2026004711', 'birken', '100.00']];
  assert.equal(told(decided(open, { amount: '98.00', text: 'SALDO FATT RE2026004711 2% sconto' }, generous)), 'applied named_discount RE2026004711=100.00');
  assert.equal(told(decided(open, { amount: '85.00', text: 'SALDO FATT RE2026004711 /CHGS/EUR15,00' }, generous)), 'applied named_bank_charge RE2026004711=100.00');
  assert.equal(told(decided(open, { amount: '90.00', text: 'RE2026004711 balance' }, generous)), 'suggested named_part RE2026004711=90.00', 'ten may be what came before, or a charge');
  assert.equal(told(decided(open, { amount: '60.00', text: 'RE2026004711 balance' }, generous)), 'applied named_part RE2026004711=60.00');
  assert.equal(told(decided([['RE2026004711', 'birken', '100.00', { totalMinor: 20_000n }]], { amount: '98.00', text: 'RE2026004711 balance' }, generous)), 'applied named_part RE2026004711=98.00');
  assert.equal(told(decided([['RE2026004711', 'birken', '25.00']], { amount: '12.50', text: 'RE2026004711 deposit' }, generous)), 'applied named_part RE2026004711=12.50', 'a deposit is a part');
});

test('a settled document paid again goes to the account of its debtor, whatever other amount a neighbour has', () => {
  const settled: readonly Open[] = [['INV-2026-00124', 'birken', '49.00', { settled: true }], ['INV-2026-00125', 'birken', '80.00']];
  assert.equal(told(decided(settled, { amount: '49.00', text: 'INV-2026-00124' })), 'applied paid_twice rest 49.00');
  const twins = decided([['RE2026004711', 'twin', '49.00', { settled: true }]], { amount: '49.00', text: 'RE2026004711', payer: 'Twin' });
  assert.equal(told(twins), 'applied paid_twice rest 49.00');
  assert.equal(twins.customerId, 'twin', 'two customers trade under the name, the number tells which');
});

test('a number that belongs to somebody else’s document in another currency does not hide the payer’s own', () => {
  const open: readonly Open[] = [['RE2026000079', 'ash', '30.00', { currency: 'USD' }], ['RE2026008822', 'birken', '100.00']];
  assert.equal(told(decided(open, { amount: '100.00', text: 'RE2026000079', account: 'DE11' })), 'suggested payer_exact RE2026008822=100.00');
});

test('letters that a scanner takes for digits are those digits', () => {
  const open: readonly Open[] = [['RE2026004758', 'birken', '49.00'], ['RE2026004751', 'birken', '49.00']];
  assert.equal(told(decided(open, { amount: '49.00', text: 'RE20Z600475B' })), 'applied named_exact RE2026004758=49.00');
});
