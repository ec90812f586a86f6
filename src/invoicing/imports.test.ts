// Bringing invoices in from files: balances of an earlier system, and invoices made elsewhere that pass the same gate.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bringIn } from '#customers/testing/bring-in.ts';
import type { ImportOutcome } from '#platform/imports/import-kind.ts';
import { proposeMapping } from '#platform/imports/propose-mapping.ts';
import { invoicesImport } from './import-invoices.ts';
import { openingImport } from './import-opening.ts';
import { documentTable } from './list-tables.ts';
import { openBilledTrade, type BilledTrade } from './testing/billed-trade.ts';

let trade: BilledTrade;

before(async () => {
  trade = await openBilledTrade();
  for (const number of ['C-1', 'C-2']) await trade.customer(number);
  await trade.order({ number: 'SO-1', customer: 'C-1', lines: [{ product: 'P-1', quantity: '10', price: '9.00' }] });
});
after(() => trade.close());

const opening = (rows: Record<string, string>[]): Promise<ImportOutcome> => bringIn(trade.platform, { ...trade.ctx, now: trade.platform.clock.now() }, openingImport, rows);
const upload = (rows: Record<string, string>[]): Promise<ImportOutcome> => bringIn(trade.platform, { ...trade.ctx, now: trade.platform.clock.now() }, invoicesImport, rows);
const told = (outcome: ImportOutcome): unknown => [outcome.created, outcome.unchanged, outcome.issues.map((issue) => [issue.rowNumber, issue.field, issue.code])];

const owed = { number: 'OLD-1', customer_number: 'C-1', issued_on: '2026-01-05', due_on: '2026-02-04', open_amount: '119.00' };

test('open documents keep their numbers, open the receivable, and come in once', async () => {
  assert.deepEqual(told(await opening([owed, { ...owed, number: 'OLD-2', kind: 'credit_note', open_amount: '19.00', due_on: '' }])), [2, 0, []]);
  assert.deepEqual(told(await opening([owed, { ...owed, number: 'OLD-2', kind: 'credit_note', open_amount: '-19.00', due_on: '' }])), [0, 2, []]);
  assert.deepEqual(told(await opening([{ ...owed, number: 'OLD-9', open_amount: '-19.00' }])), [0, 0, [[2, 'open_amount', 'opening.amount']]]);
  assert.deepEqual((await trade.documents()).map((document) => [document.number, document.openMinor]), [['OLD-1', 11_900n], ['OLD-2', -1_900n]]);
  await trade.assertChecks();
});

test('the list of invoices, as it is downloaded, maps itself to the open documents of an earlier system', () => {
  const { columns } = proposeMapping(openingImport, documentTable.columns.map((column) => column.title));
  assert.deepEqual(columns, {
    number: { column: 'Number' }, kind: { column: 'Kind' }, customer_number: { column: 'Customer' }, issued_on: { column: 'Issued' }, due_on: { column: 'Due' }, open_amount: { column: 'Open' },
    currency: { column: 'Currency' }, customer_po: { column: 'Customer PO' },
  });
});

test('a column that says whether a document is issued is not taken for its date where another has the date', () => {
  for (const kind of [openingImport, invoicesImport]) assert.deepEqual(proposeMapping(kind, ['Issued', 'Invoice date']).columns, { issued_on: { column: 'Invoice date' } });
});

test('each row of balances is refused on its own, with the field', async () => {
  assert.deepEqual(told(await opening([
    { ...owed, open_amount: '118.00' }, { ...owed, number: 'OLD-3', customer_number: 'C-9' }, { ...owed, number: 'OLD-4', open_amount: '0.00' }, { ...owed, number: 'OLD-5', open_amount: '1.005' },
    { ...owed, number: 'INV-2025-00001' }, { ...owed, number: 'OLD-6', currency: 'XXQ' }, { ...owed, number: 'OLD-7', currency: 'JPY', open_amount: '1000' }, { ...owed, number: 'OLD-8', due_on: '2026-01-04' },
  ])), [1, 0, [[2, 'number', 'opening.differs'], [3, 'customer_number', 'customer.unknown'], [4, 'open_amount', 'opening.amount'], [5, 'open_amount', 'money.too_precise'], [6, 'number', 'opening.number_of_ours'], [7, 'currency', 'currency.unknown'], [9, 'due_on', 'opening.due']]]);
  await trade.assertChecks();
});

