// Uploading many invoices in one file: the rows of one reference become a draft that passes the same gate as one typed by hand.

import { createHash } from 'node:crypto';
import { derivedId } from '#kernel/id.ts';
import { Refusal } from '#kernel/refusal.ts';
import { canonicalJson } from '#kernel/wire.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { CheckedRow, ImportBatch, ImportKind, ImportOutcome } from '#platform/imports/import-kind.ts';
import type { RunIssue } from '#platform/run-store.ts';
import { businessDay, customerReference, loadCustomersByNumber, rowIssue, type Customer } from '#customers/index.ts';
import type { DraftInput, DraftKind } from './draft.ts';
import { withSavepoint } from './draft-store.ts';
import { insertUpload, knownDocuments, uploadDigests } from './import-store.ts';
import { saveDraft } from './save-draft.ts';

export const invoicesImport: ImportKind = {
  kind: 'invoices', title: 'Invoices', permission: 'invoice.draft', groupBy: 'reference',
  fields: [
    { key: 'reference', title: 'Reference', type: 'text', required: true, lengthMax: 100, aliases: ['external_id', 'invoice', 'invoice_id', 'document', 'id'], example: 'UP-1', description: 'What makes rows one invoice; a reference that was uploaded before changes nothing, and with other content it is refused' },
    customerReference,
    { key: 'kind', title: 'Kind', type: 'choice', choices: ['invoice', 'credit_note', 'debit_note'], fallback: 'invoice', aliases: ['document_kind', 'type'], example: 'invoice', description: 'A credit note of an upload stands for itself' },
    { key: 'reason_code', title: 'Reason code', type: 'text', lengthMax: 40, example: 'cancellation', description: 'Needed for credit and debit notes' },
    { key: 'reason', title: 'Reason', type: 'text', lengthMax: 500, example: 'Cancelled by the customer', description: 'Printed on the note' },
    { key: 'issued_on', title: 'Issue date', type: 'date', aliases: ['invoice_date', 'date', 'issued'], example: '2026-03-02', description: 'Today where it is empty' },
    { key: 'order_number', title: 'Order number', type: 'text', lengthMax: 80, aliases: ['order', 'sales_order'], example: 'SO-1001', description: 'The recorded order that is billed' },
    { key: 'customer_po', title: 'Customer order', type: 'text', lengthMax: 80, aliases: ['po', 'po_number'], example: 'PO-881', description: 'The customer’s order number' },
    { key: 'ship_to_code', title: 'Delivery address', type: 'text', lengthMax: 30, aliases: ['ship_to'], example: 'WAREHOUSE-2', description: 'The code of the address, which decides the tax' },
    { key: 'terms_code', title: 'Payment terms', type: 'text', lengthMax: 30, aliases: ['terms'], example: 'NET30', description: 'The customer’s own where it is empty' },
    { key: 'currency', title: 'Currency', type: 'currency', aliases: ['currency_code'], example: 'EUR', description: 'The customer’s own where it is empty' },
    { key: 'note', title: 'Note', type: 'text', lengthMax: 4000, aliases: ['remark', 'comment'], example: 'Second visit', description: 'Printed below the lines' },
    { key: 'product', title: 'Product', type: 'text', lengthMax: 80, aliases: ['sku', 'item', 'article'], example: 'P-100', description: 'SKU; price, unit, text and tax come from the catalogue' },
    { key: 'charge_code', title: 'Charge code', type: 'text', lengthMax: 40, aliases: ['code'], example: 'GOODS', description: 'For a line without a product' },
    { key: 'description', title: 'Description', type: 'text', lengthMax: 1000, aliases: ['text', 'item_description'], example: 'Installation', description: 'The product’s name where it is empty' },
    { key: 'service_on', title: 'Service date', type: 'date', aliases: ['service_date', 'delivery_date'], example: '2026-02-27', description: 'The issue date where it is empty' },
    { key: 'quantity', title: 'Quantity', type: 'decimal', fallback: '1', aliases: ['qty'], example: '2', description: 'One where it is empty' },
    { key: 'unit', title: 'Unit', type: 'text', lengthMax: 40, aliases: ['uom'], example: 'hour', description: 'The product’s unit where it is empty' },
    { key: 'unit_price', title: 'Unit price', type: 'decimal', aliases: ['price'], example: '75.00', description: 'The agreed price where it is empty; another one is noted as an override' },
    { key: 'discount_percent', title: 'Discount', type: 'decimal', aliases: ['discount'], example: '5', description: 'Percent' },
    { key: 'order_line_no', title: 'Order line', type: 'integer', aliases: ['order_line'], example: '1', description: 'The line of the order that is billed' },
  ],
  tables: ['customers.customer', 'catalog.product', 'invoicing.document', 'invoicing.document_line'],
  write: writeInvoices,
};

