// The settings of an organisation: every known name with its fields, their checks and what holds where nothing was set.

import { z } from 'zod';
import { cashDefaults, cashSettingName } from '#cash/index.ts';
import { gateDefaults } from '#charges/index.ts';
import { calendarSetting, holidaysIn } from '#customers/index.ts';
import { roles } from '#platform/context.ts';
import { rolesIn, securitySetting } from '#platform/sign-in/second-factor-policy.ts';

export type SettingField = {
  readonly title: string;
  readonly schema: z.ZodType<string, string>;
  readonly fallback: string;
  /** For a value whose form nobody guesses. */
  readonly example?: string;
};

export type Setting = {
  /** As it is kept, and as it stands in the address of its route. */
  readonly name: string;
  readonly title: string;
  /** Keys as the reading code spells them. */
  readonly fields: Readonly<Record<string, SettingField>>;
};

const percent = z.string().regex(/^\d{1,3}(\.\d{1,4})?$/, 'a percentage such as 2.5 is needed');
const amount = z.string().regex(/^\d{1,9}(\.\d{1,4})?$/, 'an amount such as 5.00 is needed');
const factor = z.string().regex(/^\d{1,4}(\.\d{1,2})?$/, 'a number such as 25 is needed');
const wholeNumber = z.string().regex(/^\d{1,6}$/, 'a whole number is needed');
const pattern = z.string().regex(/^[^{}]{0,20}\{year\}[^{}]{0,10}\{number:[1-9]\}[^{}]{0,10}$/, 'a pattern such as INV-{year}-{number:5} is needed');

const confidence = z.string().regex(/^(0\.9\d?|1(\.0{1,2})?)$/, 'a confidence such as 0.95 is needed');
const tolerancesExample = 'EUR 15.00; USD 20.00';
const tolerances = z.string().regex(/^$|^[A-Z]{3} \d{1,9}(\.\d{1,4})?(; [A-Z]{3} \d{1,9}(\.\d{1,4})?){0,19}$/, `amounts per currency such as ${tolerancesExample} are needed`);

const roleNames: ReadonlySet<string> = new Set(roles);

function isAscending(text: string): boolean {
  const days = text.split(',').map((day) => day.trim());
  return days.length <= 8 && days.every((day, index) => /^\d{1,4}$/.test(day) && Number(day) > Number(days[index - 1] ?? 0));
}

export const settings: readonly Setting[] = [
  {
    name: 'gate',
    title: 'Tolerances of the gate: what may differ before a charge is held',
    fields: {
      overQuantityPercent: { title: 'More delivered than ordered, percent of the ordered quantity', schema: percent, fallback: gateDefaults.overQuantityPercent },
      overAmount: { title: 'More delivered than ordered: worth so much in all, whatever the percentage', schema: amount, fallback: gateDefaults.overAmount },
      priceDifferencePercent: { title: 'Price other than agreed, percent', schema: percent, fallback: gateDefaults.priceDifferencePercent },
      priceDifferenceAmount: { title: 'Price other than agreed: so much per line, whatever the percentage', schema: amount, fallback: gateDefaults.priceDifferenceAmount },
      historyFactor: { title: 'Unusual amount: how many times the customer’s usual line', schema: factor, fallback: gateDefaults.historyFactor },
      historyMinLines: { title: 'Lines a customer needs before an amount counts as unusual', schema: wholeNumber, fallback: gateDefaults.historyMinLines },
    },
  },
  {
    name: cashSettingName,
    title: 'How far cash is applied without a person',
    fields: {
      automaticAt: { title: 'Confidence from which a match is applied automatically, 0.90 to 1', schema: confidence, fallback: cashDefaults.automaticAt },
      unearnedDiscountPercent: { title: 'Discount taken without being earned that is let pass, percent, at most 5', schema: percent, fallback: cashDefaults.unearnedDiscountPercent },
      discountGraceDays: { title: 'Days after the discount’s last day that still count, at most 30', schema: wholeNumber, fallback: cashDefaults.discountGraceDays },
      bankFeeTolerance: { title: 'Bank fee that may be missing, per currency', schema: tolerances, fallback: cashDefaults.bankFeeTolerance, example: tolerancesExample },
      shortPayTolerance: { title: 'Small difference that may be missing, per currency', schema: tolerances, fallback: cashDefaults.shortPayTolerance, example: tolerancesExample },
      unsaidPart: { title: 'One invoice named and less paid without a word: apply as a part payment, or propose to a person', schema: z.enum(['apply', 'propose']), fallback: cashDefaults.unsaidPart },
      writeOffAlone: { title: 'Discounts, charges and differences beyond terms and tolerances that whoever applies cash may let go, per currency; above it whoever may credit', schema: tolerances, fallback: cashDefaults.writeOffAlone, example: tolerancesExample },
      refundAlone: { title: 'Refunds up to this need no second person, per currency', schema: tolerances, fallback: cashDefaults.refundAlone, example: tolerancesExample },
    },
  },
  {
    name: 'aging',
    title: 'Ages of what is owed',
    fields: {
      days: { title: 'Last day of each bucket, ascending', schema: z.string().refine(isAscending, 'days in ascending order such as 30,60,90 are needed'), fallback: '30,60,90' },
    },
  },
  {
    name: calendarSetting,
    title: 'The calendar by which due days roll, where the terms say so',
    fields: {
      holidays: { title: 'Holidays beside weekends, as days with commas between them', schema: z.string().max(6000).refine((text) => holidaysIn(text) !== null, 'days such as 2026-12-25, 2026-12-26 are needed'), fallback: '', example: '2026-12-25, 2026-12-26' },
    },
  },
  {
    name: 'sending',
    title: 'Sending of documents when they are issued',
    fields: {
      automatic: { title: 'Send by mail or queue for print as each customer wants', schema: z.enum(['yes', 'no']), fallback: 'yes' },
    },
  },
  {
    name: securitySetting,
    title: 'Signing in',
    fields: {
      secondFactorRoles: {
        title: 'Roles that work with a second factor only', fallback: '',
        schema: z.string().max(200).refine((text) => rolesIn(text).every((role) => roleNames.has(role)), 'names of roles such as admin, manager are needed'),
      },
    },
  },
  {
    name: 'numbering',
    title: 'Patterns of document numbers; {year} is the fiscal year',
    fields: {
      invoice: { title: 'Invoices', schema: pattern, fallback: 'INV-{year}-{number:5}' },
      credit_note: { title: 'Credit notes', schema: pattern, fallback: 'CN-{year}-{number:5}' },
      debit_note: { title: 'Debit notes', schema: pattern, fallback: 'DN-{year}-{number:5}' },
    },
  },
];
