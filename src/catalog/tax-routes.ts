// Routes of tax: rates by jurisdiction and day, registrations of legal entities, and what would be decided for a supply.

import { z } from 'zod';
import { refuse } from '#kernel/refusal.ts';
import { command } from '#platform/command.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { route, type Route } from '#platform/http/route.ts';
import { decimalText, instant, listOf, localDate, reason, shortText } from '#platform/http/schemas.ts';
import { loadExemptions, loadShipTos, requireCustomerNamed } from '#customers/index.ts';
import { listRegistrations, listTaxRates, loadTaxFacts } from './queries.ts';
import { endTaxRegistration, recordTaxRate, recordTaxRegistration } from './record-tax.ts';
import { decideTax, taxClasses } from './tax.ts';

const tag = 'Tax';
const taxClass = z.enum(taxClasses);
const jurisdiction = z.string().max(6).meta({ description: 'ISO 3166 country, or country and region: DE, US-CA', examples: ['NL'] });
const entityParams = z.strictObject({ entity_id: z.coerce.number().int().min(1).max(100_000) });
const jurisdictionParams = z.strictObject({ ...entityParams.shape, jurisdiction });

export const taxRoutes: readonly Route[] = [
  route({
    operation: 'listTaxRates', method: 'GET', path: '/v1/tax-rates', tag, summary: 'Tax rates by jurisdiction, class and day', permission: 'catalog.read', query: z.strictObject({ jurisdiction: z.string().max(10).optional() }),
    answer: listOf(z.object({ jurisdiction: z.string(), tax_class: taxClass, valid_from: localDate, rate: z.string(), name: z.string(), recorded_at: instant })),
    handle: ({ platform, ctx, query }) => inReadOnly(platform.database, ctx, async (tx) => ({ items: await listTaxRates(tx, query.jurisdiction === undefined ? undefined : [query.jurisdiction]), nextCursor: null })),
  }),
  route({
    operation: 'createTaxRate', method: 'POST', path: '/v1/tax-rates', tag, summary: 'Add a tax rate from a day on', permission: 'catalog.write', status: 201,
    body: z.strictObject({ jurisdiction, tax_class: taxClass, valid_from: localDate, rate: decimalText, name: shortText }),
    answer: z.object({ jurisdiction: z.string(), tax_class: taxClass, valid_from: localDate, rate: z.string(), name: z.string() }),
    handle: ({ platform, ctx, key, dryRun, body }) => command(platform.database, ctx, { name: 'tax_rate.create', permission: 'catalog.write', key, dryRun, input: body }, recordTaxRate),
  }),
  route({
    operation: 'listTaxRegistrations', method: 'GET', path: '/v1/entities/{entity_id}/tax-registrations', tag, summary: 'Where a legal entity is registered to charge tax', permission: 'catalog.read', params: entityParams,
    answer: listOf(z.object({ jurisdiction: z.string(), number: z.string(), valid_from: localDate, valid_to: localDate.nullable() })),
    handle: ({ platform, ctx, params: { entityId } }) => inReadOnly(platform.database, ctx, async (tx) => ({ items: await listRegistrations(tx, entityId), nextCursor: null })),
  }),
  route({
    operation: 'addTaxRegistration', method: 'POST', path: '/v1/entities/{entity_id}/tax-registrations', tag, summary: 'Register a legal entity for tax from a day on', permission: 'org.manage', status: 201,
    params: entityParams, body: z.strictObject({ jurisdiction, number: shortText, valid_from: localDate, valid_to: localDate.nullable().default(null) }), answer: z.object({ jurisdiction: z.string() }),
    handle: ({ platform, ctx, key, dryRun, params, body }) =>
      command(platform.database, ctx, { name: 'tax_registration.add', permission: 'org.manage', key, dryRun, input: { ...body, ...params } }, recordTaxRegistration),
  }),
  route({
    operation: 'endTaxRegistration', method: 'POST', path: '/v1/entities/{entity_id}/tax-registrations/{jurisdiction}/end', tag, summary: 'End a registration after its last day', permission: 'org.manage',
    params: jurisdictionParams, body: z.strictObject({ last_day: localDate, reason }), answer: z.object({ jurisdiction: z.string() }),
    handle: ({ platform, ctx, key, dryRun, params, body }) =>
      command(platform.database, ctx, { name: 'tax_registration.end', permission: 'org.manage', key, dryRun, input: { ...body, ...params } }, endTaxRegistration),
  }),
  route({
    operation: 'decideTax', method: 'GET', path: '/v1/tax/decide', tag, summary: 'The tax of a supply to a customer on a day, with its reason', permission: 'catalog.read',
    query: z.strictObject({
      customer: z.string().min(1).max(60), entity_id: z.coerce.number().int().min(1).default(1), ship_to: z.string().max(30).optional(), tax_class: taxClass.default('standard'),
      supply: z.enum(['goods', 'service']).default('goods'), on: localDate,
    }),
    answer: z.object({ jurisdiction: z.string().nullable(), category: z.string().nullable(), rate: z.string().nullable(), reason: z.string().nullable(), undecidable: z.string().nullable() }),
    handle: ({ platform, ctx, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const customer = await requireCustomerNamed(tx, query.customer);
      const { seller, rates } = await loadTaxFacts(tx, query.entityId);
      const shipTos = (await loadShipTos(tx, [customer.customerId])).get(customer.customerId) ?? [];
      const place = query.shipTo === undefined ? customer : (shipTos.find((shipTo) => shipTo.code === query.shipTo) ?? refuse('ship_to.unknown', `the customer has no address ${query.shipTo}`, { field: 'ship_to', value: query.shipTo }));
      const exemption = (await loadExemptions(tx, [customer.customerId], query.on)).get(customer.customerId) ?? [];
      const { taxClass: ofClass, supply, on } = query;
      const decided = decideTax({ seller, rates, customer, exemption, on, supply, taxClass: ofClass, shipTo: { country: place.country, region: place.region } });
      return 'undecidable' in decided ? { jurisdiction: null, category: null, rate: null, reason: null, ...decided } : { ...decided, undecidable: null };
    }),
  }),
];
