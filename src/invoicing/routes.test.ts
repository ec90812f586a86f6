// The routes of invoicing on a real database: an invoice from preview to credit note, the list, the proof, the standing lists.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Customer } from '#customers/index.ts';
import { openBilledTrade, type BilledTrade } from './testing/billed-trade.ts';

let trade: BilledTrade;
let customer: Customer;

const lines = [{ product: 'P-1', quantity: '3' }, { product: 'P-3', quantity: '1', unit_price: '38.00' }, { charge_code: 'SERVICE', description: 'Installation', quantity: '1.5', unit_price: '80.00' }];
const amount = (value: unknown): string => `${(value as { amount: string }).amount}`;

before(async () => {
  trade = await openBilledTrade();
  customer = await trade.customer('C-1', { termsCode: 'NET30', language: 'de' });
});
after(() => trade.close());

test('a preview fills in price, text and tax, says what fails, and writes nothing', async () => {
  const preview = await trade.call('previewInvoice', { body: { customer_id: customer.customerId, lines } });
  const shown = (preview['lines'] as { description: string; unit_price: string; proposed_unit_price: string | null; tax_rate: string; failures: { check: string }[] }[])
    .map((line) => [line.description, line.unit_price, line.proposed_unit_price, line.tax_rate, line.failures.map((failure) => failure.check)]);
  assert.deepEqual(shown, [['Paper, box of 5', '10.00', '10.00', '21', []], ['Atlas of roads', '38.00', '40.00', '9', ['price_differs']], ['Installation', '80.00', null, '21', []]]);
  assert.deepEqual([amount(preview['net']), amount(preview['tax']), amount(preview['total']), preview['due_on'], preview['held']], ['188.00', '34.92', '222.92', '2026-04-01', true]);
  assert.deepEqual(preview['overrides'], [{ line_no: 2, field: 'unit_price', proposed: '40.00', entered: '38.00' }]);
  assert.equal((await trade.call('listInvoices', {}))['total'], 0);
  await assert.rejects(trade.call('previewInvoice', { body: { customer_id: customer.customerId, lines: [{ product: 'P-1', quantity: '-1' }] } }), { code: 'draft.negative_line' });
  await assert.rejects(trade.call('previewInvoice', { body: { customer_id: customer.customerId, lines: [] } }), { code: 'draft.no_lines' });
  await assert.rejects(trade.call('previewInvoice', { body: { customer_id: customer.customerId, lines: [{ product: 'P-9', quantity: '1' }] } }), { code: 'draft.unknown_product' });
});

test('a held draft is issued by who may release it, is noted as an override, and keeps what was computed', async () => {
  const draft = { customer_id: customer.customerId, customer_po: 'PO-7', note: 'Thank you', lines };
  const saved = await trade.call('saveInvoice', { body: draft });
  assert.deepEqual([saved['status'], saved['failures']], ['held', 1]);
  const documentId = String(saved['document_id']);
  assert.deepEqual((await trade.call('listInvoices', { query: { state: 'held' } })).items?.map((row) => [row['document_id'], row['number'], row['open']]), [[documentId, null, null]]);
  await trade.call('replaceInvoice', { params: { document_id: documentId }, body: { ...draft, note: 'Thank you very much', version: 1 } });
  const specialist = await trade.as('specialist');
  await assert.rejects(trade.call('issueInvoice', { params: { document_id: documentId }, body: {} }, specialist), { code: 'gate.held' });
  await assert.rejects(trade.call('issueInvoice', { params: { document_id: documentId }, body: { release_reason: 'agreed' } }, specialist), { code: 'gate.held' });
  const issued = await trade.call('issueInvoice', { params: { document_id: documentId }, body: { release_reason: 'agreed by phone' } }, await trade.as('senior'));
  assert.equal(issued['number'], 'INV-2026-00001');
  const document = await trade.call('getInvoice', { params: { document_id: documentId } });
  assert.deepEqual([document['state'], amount(document['total']), amount(document['open']), document['note'], document['customer_po'], document['terms_code']], ['open', '222.92', '222.92', 'Thank you very much', 'PO-7', 'NET30']);
  assert.deepEqual((document['taxes'] as { category: string; rate: string; base: unknown; tax: unknown }[]).map((tax) => [tax.rate, amount(tax.base), amount(tax.tax)]), [['9', '38.00', '3.42'], ['21', '150.00', '31.50']]);
  assert.ok((document['history'] as { command: string }[]).some((row) => row.command === 'invoice.issue'));
  const overrides = await trade.call('reportOverrides', { query: { from: '2026-03-01', to: '2026-03-31' } });
  assert.deepEqual([overrides['documents'], overrides['overridden'], (overrides['fields'] as { field: string }[]).map((row) => row.field).sort()], [1, 1, ['gate.price_differs', 'unit_price']]);
  await assert.rejects(trade.call('replaceInvoice', { params: { document_id: documentId }, body: { ...draft, version: 2 } }), { code: 'conflict.stale', message: /^Test senior issued this draft as INV-2026-00001 on / });
  await assert.rejects(trade.call('deleteInvoice', { params: { document_id: documentId } }), { code: 'conflict.stale' });
  await trade.assertChecks();
});

