// Routes of what belongs to a customer: ship-to addresses, contacts, bank accounts, exemption certificates.

import { z } from 'zod';
import { command } from '#platform/command.ts';
import { route, type Route } from '#platform/http/route.ts';
import { id, reason } from '#platform/http/schemas.ts';
import { giveBankAccount, maskAccount, normaliseAccount } from './bank-account.ts';
import { addContact, changeContact, removeContact } from './contact.ts';
import { recordExemption, revokeExemption } from './exemption.ts';
import { setShipTo } from './ship-to.ts';
import { requireCustomerNamed } from './show-customer.ts';
import { contactBody, contactChange, customerParams, exemptionBody, shipToBody } from './wire.ts';

const tag = 'Customers';
const permission = 'customer.write';
const contactParams = z.strictObject({ ...customerParams.shape, contact_id: id });
const contactMark = z.object({ id });

export const partRoutes: readonly Route[] = [
  route({
    operation: 'setShipTo', method: 'PUT', path: '/v1/customers/{customer}/ship-tos/{code}', tag, summary: 'Add an address that goods go to, or change it from a day on', permission,
    params: z.strictObject({ ...customerParams.shape, code: z.string().min(1).max(30) }), body: shipToBody, answer: z.object({ code: z.string(), version: z.int() }),
    handle: ({ platform, ctx, key, dryRun, params, body }) =>
      command(platform.database, ctx, { name: 'customer.ship_to', permission, key, dryRun, input: { ...body, ...params } }, async (tx, inner, { customer, ...input }) => {
        const { customerId } = await requireCustomerNamed(tx, customer);
        const { code, version } = await setShipTo(tx, inner, { ...input, customerId });
        return { code, version };
      }),
  }),
  route({
    operation: 'addContact', method: 'POST', path: '/v1/customers/{customer}/contacts', tag, summary: 'Add a person of the customer', permission, status: 201, params: customerParams, body: contactBody,
    answer: contactMark,
    handle: ({ platform, ctx, key, dryRun, params, body }) =>
      command(platform.database, ctx, { name: 'customer.contact_add', permission, key, dryRun, input: { ...body, ...params } }, async (tx, inner, { customer, ...input }) => {
        const { customerId } = await requireCustomerNamed(tx, customer);
        return { id: (await addContact(tx, inner, { ...input, customerId })).contactId };
      }),
  }),
  route({
    operation: 'changeContact', method: 'PATCH', path: '/v1/customers/{customer}/contacts/{contact_id}', tag, summary: 'Change a person of the customer', permission, params: contactParams,
    body: contactChange, answer: contactMark,
    handle: ({ platform, ctx, key, dryRun, params, body }) =>
      command(platform.database, ctx, { name: 'customer.contact_change', permission, key, dryRun, input: { ...body, ...params } }, async (tx, inner, { customer, ...input }) => {
        const { customerId } = await requireCustomerNamed(tx, customer);
        return { id: (await changeContact(tx, inner, { ...input, customerId })).contactId };
      }),
  }),
  route({
    operation: 'removeContact', method: 'DELETE', path: '/v1/customers/{customer}/contacts/{contact_id}', tag, summary: 'Remove a person of the customer', permission, params: contactParams, answer: contactMark,
    handle: ({ platform, ctx, key, dryRun, params }) =>
      command(platform.database, ctx, { name: 'customer.contact_remove', permission, key, dryRun, input: params }, async (tx, inner, { customer, contactId }) => {
        const { customerId } = await requireCustomerNamed(tx, customer);
        return { id: (await removeContact(tx, inner, { customerId, contactId })).contactId };
      }),
  }),
  route({
    operation: 'addBankAccount', method: 'POST', path: '/v1/customers/{customer}/bank-accounts', tag, summary: 'Note an account that the customer pays from', permission, status: 201, params: customerParams,
    body: z.strictObject({ account: z.string().min(4).max(60) }), answer: z.object({ account: z.string(), confirmations: z.int() }),
    handle: ({ platform, ctx, key, dryRun, params, body }) =>
      command(platform.database, ctx, { name: 'customer.bank_account', permission, key, dryRun, input: { ...body, ...params } }, async (tx, inner, { customer, account }) => {
        const { customerId } = await requireCustomerNamed(tx, customer);
        const { confirmations } = await giveBankAccount(tx, inner, { customerId, account });
        return { account: maskAccount(normaliseAccount(account) ?? ''), confirmations };
      }),
  }),
  route({
    operation: 'recordExemption', method: 'POST', path: '/v1/customers/{customer}/exemptions', tag, summary: 'Record an exemption certificate', permission, status: 201, params: customerParams,
    body: exemptionBody, answer: z.object({ exemption_id: id }),
    handle: ({ platform, ctx, key, dryRun, params, body }) =>
      command(platform.database, ctx, { name: 'customer.exemption', permission, key, dryRun, input: { ...body, ...params } }, async (tx, inner, { customer, ...input }) => {
        const { customerId } = await requireCustomerNamed(tx, customer);
        return recordExemption(tx, inner, { ...input, customerId });
      }),
  }),
  route({
    operation: 'revokeExemption', method: 'POST', path: '/v1/customers/{customer}/exemptions/{exemption_id}/revoke', tag, summary: 'Revoke an exemption certificate', permission,
    params: z.strictObject({ ...customerParams.shape, exemption_id: id }), body: z.strictObject({ reason }), answer: z.object({ exemption_id: id }),
    handle: ({ platform, ctx, key, dryRun, params, body }) =>
      command(platform.database, ctx, { name: 'customer.exemption_revoke', permission, key, dryRun, input: { ...body, ...params } }, async (tx, inner, { customer, ...input }) => {
        const { customerId } = await requireCustomerNamed(tx, customer);
        return revokeExemption(tx, inner, { ...input, customerId });
      }),
  }),
];
