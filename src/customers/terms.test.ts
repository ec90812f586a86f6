// Terms of payment as tables: rule, day of issue, total; due day, discount and instalments.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkTermsRule, computeSchedule, type TermsRule } from './terms.ts';
import { termsText } from './terms-text.ts';

const net30: TermsRule = { kind: 'net', days: 30 };
const twoTen: TermsRule = { kind: 'net', days: 30, discount: { percent: '2', days: 10 } };
const thirds: TermsRule = { kind: 'net', days: 90, instalments: [{ percent: '33.34', days: 30 }, { percent: '33.33', days: 60 }, { percent: '33.33', days: 90 }] };

const dueDays: readonly [string, TermsRule, string, string][] = [
  ['at once', { kind: 'net', days: 0 }, '2026-03-02', '2026-03-02'],
  ['net 30', net30, '2026-03-02', '2026-04-01'],
  ['net 30 over the end of February in a leap year', net30, '2028-01-31', '2028-03-01'],
  ['end of month', { kind: 'end_of_month', days: 0, months: 0 }, '2026-02-03', '2026-02-28'],
  ['end of month, issued on its last day', { kind: 'end_of_month', days: 0, months: 0 }, '2026-02-28', '2026-02-28'],
  ['end of next month, issued on a 31st', { kind: 'end_of_month', days: 0, months: 1 }, '2026-01-31', '2026-02-28'],
  ['15 days after the end of the month', { kind: 'end_of_month', days: 15, months: 0 }, '2026-12-20', '2027-01-15'],
  ['a Saturday rolls to Monday', { ...net30, roll: 'following' }, '2026-04-02', '2026-05-04'],
  ['a Saturday rolls back to Friday', { ...net30, roll: 'preceding' }, '2026-04-02', '2026-05-01'],
  ['the last Saturday of a month stays in it', { kind: 'end_of_month', days: 0, months: 0, roll: 'modified-following' }, '2026-01-05', '2026-01-30'],
];

for (const [name, rule, issuedOn, dueOn] of dueDays) {
  test(`due day: ${name}`, () => {
    const schedule = computeSchedule(rule, issuedOn, 10_000n, 'EUR');
    assert.equal(schedule.dueOn, dueOn);
    assert.deepEqual(schedule.instalments, [{ no: 1, dueOn, amountMinor: 10_000n }]);
  });
}

test('a holiday moves the due day as a weekend does', () => {
  assert.equal(computeSchedule({ ...net30, roll: 'following' }, '2026-03-02', 1n, 'EUR', new Set(['2026-04-01'])).dueOn, '2026-04-02');
});

test('a discount is taken from the gross total, rounded once, until its own day', () => {
  assert.deepEqual(computeSchedule(twoTen, '2026-03-02', 99_975n, 'EUR').discount, { percent: '2', until: '2026-03-12', discountMinor: 2000n });
  assert.deepEqual(computeSchedule(twoTen, '2026-03-02', 1025n, 'JPY').discount?.discountMinor, 21n);
});

test('a credit and a total of nothing have no discount', () => {
  assert.equal(computeSchedule(twoTen, '2026-03-02', -100n, 'EUR').discount, null);
  assert.equal(computeSchedule(twoTen, '2026-03-02', 0n, 'EUR').discount, null);
});

test('instalments have their own days and add up to the total', () => {
  assert.deepEqual(computeSchedule(thirds, '2026-03-02', 10_001n, 'EUR'), { dueOn: '2026-05-31', discount: null, instalments: [
    { no: 1, dueOn: '2026-04-01', amountMinor: 3335n }, { no: 2, dueOn: '2026-05-01', amountMinor: 3333n }, { no: 3, dueOn: '2026-05-31', amountMinor: 3333n },
  ] });
});

test('a part of nothing is no instalment', () => {
  assert.deepEqual(computeSchedule(thirds, '2026-03-02', 1n, 'EUR').instalments, [{ no: 1, dueOn: '2026-04-01', amountMinor: 1n }]);
  assert.deepEqual(computeSchedule(thirds, '2026-03-02', 0n, 'EUR').instalments, [{ no: 1, dueOn: '2026-05-31', amountMinor: 0n }]);
});

