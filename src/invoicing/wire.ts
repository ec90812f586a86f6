// Shapes of invoices, credit notes and debit notes on the wire.

import { z } from 'zod';
import { currency, decimalText, id, instant, localDate, longText, money, reason, shortText } from '#platform/http/schemas.ts';

export const documentKind = z.enum(['invoice', 'credit_note', 'debit_note']).meta({ id: 'DocumentKind' });
export const documentState = z.enum(['draft', 'held', 'issued', 'voided', 'open', 'overdue', 'paid']).meta({
  id: 'DocumentState', description: 'draft and held have no number yet; issued is every issued one that is not voided; open, overdue and paid are derived from what is applied',
});

export const documentItem = z.object({
  document_id: id, kind: documentKind, state: documentState, source: z.string(), number: z.string().nullable(), reference: z.string().nullable().meta({ description: 'What the file called it, of an uploaded one' }), entity_id: z.int(), customer_id: id, customer_number: z.string(), customer_name: z.string(),
  issued_on: localDate.nullable(), due_on: localDate.nullable(), order_reference: z.string().nullable(), customer_po: z.string().nullable(), currency, net: money, tax: money, total: money,
  open: money.nullable(), days_overdue: z.int().nullable(),
}).meta({ id: 'DocumentItem' });

export const documentTotal = z.object({ currency, documents: z.int(), total: money, open: money });

export const taxAnswer = z.object({ group_no: z.int(), jurisdiction: z.string(), category: z.string(), rate: z.string(), reason: z.string().nullable(), base: money, tax: money, currency }).meta({ id: 'TaxGroup' });

export const scheduleAnswer = z.object({
  due_on: localDate, discount: z.object({ percent: z.string(), until: localDate, discount: money, currency }).nullable(),
  instalments: z.array(z.object({ no: z.int(), due_on: localDate, amount: money, currency })),
}).meta({ id: 'Schedule' });

export const lineAnswer = z.object({
  line_no: z.int(), charge_id: id.nullable(), credits_line_no: z.int().nullable(), product_id: id.nullable(), sku: z.string().nullable(), charge_code: z.string(), description: z.string(),
  service_on: localDate.nullable(), quantity: z.string(), unit: z.string(), unit_price: z.string(), proposed_unit_price: z.string().nullable(), discount_percent: z.string(), amount: money, currency,
  tax_jurisdiction: z.string(), tax_category: z.string(), tax_rate: z.string(), tax_reason: z.string().nullable(), order_reference: z.string().nullable(), order_line_no: z.int().nullable(),
  delivery_reference: z.string().nullable(), credited: money.nullable(),
}).meta({ id: 'DocumentLine' });

const party = z.looseObject({ name: z.string() });

export const documentAnswer = z.object({
  ...documentItem.shape, customer_version: z.int(), entity_version: z.int(), ship_to_code: z.string().nullable(), tax_point_on: localDate.nullable(), service_from: localDate.nullable(), service_to: localDate.nullable(),
  terms_code: z.string(), terms_text: z.string(), order_id: id.nullable(), references_document_id: id.nullable(), references_number: z.string().nullable(), reason_code: z.string().nullable(), reason: z.string().nullable(),
  note: z.string().nullable(), tax_rounding: z.string(), run_id: id.nullable(), version: z.int(), recorded_at: instant, recorded_by: z.string(), issued_at: instant.nullable(),
  customer: party, seller: party, lines: z.array(lineAnswer), taxes: z.array(taxAnswer), schedule: scheduleAnswer.nullable(),
  open_items: z.array(z.object({ item_id: id, due_on: localDate, amount: money, open: money, currency })),
  void: z.object({ voided_on: localDate, reason: z.string(), recorded_by: z.string(), recorded_at: instant }).nullable(),
  related: z.array(z.object({ document_id: id, kind: documentKind, number: z.string().nullable(), issued_on: localDate.nullable(), total: money, currency, reason: z.string().nullable() })),
  applications: z.array(z.object({ event: z.string(), posted_on: localDate, source_id: id, source_number: z.string().nullable(), amount: money, currency, entry_id: id, account: z.string() })),
  postings: z.array(z.object({ entry_id: id, line: z.int(), posted_on: localDate, event: z.string(), debit_code: z.string(), credit_code: z.string(), amount: money, currency, reverses_entry_id: id.nullable() })),
  dispatches: z.array(z.object({
    dispatch_id: id, channel: z.string(), recipient: z.string(), status: z.string(), attempts: z.int(), last_error: z.string().nullable(), queued_at: instant, queued_by: z.string(), sent_at: instant.nullable(),
  })),
  files: z.array(z.object({ kind: z.string(), file_id: id, name: z.string(), size_bytes: z.string(), recorded_at: instant })),
  history: z.array(z.object({ sequence: z.string(), recorded_at: instant, actor_name: z.string(), command: z.string(), reason: z.string().nullable() })),
}).meta({ id: 'Document' });

