// Shapes of customers on the wire.

import { z } from 'zod';
import { address, amountText, currency, id, instant, localDate, money, shortText } from '#platform/http/schemas.ts';
import { deliveryChannels, invoiceGroupings, taxTreatments } from './customer.ts';
import { customerSorts, customerViews } from './list-queries.ts';

const country = z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166 country code such as NL is needed').meta({ description: 'ISO 3166 country code', examples: ['NL'] });
const language = z.string().regex(/^[a-z]{2}$/, 'a language code such as en is needed').meta({ description: 'ISO 639 language code', examples: ['en'] });
const code = z.string().trim().min(1).max(50);
export const email = z.email().max(250);
/** By id or by number. */
export const customerParams = z.strictObject({ customer: z.string().min(1).max(60).meta({ description: 'The id of the customer, or its number' }) });

export const givenFacts = {
  trade_name: shortText.nullish(), parent_customer_id: id.nullish(), currency: currency.optional(), language: language.optional(), terms_code: code.optional(),
  tax_id: z.string().trim().min(1).max(40).nullish(), tax_treatment: z.enum(taxTreatments).optional().meta({ description: 'How the customer is taxed where nothing else decides' }),
  country: country.optional().meta({ description: 'Where the customer is for tax; the country of the address when not given' }), region: z.string().trim().max(50).nullish(),
  credit_limit: money.nullish(), invoice_grouping: z.enum(invoiceGroupings).optional(), delivery_channel: z.enum(deliveryChannels).optional(), invoice_email: email.nullish(),
  order_required: z.boolean().optional(), short_pay_tolerance: money.optional(), bank_fee_tolerance: money.optional(),
};

export const newCustomer = z.strictObject({ ...givenFacts, number: code.optional(), external_id: z.string().trim().min(1).max(100).nullish(), name: shortText, bill_to: address, valid_from: localDate.optional() });
export const customerChange = z.strictObject({
  version: z.int().min(1).meta({ description: 'The version that was looked at' }), valid_from: localDate.optional(), reason: z.string().trim().max(500).optional(),
  changes: z.strictObject({ ...givenFacts, name: shortText.optional(), bill_to: address.optional() }),
});

/** Lists in a query are JSON arrays: a comma in a value splits nothing. One plain word is a list of one. */
export const statusList = z.string().max(200).transform((text, context) => {
  if (!text.startsWith('[')) return [text];
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    context.addIssue({ code: 'custom', message: 'a JSON array such as ["on_hold"] is needed' });
    return z.NEVER;
  }
}).pipe(z.array(z.enum(['active', 'on_hold', 'inactive'])).max(3));

export const listFilter = {
  q: z.string().max(200).optional().meta({ description: 'Beginnings of words of number, name, city, tax id or e-mail' }), view: z.enum(customerViews).default('all'),
  status: statusList.optional(), currency: currency.optional(), country: country.optional(), terms_code: code.optional(),
};
export const listSort = z.enum(customerSorts).default('name').meta({ description: 'A minus puts the largest first' });

export const bulkBody = z.union([
  z.strictObject({ ids: z.array(id).min(1).max(5000), reason: z.string().trim().min(3).max(500).optional() }),
  z.strictObject({
    filter: z.strictObject({ ...listFilter, status: z.union([z.array(z.enum(['active', 'on_hold', 'inactive'])), statusList]).optional(), as_of: localDate.optional(), known_at: instant.optional() }),
    except: z.array(id).max(5000), reason: z.string().trim().min(3).max(500).optional(),
  }),
]);

export const shipToBody = z.strictObject({ name: shortText, address, country: country.optional(), region: z.string().trim().max(50).nullish(), valid_from: localDate.optional() });
const contactFields = { email: email.nullish(), phone: shortText.nullish(), role: z.string().trim().min(1).max(50).optional(), language: language.nullish() };
export const contactBody = z.strictObject({ ...contactFields, name: shortText });
export const contactChange = z.strictObject({ ...contactFields, name: shortText.optional() });
export const exemptionBody = z.strictObject({
  jurisdiction: z.string().max(6), certificate_number: shortText, reason: shortText, valid_from: localDate, valid_to: localDate, file_id: id.nullish(),
});

const percent = z.string().regex(/^\d{1,3}(\.\d{1,6})?$/, 'a percentage such as 2.5 is needed');
const days = z.int().min(0).max(3650);
const ruleParts = {
  days, discount: z.strictObject({ percent, days }).optional(), instalments: z.array(z.strictObject({ percent, days })).max(60).optional(),
  roll: z.enum(['none', 'following', 'preceding', 'modified-following']).optional(),
};
export const termsRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('net'), ...ruleParts }), z.strictObject({ kind: z.literal('end_of_month'), months: z.int().min(0).max(24), ...ruleParts }),
]).meta({ id: 'TermsRule', description: 'When what is due: days after issue, or after the end of a month; discount, instalments and what happens on days without business' });
export const termsBody = z.strictObject({ name: shortText, rule: termsRule });

export const mark = z.object({ id, number: z.string(), version: z.int(), status: z.enum(['active', 'on_hold']) });
const bucket = z.object({ label: z.string(), amount: amountText });
const figures = { currency, receivable: money.meta({ description: 'Invoices and debit notes less credit notes: what stands on the receivable. The balance of a customer is this less unapplied cash' }), overdue: money, credits: money, unapplied: money, aging: z.array(bucket) };
export const customerTotals = z.object(figures);
export const customerRow = z.object({
  id, number: z.string(), external_id: z.string().nullable(), name: z.string(), trade_name: z.string().nullable(), status: z.enum(['active', 'on_hold']), terms: z.string(),
  terms_code: z.string(), country: z.string(), version: z.int(), ...figures, other_currencies: z.array(customerTotals), last_payment_on: z.string().nullable(),
}).meta({ id: 'CustomerRow' });
export const customerAnswer = z.looseObject({ ...customerRow.shape, open_items: z.array(z.looseObject({})), contacts: z.array(z.looseObject({})), versions: z.array(z.looseObject({})) }).meta({ id: 'Customer' });
export const termsAnswer = z.object({ terms_code: z.string(), version: z.int(), name: z.string(), rule: z.looseObject({}), text: z.string(), recorded_at: instant }).meta({ id: 'Terms' });