test('for all totals and splits the instalments add up, ascend and are never of nothing', () => {
  const weights = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 12 });
  fc.assert(fc.property(weights, fc.bigInt({ min: -1_000_000_000_000n, max: 1_000_000_000_000n }), (shares, total) => {
    const sum = shares.reduce((left, right) => left + right, 0);
    const instalments = shares.map((share, index) => ({ percent: ((share / sum) * 100).toFixed(4), days: index * 30 }));
    const { instalments: parts, dueOn } = computeSchedule({ kind: 'net', days: instalments.length * 30, instalments }, '2026-01-31', total, 'EUR');
    assert.equal(parts.reduce((left, part) => left + part.amountMinor, 0n), total);
    assert.ok(parts.every((part, index) => index === 0 || part.dueOn > (parts[index - 1]?.dueOn ?? '')));
    assert.ok(total === 0n || parts.every((part) => part.amountMinor !== 0n));
    assert.equal(dueOn, parts.at(-1)?.dueOn);
  }));
});

const refused: readonly [string, TermsRule, string][] = [
  ['negative days', { kind: 'net', days: -1 }, 'rule.days'],
  ['half a day', { kind: 'net', days: 1.5 }, 'rule.days'],
  ['too many months', { kind: 'end_of_month', days: 0, months: 25 }, 'rule.months'],
  ['a discount longer than the term', { kind: 'net', days: 10, discount: { percent: '2', days: 14 } }, 'rule.discount.days'],
  ['a discount of more than everything', { kind: 'net', days: 30, discount: { percent: '101', days: 10 } }, 'rule.discount.percent'],
  ['a discount of nothing', { kind: 'net', days: 30, discount: { percent: '0', days: 10 } }, 'rule.discount.percent'],
  ['no instalments', { kind: 'net', days: 30, instalments: [] }, 'rule.instalments'],
  ['instalments that are too much', { kind: 'net', days: 60, instalments: [{ percent: '50', days: 30 }, { percent: '50.01', days: 60 }] }, 'rule.instalments'],
  ['instalments out of order', { kind: 'net', days: 30, instalments: [{ percent: '50', days: 60 }, { percent: '50', days: 30 }] }, 'rule.instalments.1.days'],
  ['a term that is not its last instalment', { kind: 'net', days: 90, instalments: [{ percent: '50', days: 30 }, { percent: '50', days: 60 }] }, 'rule.days'],
];

for (const [name, rule, field] of refused) {
  test(`a rule is refused: ${name}`, () => assert.throws(() => checkTermsRule(rule), { code: 'terms.invalid', field }));
}

test('a rule that holds is answered as it is', () => {
  for (const rule of [net30, twoTen, thirds]) assert.equal(checkTermsRule(rule), rule);
});

const texts: readonly [TermsRule, string, string][] = [
  [{ kind: 'net', days: 0 }, 'en', 'Payable at once'],
  [net30, 'en', 'Payable within 30 days'],
  [twoTen, 'en', 'Payable within 30 days; 2% discount if paid within 10 days'],
  [{ ...twoTen, discount: { percent: '2.50', days: 10 } }, 'de', 'Zahlbar innerhalb von 30 Tagen; 2,5 % Skonto bei Zahlung innerhalb von 10 Tagen'],
  [{ kind: 'end_of_month', days: 0, months: 1 }, 'fr', 'Payable à la fin du mois suivant'],
  [{ kind: 'end_of_month', days: 15, months: 0 }, 'es', 'Pago a 15 días de fin de mes'],
  [{ kind: 'net', days: 30, instalments: [{ percent: '30', days: 0 }, { percent: '70', days: 30 }] }, 'en', 'Payable in instalments: 30% at once, 70% after 30 days'],
  [net30, 'fi', 'Payable within 30 days'],
];

for (const [rule, language, text] of texts) test(`terms read in ${language}: ${text}`, () => assert.equal(termsText(rule, language), text));