test('a credit note by quantity, by amount and for the rest takes back exactly what was billed', async () => {
  const [invoice] = await trade.documents();
  const params = { document_id: invoice?.documentId };
  const first = await trade.call('creditInvoice', { params, body: { reason_code: 'return', reason: 'one came back', lines: [{ line_no: 1, quantity: '1' }] } });
  assert.deepEqual([first['number'], amount(first['total']), amount(first['offset'])], ['CN-2026-00001', '12.10', '12.10']);
  await trade.call('creditInvoice', { params, body: { reason_code: 'price', reason: 'a mistake in the hours', lines: [{ line_no: 3, amount: { amount: '20.00', currency: 'EUR' } }] } });
  await assert.rejects(trade.call('creditInvoice', { params, body: { reason_code: 'x', reason: 'too much', lines: [{ line_no: 1, quantity: '2.5' }] } }), { code: 'credit.exceeds_line' });
  await assert.rejects(trade.call('creditInvoice', { params, body: { reason_code: 'x', reason: 'other money', lines: [{ line_no: 3, amount: { amount: '1.00', currency: 'USD' } }] } }), { code: 'money.currency_mismatch' });
  await assert.rejects(trade.call('voidInvoice', { params, body: { reason: 'too late' } }), { code: 'void.not_allowed' });
  const dry = await trade.call('creditInvoice', { params, body: { reason_code: 'other', reason: 'the rest of it' }, dryRun: true });
  assert.equal(amount(dry['total']), '186.62');
  const rest = await trade.call('creditInvoice', { params, body: { reason_code: 'other', reason: 'the rest of it' } });
  assert.equal(amount(rest['total']), '186.62');
  const document = await trade.call('getInvoice', { params });
  assert.deepEqual([document['state'], amount(document['open']), (document['related'] as unknown[]).length, (document['applications'] as unknown[]).length], ['paid', '0.00', 3, 3]);
  assert.deepEqual((document['lines'] as { credited: unknown }[]).map((line) => amount(line.credited)), ['30.00', '38.00', '120.00']);
  await trade.assertChecks();
});

test('a void keeps its number and frees the charges; a draft is deleted', async () => {
  const { document_id: draftId } = await trade.call('saveInvoice', { body: { customer_id: customer.customerId, lines: [{ product: 'P-2', quantity: '1' }] } });
  assert.deepEqual(await trade.call('deleteInvoice', { params: { document_id: draftId } }), { deleted: true });
  const { document_id: documentId } = await trade.call('saveInvoice', { body: { customer_id: customer.customerId, lines: [{ product: 'P-2', quantity: '1' }] } });
  await trade.call('issueInvoice', { params: { document_id: documentId }, body: {} });
  const voided = await trade.call('voidInvoice', { params: { document_id: documentId }, body: { reason: 'wrong customer', rebill: true } });
  assert.deepEqual([voided['number'], voided['voided_on']], ['INV-2026-00002', '2026-03-02']);
  const document = await trade.call('getInvoice', { params: { document_id: documentId } });
  assert.deepEqual([document['state'], amount(document['open']), (document['void'] as { reason: string }).reason], ['voided', '0.00', 'wrong customer']);
  assert.deepEqual((await trade.call('listInvoices', { query: { state: 'voided' } })).items?.map((row) => row['number']), ['INV-2026-00002']);
  await trade.assertChecks();
});

test('many drafts are issued in the order of their dates, each on its own merits', async () => {
  const ids: string[] = [];
  for (const [issuedOn, product] of [['2026-03-05', 'P-1'], ['2026-03-03', 'P-2'], ['2026-03-04', 'P-4']]) {
    ids.push(String((await trade.call('saveInvoice', { body: { customer_id: customer.customerId, issued_on: issuedOn, lines: [{ product, quantity: '7' }] } }))['document_id']));
  }
  const { run, issues } = await trade.issue({ document_ids: [...ids, trade.ctx.orgId] });
  assert.deepEqual([run.documents, run.rejected, run.held, run.first, run.last], [2, 2, 1, 'INV-2026-00003', 'INV-2026-00004']);
  const numbers = await Promise.all(ids.map(async (documentId) => (await trade.call('getInvoice', { params: { document_id: documentId } }))['number']));
  assert.deepEqual(numbers, ['INV-2026-00004', 'INV-2026-00003', null]);
  assert.deepEqual(issues.map((issue) => issue.code), ['gate.held', 'request.not_found']);
  await trade.assertChecks();
});