test('rows of one reference become one draft with proposals; what the gate holds is held', async () => {
  const outcome = await upload([
    { reference: 'U-1', customer_number: 'C-1', order_number: 'SO-1', product: 'P-1', quantity: '2', order_line_no: '1' },
    { reference: 'U-1', customer_number: 'C-1', order_number: 'SO-1', product: 'P-1', quantity: '9', order_line_no: '1' },
    { reference: 'U-2', customer_number: 'C-2', issued_on: '2026-03-01', charge_code: 'SERVICE', description: 'Repair', unit_price: '75.00', note: 'As agreed' },
  ]);
  assert.deepEqual(told(outcome), [3, 0, []], 'counted in rows');
  const page = await trade.call('listInvoices', { query: { state: 'held' } });
  assert.deepEqual((page.items ?? []).map((row) => [row['source'], row['customer_number'], (row['total'] as { amount: string }).amount]), [['upload', 'C-1', '119.79']]);
  const [draft] = (await trade.call('listInvoices', { query: { state: 'draft' } })).items ?? [];
  const document = await trade.call('getInvoice', { params: { document_id: draft?.['document_id'] } });
  assert.deepEqual([document['issued_on'], document['note'], (document['total'] as { amount: string }).amount], ['2026-03-01', 'As agreed', '90.75']);
});

test('the same file again changes nothing, also when a draft was issued meanwhile', async () => {
  const row = { reference: 'U-2', customer_number: 'C-2', issued_on: '2026-03-01', charge_code: 'SERVICE', description: 'Repair', unit_price: '75.00', note: 'As agreed' };
  assert.deepEqual(told(await upload([row])), [0, 1, []]);
  const [draft] = (await trade.call('listInvoices', { query: { state: 'draft' } })).items ?? [];
  await trade.call('issueInvoice', { params: { document_id: draft?.['document_id'] }, body: {} });
  assert.deepEqual(told(await upload([row])), [0, 1, []]);
  assert.deepEqual(told(await upload([{ ...row, unit_price: '76.00' }])), [0, 0, [[2, 'reference', 'draft.upload_differs']]], 'other content under a known reference is not passed over');
  assert.equal((await trade.documents()).filter((document) => document.number.startsWith('INV')).length, 1);
  await trade.assertChecks();
});

test('a record that can\'t be a draft is refused whole, the others come in', async () => {
  const outcome = await upload([
    { reference: 'U-3', customer_number: 'C-2', product: 'P-1', quantity: '1' }, { reference: 'U-3', customer_number: 'C-2', product: 'P-99', quantity: '1' },
    { reference: 'U-4', customer_number: 'C-9', product: 'P-1' }, { reference: 'U-5', customer_number: 'C-2', product: 'P-1', terms_code: 'NEVER' },
    { reference: 'U-6', customer_number: 'C-2', product: 'P-1' }, { reference: 'U-6', customer_number: 'C-2', product: 'P-2', customer_po: 'PO-1' },
    { reference: 'U-7', customer_number: 'C-2', product: 'P-1', quantity: '-1' }, { reference: 'U-8', customer_number: 'C-2', product: 'P-1' },
  ]);
  assert.deepEqual(told(outcome), [1, 0, [[2, null, 'import.record_refused'], [3, 'product', 'draft.unknown_product'], [4, 'customer_number', 'customer.unknown'], [5, 'terms_code', 'draft.unknown_terms'],
    [6, null, 'import.record_refused'], [7, null, 'draft.rows_differ'], [8, 'quantity', 'draft.negative_line']]]);
});

test('a credit note is no twin of the invoice that it takes back, but of another credit note', async () => {
  const line = { customer_number: 'C-2', issued_on: '2026-03-02', charge_code: 'SERVICE', description: 'Second repair', unit_price: '60.00' };
  const taken = { ...line, kind: 'credit_note', reason_code: 'cancellation', reason: 'Cancelled on the same day' };
  await upload([{ ...line, reference: 'T-1' }, { ...taken, reference: 'T-2' }, { ...taken, reference: 'T-3' }]);
  const { run, issues } = await trade.issue({ filter: { state: 'draft' } });
  assert.deepEqual([run.held, issues.map((issue) => issue.value)], [1, ['T-3']]);
  assert.match(issues[0]?.reason ?? '', /CN-2026-00001 has the same line: text, day, quantity and amount/);
});
