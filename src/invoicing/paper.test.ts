// Paper and sending: PDFs that stay the same bytes for ever, messages by SMTP or into the outbox, and what became of them.

import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { createHash } from 'node:crypto';
import type { Wire } from '#customers/testing/call-route.ts';
import { routeCaller } from '#customers/testing/call-route.ts';
import { backgroundContext } from '#platform/background-context.ts';
import type { Platform } from '#platform/platform.ts';
import { listRuns } from '#platform/run-store.ts';
import { executeRun } from '#platform/runs.ts';
import { dispatchRoutes } from './http-dispatch.ts';
import { draftRoutes } from './http-drafts.ts';
import { invoicingListeners, invoicingRuns } from './jobs.ts';
import { loadPresented, renderDocumentPdf, typeset } from './render-document.ts';
import { ATTEMPTS_MAX, sendDispatch } from './send-dispatch.ts';
import { openBilledTrade, type BilledTrade } from './testing/billed-trade.ts';
import { openMailBox, type MailBox } from './testing/mail-box.ts';

let trade: BilledTrade;
let box: MailBox;
/** The same platform with a mail server. */
let mailing: BilledTrade['platform'];

before(async () => {
  trade = await openBilledTrade();
  box = await openMailBox();
  mailing = { ...trade.platform, config: { ...trade.platform.config, smtpUrl: box.url, mailFrom: 'Trader <billing@trader.example>' } };
});
after(async () => {
  await box.close();
  await trade.close();
});

async function issued(number: string, more: object = {}): Promise<string> {
  const customer = await trade.customer(number, more);
  const { document_id: documentId } = await trade.call('saveInvoice', { body: { customer_id: customer.customerId, customer_po: `PO-${number}`, lines: [{ product: 'P-1', quantity: '3' }] } });
  await trade.call('issueInvoice', { params: { document_id: documentId }, body: {} });
  return String(documentId);
}

const send = (platform: BilledTrade['platform'], documentId: string, to?: string): Promise<Wire> => routeCaller(platform, dispatchRoutes)({ ...trade.ctx, now: platform.clock.now() }, 'sendInvoice', { params: { document_id: documentId }, body: to === undefined ? {} : { to } });

async function attempt(platform: Platform, dispatchId: unknown): Promise<void> {
  await sendDispatch(platform, await backgroundContext(platform, trade.ctx.orgId, 'Sending'), String(dispatchId));
}

const dispatchesOf = async (documentId: string): Promise<Wire[]> => (await trade.call('getInvoice', { params: { document_id: documentId } }))['dispatches'] as Wire[];

test('an issued document has one PDF, and it stays the same bytes', async () => {
  const documentId = await issued('C-1');
  const first = await renderDocumentPdf(trade.platform, trade.ctx, documentId);
  assert.equal(Buffer.from(first.bytes.subarray(0, 5)).toString(), '%PDF-');
  assert.equal(first.name, 'INV-2026-00001.pdf');
  const again = await Promise.all([1, 2, 3].map(() => renderDocumentPdf(trade.platform, trade.ctx, documentId)));
  for (const pdf of again) assert.deepEqual(createHash('sha256').update(pdf.bytes).digest('hex'), createHash('sha256').update(first.bytes).digest('hex'));
  const document = await trade.call('getInvoice', { params: { document_id: documentId } });
  assert.deepEqual((document['files'] as Wire[]).map((file) => [file['kind'], file['name'], file['size_bytes']]), [['pdf', 'INV-2026-00001.pdf', String(first.bytes.length)]]);
});

test('the same document set twice comes to the same bytes', async () => {
  const [document] = await trade.documents();
  const { presented } = await trade.read((tx) => loadPresented(tx, document?.documentId ?? ''));
  const [first, second] = [await typeset(trade.platform, presented), await typeset(trade.platform, presented)];
  assert.ok(Buffer.from(first).equals(Buffer.from(second)));
});

test('a draft has a preview only, and a document of the earlier system has none', async () => {
  const customer = await trade.customer('C-2');
  const body = { customer_id: customer.customerId, lines: [{ product: 'P-1', quantity: '1' }] };
  const route = draftRoutes.find((candidate) => candidate.operation === 'previewInvoicePdf');
  const response = (await route?.handle({ platform: trade.platform, ctx: trade.ctx, params: undefined, query: undefined, body: { kind: 'invoice', entityId: 1, customerId: customer.customerId, lines: [{ product: 'P-1', quantity: '1' }] } as never, key: 'x', dryRun: false, upload: undefined })) as Response;
  assert.equal(Buffer.from(await response.arrayBuffer()).subarray(0, 5).toString(), '%PDF-');
  const { document_id: draftId } = await trade.call('saveInvoice', { body });
  await assert.rejects(renderDocumentPdf(trade.platform, trade.ctx, String(draftId)), { code: 'document.draft' });
  await assert.rejects(send(trade.platform, String(draftId)), { code: 'document.draft' });
});