async function writeInvoices(tx: Tx, ctx: Context, batch: ImportBatch): Promise<ImportOutcome> {
  const customers = await loadCustomersByNumber(tx, [...new Set(batch.rows.flatMap((row) => row.values['customer_number'] ?? []))]);
  const groups = Map.groupBy(batch.rows, (row) => row.values['reference'] ?? '');
  // The reference decides the id, so the same file again finds its documents, issued or not.
  const idOf = (reference: string): string => derivedId(0, `upload ${tx.orgId} ${batch.entityId} ${reference}`);
  const known = await knownDocuments(tx, [...groups.keys()].map(idOf));
  const said = await uploadDigests(tx, [...known]);
  const today = await businessDay(tx, ctx);
  const issues: RunIssue[] = [];
  let [created, unchanged] = [0, 0];
  for (const [reference, rows] of groups) {
    const documentId = idOf(reference);
    const digest = digestOf(rows);
    if (known.has(documentId)) {
      if ((said.get(documentId) ?? digest) === digest) unchanged += rows.length;
      else issues.push(...rows.map((row) => rowIssue(row, 'draft.upload_differs', `${reference} was uploaded before with other content`, 'reference')));
      continue;
    }
    const issue = await saveGroup(tx, ctx, { documentId, rows, customers, entityId: batch.entityId, runId: batch.runId, today });
    if (issue !== null) {
      issues.push(...issue);
      continue;
    }
    created += rows.length;
    await insertUpload(tx, { documentId, runId: batch.runId, reference, digest, now: ctx.now });
  }
  return { created, unchanged, updated: 0, issues };
}

/** All that a file says of one invoice. */
function digestOf(rows: readonly CheckedRow[]): string {
  return createHash('sha256').update(canonicalJson(rows.map((row) => row.values))).digest('hex');
}

type Group = { readonly documentId: string; readonly rows: readonly CheckedRow[]; readonly customers: ReadonlyMap<string, Customer>; readonly entityId: number; readonly runId: string; readonly today: string };

/** The draft, or why it could not be made: a record stands or falls together, so its other rows are told too. */
async function saveGroup(tx: Tx, ctx: Context, group: Group): Promise<RunIssue[] | null> {
  const [first] = group.rows;
  if (first === undefined) return null;
  const customer = group.customers.get(first.values['customer_number'] ?? '');
  if (customer === undefined) return withOthers(group.rows, first, rowIssue(first, 'customer.unknown', `there is no customer ${first.values['customer_number'] ?? ''}`, 'customer_number'));
  const different = group.rows.find((row) => headKeys.some((key) => row.values[key] !== null && row.values[key] !== first.values[key]));
  if (different !== undefined) return withOthers(group.rows, different, rowIssue(different, 'draft.rows_differ', 'the rows of one invoice differ in what concerns the whole'));
  const notes = tx.notes.length;
  try {
    await withSavepoint(tx, () => saveDraft(tx, ctx, { ...inputOf(group, first, customer), source: 'upload', newDocumentId: group.documentId, runId: group.runId }));
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    tx.notes.length = notes;
    const at = /^lines\.(\d+)\.(\w+)$/.exec(error.field ?? '');
    const row = at === null ? first : group.rows[Number(at[1])] ?? first;
    const field = at?.[2] ?? error.field ?? null;
    return withOthers(group.rows, row, { rowNumber: row.rowNumber, field, value: error.value ?? (field === null ? null : row.values[field] ?? null), code: error.code, reason: error.message, fix: error.next });
  }
}

function withOthers(rows: readonly CheckedRow[], bad: CheckedRow, issue: RunIssue): RunIssue[] {
  return rows.map((row) => (row === bad ? issue : rowIssue(row, 'import.record_refused', `row ${bad.rowNumber} of ${row.values['reference'] ?? ''} was refused, and its rows stand or fall together`)));
}

const headKeys = ['customer_number', 'kind', 'reason_code', 'reason', 'issued_on', 'order_number', 'customer_po', 'ship_to_code', 'terms_code', 'currency', 'note'] as const;

function inputOf(group: Group, first: CheckedRow, customer: Customer): DraftInput {
  const head = (key: (typeof headKeys)[number]): string | null => first.values[key] ?? null;
  return {
    kind: (head('kind') ?? 'invoice') as DraftKind, reasonCode: head('reason_code'), reason: head('reason'), entityId: group.entityId, customerId: customer.customerId, issuedOn: head('issued_on') ?? group.today, orderNumber: head('order_number'), customerPo: head('customer_po'), shipToCode: head('ship_to_code'),
    termsCode: head('terms_code'), currency: head('currency'), note: head('note'),
    lines: group.rows.map(({ values }) => ({
      product: values['product'] ?? null, chargeCode: values['charge_code'] ?? null, description: values['description'] ?? null, serviceOn: values['service_on'] ?? null, quantity: values['quantity'] ?? '1', unit: values['unit'] ?? null,
      unitPrice: values['unit_price'] ?? null, discountPercent: values['discount_percent'] ?? null, orderLineNo: values['order_line_no'] === null || values['order_line_no'] === undefined ? null : Number(values['order_line_no']),
    })),
  };
}
