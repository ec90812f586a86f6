// The settings of an organisation: every known name with its fields, their checks and what holds where nothing was set.

import { z } from 'zod';
import { gateDefaults } from '#charges/index.ts';

export type SettingField = { readonly title: string; readonly schema: z.ZodType<string, string>; readonly fallback: string };

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
    name: 'sending',
    title: 'Sending of documents when they are issued',
    fields: {
      automatic: { title: 'Send by mail or queue for print as each customer wants', schema: z.enum(['yes', 'no']), fallback: 'yes' },
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
