// The import of orders: one row per line, the header repeated in each row or standing in the first only.

import { derivedId } from '#kernel/id.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { CheckedRow, ImportBatch, ImportKind, ImportOutcome } from '#platform/imports/import-kind.ts';
import type { RunIssue } from '#platform/run-store.ts';
import { compareOrder } from './compare-order.ts';
import { issuesOfRecord, type Finding } from './finding.ts';
import { linkEarlierDeliveries } from './link-deliveries.ts';
import { resolveOrder, type OrderDraft, type References } from './order-draft.ts';
import { priceRules, type NewOrder, type PriceRule } from './order.ts';
import { groupRows, headerValues, type RecordRows } from './record-rows.ts';
import { customersByName, lockEvidence, ordersByNumber, productsByName, shipTosOf } from './reference-store.ts';
import { insertOrders, stagedOrderIds, type Keyed } from './store.ts';

const headerKeys = ['customer_number', 'ordered_on', 'currency', 'price_rule', 'blanket', 'not_to_exceed', 'expires_on', 'customer_po', 'ship_to'] as const;

export const ordersImport: ImportKind = {
  kind: 'orders', title: 'Orders', permission: 'evidence.write', groupBy: 'order_number',
  tables: ['customers.customer', 'catalog.product', 'evidence.sales_order', 'evidence.order_line', 'evidence.unfinished_order', 'evidence.delivery_line'],
  fields: [
    { key: 'order_number', title: 'Order number', type: 'text', required: true, lengthMax: 80, aliases: ['order', 'order no', 'order id', 'sales order', 'so number', 'reference'], example: 'SO-1001', description: 'Our number of the order; its rows are its lines' },
    { key: 'customer_number', title: 'Customer number', type: 'text', lengthMax: 80, aliases: ['customer', 'customer id', 'customer no', 'account'], example: 'C-100', description: 'Number or external id of a recorded customer' },
    { key: 'ordered_on', title: 'Ordered on', type: 'date', aliases: ['order date', 'date', 'ordered'], example: '2026-01-15', description: 'The day of the order' },
    { key: 'currency', title: 'Currency', type: 'currency', aliases: ['currency code', 'ccy'], example: 'EUR', description: 'Empty: the currency of the customer' },
    { key: 'price_rule', title: 'Price rule', type: 'choice', choices: priceRules, example: 'order', description: 'Where a line has no price: the price book as of the order (default) or of the delivery' },
    { key: 'blanket', title: 'Blanket order', type: 'flag', aliases: ['framework', 'standing order'], example: 'false', description: 'Called off over time' },
    { key: 'not_to_exceed', title: 'Not to exceed', type: 'amount', aliases: ['limit', 'nte', 'order limit', 'maximum amount'], example: '5000.00', description: 'The amount up to which may be billed' },
    { key: 'expires_on', title: 'Expires on', type: 'date', aliases: ['expiry', 'expiry date', 'valid until', 'valid to'], example: '2026-12-31', description: 'The last day of the order' },
    { key: 'customer_po', title: 'Customer purchase order', type: 'text', lengthMax: 80, aliases: ['po', 'po number', 'purchase order', 'customer reference', 'your reference'], example: 'PO-77', description: "The customer's own number, as its invoices must show it" },
    { key: 'ship_to', title: 'Ship to', type: 'text', lengthMax: 30, aliases: ['delivery address', 'ship to code'], example: 'WAREHOUSE-2', description: 'Code of a delivery address of the customer' },
    { key: 'line_no', title: 'Line number', type: 'integer', aliases: ['line', 'line id', 'pos', 'position', 'item no'], example: '1', description: 'Empty in all lines: numbered in the order of the file' },
    { key: 'product', title: 'Product', type: 'text', required: true, lengthMax: 80, aliases: ['sku', 'product id', 'product no', 'item', 'stock code', 'article'], example: 'TONER-BK', description: 'SKU or external id of a recorded product' },
    { key: 'description', title: 'Description', type: 'text', lengthMax: 500, aliases: ['text', 'item description'], example: 'Toner, black', description: 'What the invoice says, where it is not the name of the product' },
    { key: 'quantity', title: 'Quantity', type: 'decimal', required: true, aliases: ['qty', 'ordered quantity', 'amount ordered'], example: '10', description: 'Above zero' },
    { key: 'unit_price', title: 'Unit price', type: 'decimal', aliases: ['price', 'price each', 'rate'], example: '59.90', description: 'Empty: the price book decides' },
    { key: 'discount_percent', title: 'Discount percent', type: 'decimal', aliases: ['discount', 'discount %', 'rebate'], example: '5', description: 'From 0 to 100' },
  ],
  write: writeOrders,
};

