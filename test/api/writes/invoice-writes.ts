// Writes of drafts, invoices, corrections, sending and billing.

import { draftOf, reason, today, type World, type WriteCases } from './world.ts';

async function dispatch(world: World): Promise<string> {
  const documentId = await world.invoice(await world.customer());
  return String((await world.send(`/v1/invoices/${documentId}/send`, { to: 'clerk@customer.example' }))['dispatch_id']);
}

export const invoiceWrites: WriteCases = {
  async saveInvoice(world) {
    const customer = await world.customer();
    return { body: draftOf(customer), other: { body: draftOf(customer, '11.00') } };
  },
  async replaceInvoice(world) {
    const customer = await world.customer();
    const params = { document_id: await world.draft(customer) };
    return { params, body: { ...draftOf(customer, '12.00'), version: 1 }, other: { params, body: { ...draftOf(customer, '13.00'), version: 1 } } };
  },
  async deleteInvoice(world) {
    const customer = await world.customer();
    return { params: { document_id: await world.draft(customer) }, other: { params: { document_id: await world.draft(customer) } } };
  },
  async issueInvoice(world) {
    const params = { document_id: await world.draft(await world.customer()) };
    return { params, body: {}, other: { params, body: { release_reason: reason } } };
  },
  async startIssueRun(world) {
    const customer = await world.customer();
    const ids = [await world.draft(customer), await world.draft(customer)];
    return { body: { document_ids: ids }, other: { body: { document_ids: ids.slice(1) } } };
  },
  async creditInvoice(world) {
    const params = { document_id: await world.invoice(await world.customer()) };
    const body = { reason_code: 'price', reason, lines: [{ line_no: 1, amount: { amount: '1.00', currency: 'EUR' } }] };
    return { params, body, other: { params, body: { ...body, lines: [{ line_no: 1, amount: { amount: '2.00', currency: 'EUR' } }] } } };
  },
  async voidInvoice(world) {
    const params = { document_id: await world.invoice(await world.customer()) };
    return { params, body: { reason }, other: { params, body: { reason: 'for another reason' } } };
  },
  async sendInvoice(world) {
    const params = { document_id: await world.invoice(await world.customer()) };
    return { params, body: { to: 'clerk@customer.example' }, other: { params, body: { to: 'other@customer.example' } } };
  },
  async retryDispatch(world) {
    const [first, second] = [await dispatch(world), await dispatch(world)];
    for (const id of [first, second]) await world.send(`/v1/dispatches/${id}/mark`, { status: 'bounced', reason });
    return { params: { dispatch_id: first }, other: { params: { dispatch_id: second } } };
  },
  async markDispatch(world) {
    const params = { dispatch_id: await dispatch(world) };
    return { params, body: { status: 'sent' }, other: { params, body: { status: 'bounced' } } };
  },
  startBillRun: () => ({ body: { through: '2019-12-31', issued_on: today }, other: { body: { through: '2019-11-30', issued_on: today } } }),
};