export const draftLineBody = z.strictObject({
  product: shortText.nullish().meta({ description: 'SKU' }), charge_code: shortText.nullish(), description: z.string().trim().min(1).max(1000).nullish(), service_on: localDate.nullish(), quantity: decimalText,
  unit: z.string().trim().min(1).max(40).nullish(), unit_price: decimalText.nullish(), discount_percent: decimalText.refine((text) => /^\d{1,2}(\.\d+)?$|^100(\.0+)?$/.test(text), 'a percentage from 0 to 100 is needed').nullish(),
  order_line_no: z.int().min(1).nullish(),
}).meta({ examples: [{ product: 'P-1', quantity: '10' }] });

export const draftBody = z.strictObject({
  kind: z.enum(['invoice', 'debit_note']).default('invoice'), entity_id: z.int().min(1).default(1), customer_id: id, issued_on: localDate.nullish().meta({ description: 'Today when left out' }), currency: currency.nullish(), terms_code: shortText.nullish(),
  order_number: shortText.nullish(), customer_po: shortText.nullish(), ship_to_code: shortText.nullish(), references_document_id: id.nullish(), reason_code: shortText.nullish(), reason: z.string().trim().max(500).nullish(),
  note: longText.nullish(), lines: z.array(draftLineBody).max(5000),
}).meta({ id: 'DraftInput' });

export const failureAnswer = z.object({ check: z.string(), reason: z.string(), owner_role: z.string(), risk: money, currency });

export const unprintableAnswer = z.array(z.object({ field: z.string(), characters: z.string() })).meta({ description: 'Characters that no font draws, and where: the paper shows squares until FONTS names a font that has them' });

export const previewAnswer = z.object({
  currency, terms_code: z.string(), terms_text: z.string(), due_on: localDate, net: money, tax: money, total: money, held: z.boolean(),
  lines: z.array(z.object({
    line_no: z.int(), product: z.string().nullable(), charge_code: z.string(), description: z.string(), service_on: localDate, quantity: z.string(), unit: z.string(), unit_price: z.string(),
    proposed_unit_price: z.string().nullable(), discount_percent: z.string(), amount: money, currency, tax_jurisdiction: z.string(), tax_category: z.string(), tax_rate: z.string(), tax_reason: z.string().nullable(),
    order_line_no: z.int().nullable(), failures: z.array(failureAnswer),
  })),
  taxes: z.array(taxAnswer), schedule: scheduleAnswer, overrides: z.array(z.object({ line_no: z.int().nullable(), field: z.string(), proposed: z.string().nullable(), entered: z.string().nullable() })),
  unprintable: unprintableAnswer,
}).meta({ id: 'DraftPreview' });

export const savedAnswer = z.object({ document_id: id, version: z.int(), status: z.enum(['draft', 'held']), failures: z.int() });
export const issuedAnswer = z.object({ document_id: id, number: z.string(), unprintable: unprintableAnswer });

export const creditBody = z.strictObject({
  issued_on: localDate.nullish(), reason_code: shortText, reason,
  lines: z.array(z.strictObject({ line_no: z.int().min(1), quantity: decimalText.nullish(), amount: money.nullish() })).min(1).max(5000).nullish().meta({ description: 'Left out: everything that is left to credit' }),
});

export const creditedAnswer = z.object({ document_id: id, number: z.string(), total: money, offset: money, currency });
