// The import of deliveries: one row per delivered line. A delivery whose order is not recorded is kept, and the gate holds its charges.

import { derivedId } from '#kernel/id.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { CheckedRow, ImportBatch, ImportKind, ImportOutcome } from '#platform/imports/import-kind.ts';
import type { RunIssue } from '#platform/run-store.ts';
import { compareDelivery } from './compare-delivery.ts';
import { DELIVERIES_RECORDED } from './deliveries-recorded.ts';
import { deliveryKinds, type DeliveryKind, type NewDelivery } from './delivery.ts';
import { resolveDelivery, type DeliveryDraft, type DeliveryReferences } from './delivery-draft.ts';
import { issuesOfRecord, type Finding } from './finding.ts';
import { summaryOf } from './import-orders.ts';
import { groupRows, headerValues, type RecordRows } from './record-rows.ts';
import { customersByName, deliveriesByNumber, knownOrders, lockEvidence, productsByName } from './reference-store.ts';
import { insertDeliveries, stagedDeliveryIds, type Keyed } from './store.ts';

const headerKeys = ['delivered_on', 'kind', 'customer_number', 'confirmed_by'] as const;

export const deliveriesImport: ImportKind = {
  kind: 'deliveries', title: 'Deliveries', permission: 'evidence.write', groupBy: 'delivery_number',
  tables: ['customers.customer', 'catalog.product', 'evidence.sales_order', 'evidence.order_line', 'evidence.unfinished_order', 'evidence.delivery', 'evidence.delivery_line', 'evidence.uncharged_line'],
  fields: [
    { key: 'delivery_number', title: 'Delivery number', type: 'text', required: true, lengthMax: 80, aliases: ['delivery', 'delivery note', 'delivery no', 'shipment', 'shipment id', 'dn number'], example: 'DN-2001', description: 'The number of the confirmation; its rows are its lines' },
    { key: 'delivered_on', title: 'Delivered on', type: 'date', aliases: ['delivery date', 'shipped date', 'ship date', 'service date', 'date'], example: '2026-01-20', description: 'The day of delivery, service or return' },
    { key: 'kind', title: 'Kind', type: 'choice', choices: deliveryKinds, example: 'delivery', description: 'delivery (default), service, or return for what came back' },
    { key: 'order_number', title: 'Order number', type: 'text', lengthMax: 80, aliases: ['order', 'order no', 'order id', 'sales order'], example: 'SO-1001', description: 'The order that was delivered' },
    { key: 'order_line_no', title: 'Order line number', type: 'integer', aliases: ['order line', 'line', 'line no', 'pos'], example: '1', description: 'Needed only where the product stands in several lines of the order' },
    { key: 'product', title: 'Product', type: 'text', lengthMax: 80, aliases: ['sku', 'product id', 'item', 'stock code', 'article'], example: 'TONER-BK', description: 'SKU or external id; may be left out where the order line is named' },
    { key: 'customer_number', title: 'Customer number', type: 'text', lengthMax: 80, aliases: ['customer', 'customer id', 'customer no', 'account'], example: 'C-100', description: 'Needed only where the order is not recorded' },
    { key: 'quantity', title: 'Quantity', type: 'decimal', required: true, aliases: ['qty', 'delivered quantity', 'quantity delivered'], example: '10', description: 'Above zero, also for returns' },
    { key: 'confirmed_by', title: 'Confirmed by', type: 'text', lengthMax: 200, aliases: ['signed by', 'received by', 'signature'], example: 'M. Jansen', description: 'Who signed for it' },
  ],
  write: writeDeliveries,
};

type Drafted = { readonly record: RecordRows; readonly draft: DeliveryDraft; readonly findings: readonly Finding[] };

async function writeDeliveries(tx: Tx, ctx: Context, batch: ImportBatch): Promise<ImportOutcome> {
  const drafts = groupRows(batch.rows, 'delivery_number').map(draftOf);
  await lockEvidence(tx, batch.entityId);
  const references = await loadDeliveryReferences(tx, batch.entityId, drafts.map(({ draft }) => draft));
  const recorded = await deliveriesByNumber(tx, batch.entityId, drafts.map(({ draft }) => draft.number));

  const fresh: Keyed<NewDelivery>[] = [];
  const issues: RunIssue[] = [];
  let created = 0;
  let unchanged = 0;
  for (const { record, draft, findings: drafted } of drafts) {
    const resolved = drafted.length > 0 ? { delivery: null, findings: drafted } : resolveDelivery(draft, batch.entityId, references);
    const known = recorded.get(draft.number);
    const findings = resolved.delivery !== null && known !== undefined ? compareDelivery(known, resolved.delivery, draft) : resolved.findings;
    if (findings.length > 0) issues.push(...issuesOfRecord(record.name, record.rows.map((row) => row.rowNumber), findings));
    else if (known !== undefined) unchanged += record.rows.length;
    else if (resolved.delivery !== null) {
      fresh.push({ id: derivedId(batch.runMs, `${batch.runId} delivery ${draft.number}`), value: resolved.delivery });
      created += record.rows.length;
    }
  }

  await insertDeliveries(tx, fresh, batch, ctx.now);
  if (fresh.length > 0) {
    tx.audit({ subjectKind: 'delivery', subjects: stagedDeliveryIds, after: summaryOf(batch, fresh.length, created) });
    tx.announce({ topic: DELIVERIES_RECORDED, payload: { entityId: batch.entityId, runId: batch.runId, count: fresh.length } });
  }
  return { created, unchanged, updated: 0, issues };
}

export async function loadDeliveryReferences(tx: Tx, entityId: number, drafts: readonly DeliveryDraft[]): Promise<DeliveryReferences> {
  const present = (names: readonly (string | null)[]): string[] => names.filter((name) => name !== null);
  return {
    customers: await customersByName(tx, present(drafts.map((draft) => draft.customer))),
    products: await productsByName(tx, present(drafts.flatMap((draft) => draft.lines.map((line) => line.product)))),
    orders: await knownOrders(tx, entityId, present(drafts.flatMap((draft) => draft.lines.map((line) => line.orderNumber)))),
  };
}

function draftOf(record: RecordRows): Drafted {
  const { values, findings: differing } = headerValues(record, headerKeys);
  const findings = [...differing];
  const row = record.rows[0]?.rowNumber ?? 0;
  if (values.delivered_on === null) findings.push({ code: 'import.required_empty', row, field: 'delivered_on', value: null, reason: `no row of ${record.name} says when it was delivered` });
  const draft: DeliveryDraft = {
    number: record.name, kind: (values.kind ?? 'delivery') as DeliveryKind, deliveredOn: values.delivered_on ?? '', customer: values.customer_number, confirmedBy: values.confirmed_by, row,
    lines: record.rows.map(lineOf),
  };
  return { record, draft, findings };
}

function lineOf({ rowNumber, values }: CheckedRow): DeliveryDraft['lines'][number] {
  return {
    orderNumber: values['order_number'] ?? null, orderLineNo: values['order_line_no'] == null ? null : Number(values['order_line_no']), product: values['product'] ?? null,
    quantity: values['quantity'] ?? '', row: rowNumber,
  };
}
