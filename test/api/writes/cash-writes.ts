// Writes of money in: bank accounts, statements, receipts, and what is applied to what.

import assert from 'node:assert/strict';
import { eur, reason, today, type Json, type World, type WriteCases } from './world.ts';

const table = { date: 'Date', date_format: 'YYYY-MM-DD', decimal_mark: 'point', amount: 'Amount', text: 'Text' };
const onDay = { reason, on: today };

/** A receipt of a known customer that has an invoice of the same amount. */
async function paid(world: World): Promise<{ customerId: string; documentId: string; receiptId: string }> {
  const customerId = await world.customer();
  const documentId = await world.invoice(customerId, '100.00');
  return { customerId, documentId, receiptId: await world.receipt('50.00', customerId) };
}

async function application(world: World): Promise<string> {
  const { documentId, receiptId } = await paid(world);
  await world.send(`/v1/receipts/${receiptId}/applications`, { lines: [{ document_id: documentId, cash: eur('50.00') }], applied_on: today });
  const [applied] = (await world.get(`/v1/applications?source_id=${receiptId}`))['items'] as { application_id: string }[];
  assert.ok(applied !== undefined, 'the receipt is applied');
  return applied.application_id;
}

/** Two invoices of one amount, and a receipt of it: the matcher proposes and leaves it to a person. */
async function proposal(world: World): Promise<string> {
  const customerId = await world.customer();
  await world.invoice(customerId, '100.00');
  await world.invoice(customerId, '100.00');
  const receiptId = await world.receipt('100.00', customerId);
  await world.finish(await world.send('/v1/cash-runs', {}));
  const { proposal: made } = await world.get(`/v1/receipts/${receiptId}`);
  return String((made as Json | null)?.['match_id']);
}

/** A credit note of which nothing is used, since its invoice is paid, and an invoice to use it for. */
async function openCredit(world: World): Promise<{ credit: string; documentId: string }> {
  const customerId = await world.customer();
  const first = await world.invoice(customerId, '100.00');
  const receiptId = await world.receipt('100.00', customerId);
  await world.send(`/v1/receipts/${receiptId}/applications`, { lines: [{ document_id: first, cash: eur('100.00') }], applied_on: today });
  const credit = await world.send(`/v1/invoices/${first}/credit`, { reason_code: 'return', reason });
  return { credit: String(credit['document_id']), documentId: await world.invoice(customerId, '100.00') };
}

/** Asked for by the specialist, so that the administrator is another person. */
async function refund(world: World): Promise<{ refund_id: string }> {
  const receiptId = await world.receipt('40.00', await world.customer());
  const asked = await world.app.ask(`/v1/receipts/${receiptId}/refunds`, { method: 'POST', key: world.app.keys.specialist, body: onDay });
  assert.deepEqual([asked.status, asked.body['status']], [201, 'requested'], asked.text);
  return { refund_id: String(asked.body['refund_id']) };
}