test('the list answers every filter with the totals of the whole filter', async () => {
  const list = async (query: Record<string, string>): Promise<[unknown, unknown, unknown[]]> => {
    const page = await trade.call('listInvoices', { query });
    const [total] = page['totals'] as { total: unknown; open: unknown }[];
    return [page['total'], total === undefined ? null : [amount(total.total), amount(total.open)], (page.items ?? []).map((row) => row['number'])];
  };
  assert.equal((await list({}))[0], 8);
  assert.deepEqual(await list({ state: 'open' }), [2, ['300.69', '300.69'], ['INV-2026-00004', 'INV-2026-00003']]);
  assert.deepEqual(await list({ state: 'open', sort: 'due_on' }), [2, ['300.69', '300.69'], ['INV-2026-00003', 'INV-2026-00004']]);
  assert.deepEqual(await list({ state: 'overdue' }), [0, null, []]);
  assert.deepEqual(await list({ state: 'paid' }), [4, ['0.00', '0.00'], ['INV-2026-00001', 'CN-2026-00003', 'CN-2026-00002', 'CN-2026-00001']]);
  assert.deepEqual(await list({ kind: 'credit_note' }), [3, ['-222.92', '0.00'], ['CN-2026-00003', 'CN-2026-00002', 'CN-2026-00001']]);
  assert.deepEqual(await list({ state: 'issued', kind: 'invoice' }), [3, ['523.61', '300.69'], ['INV-2026-00004', 'INV-2026-00003', 'INV-2026-00001']]);
  assert.deepEqual(await list({ q: 'INV-2026-00001' }), [1, ['222.92', '0.00'], ['INV-2026-00001']]);
  assert.deepEqual(await list({ q: 'PO-7' }), [4, ['0.00', '0.00'], ['INV-2026-00001', 'CN-2026-00003', 'CN-2026-00002', 'CN-2026-00001']]);
  assert.deepEqual(await list({ min_amount: '222.92', max_amount: '222.92' }), [1, ['222.92', '0.00'], ['INV-2026-00001']]);
  assert.deepEqual(await list({ issued_from: '2026-03-04', issued_to: '2026-03-05', kind: 'invoice', state: 'issued' }), [1, ['84.70', '84.70'], ['INV-2026-00004']]);
  assert.deepEqual(await list({ state: 'draft' }), [0, null, []]);
  assert.deepEqual((await list({ state: 'held' }))[0], 1);
  trade.platform.clock.moveTo('2026-05-01T09:00:00.000Z');
  assert.deepEqual((await list({ state: 'overdue', customer_id: customer.customerId }))[2], ['INV-2026-00004', 'INV-2026-00003']);
  trade.platform.clock.moveTo('2026-03-02T09:00:00.000Z');
  await assert.rejects(trade.call('listInvoices', { query: { sort: 'due_on' } }), { code: 'request.malformed' });
});

test('by total credit notes stand below zero, in both directions and page by page', async () => {
  for (const [sort, turn] of [['total', 1], ['-total', -1]] as const) {
    for (const limit of ['1', '3', '100']) {
      const seen: number[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await trade.call('listInvoices', { query: { sort, limit, cursor } });
        seen.push(...(page.items ?? []).map((row) => Number((row['total'] as { amount: string }).amount) * (row['kind'] === 'credit_note' ? -1 : 1)));
        cursor = (page['next_cursor'] as string | null) ?? undefined;
        if (cursor === undefined) break;
      }
      assert.deepEqual(seen, seen.toSorted((a, b) => (a - b) * turn), `${sort} by ${limit}`);
      assert.ok(seen.some((total) => total < 0) && seen.length === 8);
    }
  }
  const notes = await trade.call('listInvoices', { query: { sort: '-total', kind: 'credit_note', limit: '2' } });
  assert.equal((notes.items ?? []).length, 2);
  const rest = await trade.call('listInvoices', { query: { sort: '-total', kind: 'credit_note', limit: '2', cursor: String(notes['next_cursor']) } });
  assert.deepEqual([(rest.items ?? []).length, rest['next_cursor']], [1, null]);
});

test('every order pages through the list without a gap or a double', async () => {
  for (const sort of ['-issued_on', 'issued_on', 'total', '-total']) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await trade.call('listInvoices', { query: { sort, limit: '2', cursor } });
      seen.push(...(page.items ?? []).map((row) => String(row['document_id'])));
      cursor = (page['next_cursor'] as string | null) ?? undefined;
    } while (cursor !== undefined);
    assert.equal(new Set(seen).size, 8, sort);
    assert.equal(seen.length, 8, sort);
  }
});