test('a document goes out by mail in the customer\'s language with its PDF, and its state is told', async () => {
  const documentId = await issued('C-3', { language: 'de' });
  const queued = await send(mailing, documentId);
  assert.deepEqual([queued['channel'], queued['recipient'], queued['status']], ['email', 'c-3@customer.example', 'queued']);
  const listener = invoicingListeners.get('invoicing.dispatch_queued');
  await listener?.(mailing, { orgId: trade.ctx.orgId, outboxId: 'x', topic: 'invoicing.dispatch_queued', subjectId: String(queued['dispatch_id']), payload: {} });
  await listener?.(mailing, { orgId: trade.ctx.orgId, outboxId: 'x', topic: 'invoicing.dispatch_queued', subjectId: String(queued['dispatch_id']), payload: {} });
  assert.equal(box.messages.length, 1, 'a job that comes twice sends once');
  const [message = ''] = box.messages;
  assert.match(message, /^Subject: Rechnung INV-2026-\d{5} von Trader B\.V\./m);
  assert.match(message, /^From: Trader <billing@trader\.example>/m);
  assert.match(message, /^Reply-To: billing@trader\.example/m);
  assert.match(message, new RegExp(`^Message-ID: <${String(queued['dispatch_id'])}@trader\\.example>`, 'm'));
  assert.match(message, /Content-Type: application\/pdf; name=INV-2026-\d{5}\.pdf/);
  const text = Buffer.from(/Content-Type: text\/plain[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(message)?.[1] ?? '', 'latin1').toString('utf8');
  assert.match(text.replaceAll(/=\r\n/g, ''), /anbei erhalten Sie die Rechnung/);
  const [dispatch] = await dispatchesOf(documentId);
  assert.deepEqual([dispatch?.['status'], dispatch?.['attempts'], dispatch?.['last_error']], ['sent', 1, null]);
});

test('a passing failure is tried again, a permanent one is not, and a person may retry', async () => {
  const documentId = await issued('C-4');
  const { dispatch_id: dispatchId } = await send(mailing, documentId, 'other@customer.example');
  box.refuseWith(451);
  await assert.rejects(attempt(mailing, dispatchId), /no such mailbox/);
  assert.deepEqual((await dispatchesOf(documentId)).map((one) => [one['status'], one['attempts']]), [['queued', 1]]);
  box.refuseWith(550);
  await attempt(mailing, dispatchId);
  const [failed] = await dispatchesOf(documentId);
  assert.deepEqual([failed?.['status'], failed?.['attempts']], ['failed', 2]);
  assert.match(String(failed?.['last_error']), /no such mailbox/);
  box.refuseWith(null);
  await trade.call('retryDispatch', { params: { dispatch_id: dispatchId } });
  await attempt(mailing, dispatchId);
  assert.deepEqual((await dispatchesOf(documentId)).map((one) => [one['status'], one['attempts'], one['last_error']]), [['sent', 3, null]]);
  await assert.rejects(trade.call('retryDispatch', { params: { dispatch_id: dispatchId } }), { code: 'move.not_allowed' });
  await trade.call('markDispatch', { params: { dispatch_id: dispatchId }, body: { status: 'bounced', reason: 'mailbox full' } });
  assert.deepEqual((await dispatchesOf(documentId)).map((one) => one['status']), ['bounced']);
});

test('a server that is never there leaves the dispatch failed after the last attempt', async () => {
  const documentId = await issued('C-5');
  const { dispatch_id: dispatchId } = await send(mailing, documentId);
  const nobody = { ...mailing, config: { ...mailing.config, smtpUrl: 'smtp://127.0.0.1:9' } };
  for (let index = 1; index < ATTEMPTS_MAX; index += 1) await assert.rejects(attempt(nobody, dispatchId));
  await attempt(nobody, dispatchId);
  assert.deepEqual((await dispatchesOf(documentId)).map((one) => [one['status'], one['attempts']]), [['failed', ATTEMPTS_MAX]]);
});

test('without a mail server the message lies in the outbox as a file', async () => {
  const documentId = await issued('C-6', { language: 'fr' });
  const { dispatch_id: dispatchId, channel } = await send(trade.platform, documentId);
  assert.equal(channel, 'outbox');
  await attempt(trade.platform, dispatchId);
  const directory = path.join(trade.platform.config.dataDirectory, 'outbox');
  const files = await fs.readdir(directory);
  assert.equal(files.length, 1);
  const message = await fs.readFile(path.join(directory, files[0] ?? ''), 'utf8');
  assert.match(message, /Subject: Facture INV-2026-\d{5} de Trader B\.V\./);
});

test('what is issued is set and sent as each customer wants, once', async () => {
  for (const [number, more] of [['D-1', {}], ['D-2', { deliveryChannel: 'print' }], ['D-3', { deliveryChannel: 'none' }], ['D-4', { invoiceEmail: null }]] as const) {
    await trade.customer(number, more);
    await trade.order({ number: `SO-${number}`, customer: number, lines: [{ product: 'P-1', quantity: '9' }] });
    await trade.deliver({ number: `DN-${number}`, on: '2026-03-01', lines: [{ order: `SO-${number}`, line: 1, quantity: '2' }] });
  }
  await trade.bill('2026-03-02');
  const [bill] = await trade.read((tx) => listRuns(tx, { kind: 'bill', limit: 1 }));
  const news = (outboxId: string): Parameters<NonNullable<ReturnType<typeof invoicingListeners.get>>>[1] => ({ orgId: trade.ctx.orgId, outboxId, topic: 'invoicing.documents_issued', subjectId: null, payload: { run_id: bill?.runId } });
  for (const outboxId of ['a', 'b', 'b']) await invoicingListeners.get('invoicing.documents_issued')?.(trade.platform, news(outboxId));
  const runs = await trade.read((tx) => listRuns(tx, { kind: 'render', limit: 100 }));
  assert.equal(runs.length, 1, 'the batches of a bill run are sent by one run');
  for (const _again of [1, 2]) await executeRun(trade.platform, invoicingRuns, trade.ctx.orgId, runs[0]?.runId ?? '');
  const states = new Map<string, unknown>();
  for (const row of (await trade.call('listInvoices', { query: { run_id: bill?.runId ?? '' } })).items ?? []) {
    const document = await trade.call('getInvoice', { params: { document_id: row['document_id'] } });
    states.set(String(row['customer_number']), [(document['files'] as Wire[]).length, (document['dispatches'] as Wire[]).map((one) => `${String(one['channel'])} ${String(one['status'])} ${String(one['recipient'])}`)]);
  }
  assert.deepEqual(Object.fromEntries(states), { 'D-1': [1, ['outbox queued d-1@customer.example']], 'D-2': [1, ['print queued Customer D-2']], 'D-3': [0, []], 'D-4': [1, ['outbox failed ']] });
  await trade.assertChecks();
});

test('what has not reached its customer is on a list', async () => {
  const list = async (query: Record<string, string>): Promise<unknown[]> => ((await trade.call('listDispatches', { query })).items ?? []).map((row) => [row['customer_number'], row['channel'], row['last_error'] === null]);
  assert.deepEqual((await list({})).sort(), [['C-5', 'email', false], ['D-4', 'outbox', false]]);
  assert.deepEqual(await list({ status: 'bounced' }), [['C-4', 'email', false]]);
  assert.deepEqual(await list({ status: 'queued', channel: 'print' }), [['D-2', 'print', true]]);
  // The clock stands still here, so the order is that of ids, which are drawn.
  assert.deepEqual((await list({ status: 'undelivered' })).sort(), [['C-4', 'email', false], ['C-5', 'email', false], ['D-4', 'outbox', false]]);
  const first = await trade.call('listDispatches', { query: { limit: '1' } });
  assert.equal(first['total'], 2);
  const second = await trade.call('listDispatches', { query: { limit: '1', cursor: String(first['next_cursor']) } });
  assert.deepEqual([first, second].flatMap((page) => (page.items ?? []).map((row) => row['customer_number'])).sort(), ['C-5', 'D-4']);
});

test('what is sent again to another address is no longer missing', async () => {
  const undelivered = async (): Promise<readonly Wire[]> => (await trade.call('listDispatches', { query: { status: 'undelivered' } })).items ?? [];
  const missing = (await undelivered()).find((row) => row['customer_number'] === 'D-4');
  await send(mailing, String(missing?.['document_id']), 'found@customer.example');
  assert.deepEqual((await undelivered()).map((row) => row['customer_number']).sort(), ['C-4', 'C-5']);
});

test('what was voided goes out no more: neither anew, nor again, nor what waited for the mail server', async () => {
  const documentId = await issued('C-7');
  const { dispatch_id: waiting } = await send(mailing, documentId);
  await trade.call('voidInvoice', { params: { document_id: documentId }, body: { reason: 'typed wrong' } });
  await attempt(mailing, waiting);
  assert.deepEqual((await dispatchesOf(documentId)).map((one) => [one['status'], one['last_error']]), [['failed', 'The document was voided before it was sent.']]);
  await assert.rejects(send(mailing, documentId), { code: 'document.voided' });
  await assert.rejects(trade.call('retryDispatch', { params: { dispatch_id: waiting } }), { code: 'document.voided' });
  // It need not arrive, so nobody has to see to it.
  assert.ok(((await trade.call('listDispatches', { query: { status: 'undelivered' } })).items ?? []).every((row) => row['document_id'] !== documentId));
});