type Judged = { readonly record: RecordRows; readonly order: NewOrder | null; readonly draft: OrderDraft; readonly findings: readonly Finding[] };

async function writeOrders(tx: Tx, ctx: Context, batch: ImportBatch): Promise<ImportOutcome> {
  const drafts = groupRows(batch.rows, 'order_number').map(draftOf);
  await lockEvidence(tx, batch.entityId);
  const references = await loadReferences(tx, drafts.map(({ draft }) => draft));
  const recorded = await ordersByNumber(tx, batch.entityId, drafts.map(({ draft }) => draft.number));

  const fresh: Keyed<NewOrder>[] = [];
  const issues: RunIssue[] = [];
  let created = 0;
  let unchanged = 0;
  for (const judged of drafts.map((each) => judge(each, batch.entityId, references))) {
    const { record, order, draft } = judged;
    const known = recorded.get(draft.number);
    const findings = order !== null && known !== undefined ? compareOrder(known, order, draft) : judged.findings;
    if (findings.length > 0) issues.push(...issuesOfRecord(record.name, record.rows.map((row) => row.rowNumber), findings));
    else if (known !== undefined) unchanged += record.rows.length;
    else if (order !== null) {
      fresh.push({ id: derivedId(batch.runMs, `${batch.runId} order ${draft.number}`), value: order });
      created += record.rows.length;
    }
  }

  await insertOrders(tx, fresh, batch, ctx.now);
  if (fresh.length > 0) await linkEarlierDeliveries(tx, batch);
  if (fresh.length > 0) tx.audit({ subjectKind: 'order', subjects: stagedOrderIds, after: summaryOf(batch, fresh.length, created) });
  return { created, unchanged, updated: 0, issues };
}

/** What the audit row of a batch says; each row of evidence names file, run and row itself. */
export function summaryOf(batch: ImportBatch, records: number, rows: number): object {
  return { fileId: batch.fileId, runId: batch.runId, entityId: batch.entityId, records, rows, firstRow: batch.rows[0]?.rowNumber ?? null, lastRow: batch.rows.at(-1)?.rowNumber ?? null };
}

function judge({ record, draft, findings }: Drafted, entityId: number, references: References): Judged {
  const resolved = findings.length > 0 ? { order: null, findings } : resolveOrder(draft, entityId, references);
  return { record, draft, ...resolved };
}

export async function loadReferences(tx: Tx, drafts: readonly OrderDraft[]): Promise<References> {
  const customers = await customersByName(tx, drafts.map((draft) => draft.customer));
  const products = await productsByName(tx, drafts.flatMap((draft) => draft.lines.map((line) => line.product)));
  const withShipTo = drafts.filter((draft) => draft.shipTo !== null).map((draft) => customers.get(draft.customer)?.customerId).filter((id) => id !== undefined);
  return { customers, products, shipTos: await shipTosOf(tx, withShipTo) };
}

type Drafted = { readonly record: RecordRows; readonly draft: OrderDraft; readonly findings: readonly Finding[] };

function draftOf(record: RecordRows): Drafted {
  const { values, findings: differing } = headerValues(record, headerKeys);
  const findings = [...differing];
  const row = record.rows[0]?.rowNumber ?? 0;
  for (const key of ['customer_number', 'ordered_on'] as const) {
    if (values[key] === null) findings.push({ code: 'import.required_empty', row, field: key, value: null, reason: `no row of ${record.name} says ${key === 'ordered_on' ? 'when it was ordered' : 'who ordered'}` });
  }
  const draft: OrderDraft = {
    number: record.name, customer: values.customer_number ?? '', orderedOn: values.ordered_on ?? '', currency: values.currency, priceRule: (values.price_rule ?? 'order') as PriceRule,
    blanket: values.blanket === 'true', notToExceed: values.not_to_exceed, expiresOn: values.expires_on, customerPo: values.customer_po, shipTo: values.ship_to, row,
    lines: record.rows.map(lineOf),
  };
  return { record, draft, findings };
}

function lineOf({ rowNumber, values }: CheckedRow): OrderDraft['lines'][number] {
  return {
    lineNo: values['line_no'] == null ? null : Number(values['line_no']), product: values['product'] ?? '', description: values['description'] ?? null, quantity: values['quantity'] ?? '',
    unitPrice: values['unit_price'] ?? null, discountPercent: values['discount_percent'] ?? null, row: rowNumber,
  };
}
