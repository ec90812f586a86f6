// Routes of customers: the list, one customer, creating, changing, holding and releasing.

import { z } from 'zod';
import type { Context } from '#platform/context.ts';
import { command } from '#platform/command.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { route, type Route } from '#platform/http/route.ts';
import { asOfQuery, listOf, pageQuery, reason } from '#platform/http/schemas.ts';
import { changeCustomer } from './change-customer.ts';
import { createCustomer } from './create-customer.ts';
import type { Customer } from './customer.ts';
import { holdCustomer, moveCustomers, releaseCustomer, statusOf } from './hold-customer.ts';
import { readLate } from './late-queries.ts';
import { listCustomers, momentOf } from './list-customers.ts';
import { controlAccounts } from './account-queries.ts';
import type { CustomerFilter } from './list-queries.ts';
import { partRoutes } from './part-routes.ts';
import { requireCustomerNamed, showCustomer } from './show-customer.ts';
import { termsRoutes } from './terms-routes.ts';
import { idsOfCustomers } from './total-queries.ts';
import { bulkBody, customerAnswer, customerChange, customerParams, customerRow, listFilter, listSort, mark, newCustomer } from './wire.ts';

const tag = 'Customers';

export const customerRoutes: readonly Route[] = [
  route({
    operation: 'listCustomers', method: 'GET', path: '/v1/customers', tag, summary: 'Customers with what they owe and how old it is', permission: 'customer.read',
    query: z.strictObject({ ...pageQuery, ...asOfQuery, ...listFilter, sort: listSort }), answer: listOf(customerRow),
    handle: ({ platform, ctx, query: { cursor, limit, asOf, knownAt, sort, ...filter } }) =>
      inReadOnly(platform.database, ctx, (tx) => listCustomers(tx, ctx, { filter, sort, asOf, knownAt, cursor, limit })),
  }),
  route({
    operation: 'createCustomer', method: 'POST', path: '/v1/customers', tag, summary: 'Create a customer', permission: 'customer.write', status: 201, body: newCustomer, answer: mark,
    handle: ({ platform, ctx, key, dryRun, body }) =>
      command(platform.database, ctx, { name: 'customer.create', permission: 'customer.write', key, dryRun, input: body }, async (tx, inner, input) => markOf(await createCustomer(tx, inner, input))),
  }),
  route({
    operation: 'getCustomer', method: 'GET', path: '/v1/customers/{customer}', tag, summary: 'A customer with its versions, people, addresses and open items', permission: 'customer.read',
    params: customerParams, query: z.strictObject(asOfQuery), answer: customerAnswer,
    handle: ({ platform, ctx, params, query }) => inReadOnly(platform.database, ctx, (tx) => showCustomer(tx, ctx, params.customer, query)),
  }),
  route({
    operation: 'changeCustomer', method: 'POST', path: '/v1/customers/{customer}/versions', tag, summary: 'Change a customer from a day on; documents keep the version they have', permission: 'customer.write',
    status: 201, params: customerParams, body: customerChange, answer: mark,
    handle: ({ platform, ctx, key, dryRun, params, body }) =>
      command(platform.database, ctx, { name: 'customer.change', permission: 'customer.write', key, dryRun, input: { ...body, customer: params.customer } }, async (tx, inner, { customer, ...change }) =>
        markOf(await changeCustomer(tx, inner, { ...change, customerId: await idOf(tx, customer) }))),
  }),
  moveRoute('holdCustomer', 'hold', 'Put a customer on hold', holdCustomer),
  moveRoute('releaseCustomer', 'release', 'Release a customer from its hold', releaseCustomer),
  bulkRoute('holdCustomers', 'hold', 'Put many customers on hold'),
  bulkRoute('releaseCustomers', 'release', 'Release many customers from their holds'),
  ...partRoutes,
  ...termsRoutes,
];

function moveRoute(operation: string, verb: 'hold' | 'release', summary: string, move: (tx: Tx, ctx: Context, input: { customerId: string; reason: string }) => Promise<Customer>): Route {
  return route({
    operation, method: 'POST', path: `/v1/customers/{customer}/${verb}`, tag, summary, permission: 'customer.write', params: customerParams, body: z.strictObject({ reason }), answer: mark,
    handle: ({ platform, ctx, key, dryRun, params, body }) =>
      command(platform.database, ctx, { name: `customer.${verb}`, permission: 'customer.write', key, dryRun, input: { ...body, customer: params.customer } }, async (tx, inner, input) =>
        markOf(await move(tx, inner, { customerId: await idOf(tx, input.customer), reason: input.reason }))),
  });
}

/** Acts on the customers named, or on all that a filter of the list holds but for some. */
function bulkRoute(operation: string, verb: 'hold' | 'release', summary: string): Route {
  return route({
    operation, method: 'POST', path: `/v1/customers/${verb}`, tag, summary, permission: 'customer.write', body: bulkBody, answer: z.object({ changed: z.int(), skipped: z.int() }),
    handle: ({ platform, ctx, key, dryRun, body }) =>
      command(platform.database, ctx, { name: `customers.${verb}`, permission: 'customer.write', key, dryRun, input: body }, async (tx, inner, input) => {
        const customerIds = 'ids' in input ? input.ids : await chosenCustomers(tx, inner, input);
        return moveCustomers(tx, inner, { customerIds, reason: input.reason ?? `${verb === 'hold' ? 'Held' : 'Released'} in the customer list by ${inner.actor.name}`, verb });
      }),
  });
}

async function chosenCustomers(tx: Tx, ctx: Context, input: { filter: CustomerFilter & { asOf?: string | undefined; knownAt?: string | undefined }; except: readonly string[] }): Promise<string[]> {
  const { asOf, knownAt, ...filter } = input.filter;
  const { at, present } = await momentOf(tx, ctx, { asOf, knownAt });
  const accounts = await controlAccounts(tx);
  return idsOfCustomers(tx, { filter, accounts, at, late: present ? await readLate(tx, accounts.receivable, at.day) : null }, input.except);
}

/** What a write answers: enough to show where the customer stands now. */
function markOf(customer: Customer): { id: string; number: string; version: number; status: string } {
  return { id: customer.customerId, number: customer.number, version: customer.version, status: statusOf(customer) };
}

async function idOf(tx: Tx, named: string): Promise<string> {
  return (await requireCustomerNamed(tx, named)).customerId;
}