export const cashWrites: WriteCases = {
  openBankAccount(world) {
    const body = { name: `Bank ${world.next()}`, account: `US770001${world.next()}`, currency: 'USD' };
    return { body, other: { body: { ...body, account: `US770001${world.next()}` } } };
  },
  async recordOpeningBalance(world) {
    const account = await world.send('/v1/bank-accounts', { name: `Bank ${world.next()}`, account: `US770002${world.next()}`, currency: 'USD' });
    const params = { bank_account_id: String(account['bank_account_id']) };
    const body = { opening: { amount: '100.00', currency: 'USD' }, opened_on: '2026-01-01', reason };
    return { params, body, other: { params, body: { ...body, opening: { amount: '-5.00', currency: 'USD' } } } };
  },
  importBankStatement: (world) => ({ body: `a statement ${world.next()}`, other: { body: `a statement ${world.next()}` } }),
  keepBankTableMapping(world) {
    const params = { name: `Bank ${world.next()}` };
    return { params, body: table, other: { params, body: { ...table, amount: 'Sum' } } };
  },
  async decideBankLine(world) {
    const params = { bank_line_id: await world.bankLine() };
    const body = { decision: 'not_a_receipt', kind: 'interest', reason, decided_on: today };
    return { params, body, other: { params, body: { ...body, kind: 'other' } } };
  },
  recordReceipt(world) {
    const body = { method: 'cheque', received_on: today, amount: eur(`${world.next()}.00`), payer_name: 'Somebody' };
    return { body, other: { body: { ...body, payer_name: 'Nobody' } } };
  },
  startCashRun: () => ({ body: { through: today }, other: { body: { through: '2026-03-01' } } }),
  async applyReceipt(world) {
    const { documentId, receiptId } = await paid(world);
    const bodyOf = (cash: string): Json => ({ lines: [{ document_id: documentId, cash: eur(cash) }], applied_on: today });
    return { params: { receipt_id: receiptId }, body: bodyOf('20.00'), other: { params: { receipt_id: receiptId }, body: bodyOf('10.00') } };
  },
  async identifyReceipt(world) {
    const params = { receipt_id: await world.receipt('30.00') };
    return { params, body: { customer_id: await world.customer(), ...onDay }, other: { params, body: { customer_id: await world.customer(), ...onDay } } };
  },
  async unidentifyReceipt(world) {
    const params = { receipt_id: await world.receipt('30.00', await world.customer()) };
    return { params, body: onDay, other: { params, body: { ...onDay, reason: 'for another reason' } } };
  },
  async keepReceiptOnAccount(world) {
    const customerId = await world.customer();
    const params = { receipt_id: await world.receipt('30.00', customerId) };
    return { params, body: { customer_id: customerId, ...onDay }, other: { params, body: { customer_id: customerId, ...onDay, reason: 'for another reason' } } };
  },
  async releaseReceipt(world) {
    const customerId = await world.customer();
    const params = { receipt_id: await world.receipt('30.00', customerId) };
    await world.send(`/v1/receipts/${params.receipt_id}/on-account`, { customer_id: customerId, ...onDay });
    return { params, body: { reason }, other: { params, body: { reason: 'for another reason' } } };
  },
  async splitReceipt(world) {
    const params = { receipt_id: await world.receipt('30.00') };
    const [one, two] = [await world.customer(), await world.customer()];
    const bodyOf = (amount: string): Json => ({ parts: [{ customer_id: one, amount: eur(amount) }, { customer_id: two, amount: eur('10.00') }], ...onDay });
    return { params, body: bodyOf('20.00'), other: { params, body: bodyOf('15.00') } };
  },
  async noteReceipt(world) {
    const params = { receipt_id: await world.receipt('30.00') };
    return { params, body: { text: 'Asked by phone' }, other: { params, body: { text: 'Asked by letter' } } };
  },
  async reverseReceipt(world) {
    const params = { receipt_id: await world.receipt('30.00', await world.customer()) };
    return { params, body: { reversed_on: today, reason }, other: { params, body: { reversed_on: today, reason: 'for another reason' } } };
  },
  async requestRefund(world) {
    const params = { receipt_id: await world.receipt('30.00', await world.customer()) };
    return { params, body: onDay, other: { params, body: { ...onDay, amount: eur('10.00') } } };
  },
  async approveRefund(world) {
    const params = await refund(world);
    return { params, body: { on: today }, other: { params, body: { on: '2026-03-03' } } };
  },
  async rejectRefund(world) {
    const params = await refund(world);
    return { params, body: { reason }, other: { params, body: { reason: 'for another reason' } } };
  },
  async takeRefundBack(world) {
    const params = await refund(world);
    await world.send(`/v1/refunds/${params.refund_id}/approve`, { on: today });
    return { params, body: onDay, other: { params, body: { ...onDay, reason: 'for another reason' } } };
  },
  async unapply(world) {
    const params = { application_id: await application(world) };
    return { params, body: { reason, unapplied_on: today, wrong_match: false }, other: { params, body: { reason, unapplied_on: today, wrong_match: true } } };
  },
  async unapplyMany(world) {
    const body = { application_ids: [await application(world), await application(world)], reason, unapplied_on: today, wrong_match: false };
    return { body, other: { body: { ...body, wrong_match: true } } };
  },
  async acceptMatch(world) {
    const params = { match_id: await proposal(world) };
    return { params, body: { applied_on: today }, other: { params, body: { applied_on: '2026-03-03' } } };
  },
  async rejectMatch(world) {
    const params = { match_id: await proposal(world) };
    return { params, body: { reason }, other: { params, body: { reason: 'for another reason' } } };
  },
  async applyCreditNote(world) {
    const { credit, documentId } = await openCredit(world);
    const bodyOf = (amount: string): Json => ({ lines: [{ document_id: documentId, amount: eur(amount) }], reason, applied_on: today });
    return { params: { document_id: credit }, body: bodyOf('20.00'), other: { params: { document_id: credit }, body: bodyOf('10.00') } };
  },
};
