// Routes of the organisation and its legal entities: names, addresses, chart of accounts, months of the books.

import { z } from 'zod';
import { command } from '#platform/command.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { route, type Route } from '#platform/http/route.ts';
import { listOf, reason, shortText } from '#platform/http/schemas.ts';
import { findOrg, listEntities } from '#platform/organisation-store.ts';
import { listAccounts } from '#ledger/account-store.ts';
import { listPeriods } from '#ledger/period-store.ts';
import { addAccount, changePeriod } from './books.ts';
import { addEntity, changeEntity, requireEntity } from './change-entity.ts';
import { renameOrganisation } from './rename-organisation.ts';
import { accountAnswer, entityAnswer, entityChange, newEntity, periodAnswer } from './wire.ts';

const tag = 'Company';
const params = z.strictObject({ entity_id: z.coerce.number().int().min(1).max(100_000) });
const monthParams = z.strictObject({ ...params.shape, month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month as YYYY-MM is needed') });
const monthAnswer = z.object({ entity_id: z.int(), month: z.string(), status: z.enum(['open', 'closed']) });

export const organisationRoutes: readonly Route[] = [
  route({
    operation: 'getOrganisation', method: 'GET', path: '/v1/organisation', tag, summary: 'The organisation you work in', permission: 'report.read',
    answer: z.object({ org_id: z.string(), name: z.string(), sample: z.boolean(), created_at: z.string() }),
    handle: ({ platform, ctx }) => inReadOnly(platform.database, ctx, findOrg),
  }),
  route({
    operation: 'renameOrganisation', method: 'PUT', path: '/v1/organisation', tag, summary: 'Rename the organisation', permission: 'org.manage',
    body: z.strictObject({ name: shortText }), answer: z.object({ org_id: z.string(), name: z.string() }),
    handle: ({ platform, ctx, key, dryRun, body }) =>
      command(platform.database, ctx, { name: 'organisation.rename', permission: 'org.manage', key, dryRun, input: body }, renameOrganisation),
  }),
  route({
    operation: 'listEntities', method: 'GET', path: '/v1/entities', tag, summary: 'Legal entities', permission: 'report.read', answer: listOf(entityAnswer),
    handle: async ({ platform, ctx }) => ({ items: await inReadOnly(platform.database, ctx, listEntities), nextCursor: null }),
  }),
  route({
    operation: 'addEntity', method: 'POST', path: '/v1/entities', tag, summary: 'Add a legal entity with books of its own', permission: 'org.manage', status: 201,
    body: newEntity, answer: z.object({ entity_id: z.int() }),
    handle: ({ platform, ctx, key, dryRun, body }) => command(platform.database, ctx, { name: 'entity.add', permission: 'org.manage', key, dryRun, input: body }, addEntity),
  }),
  route({
    operation: 'getEntity', method: 'GET', path: '/v1/entities/{entity_id}', tag, summary: 'A legal entity as it is now', permission: 'report.read', params, answer: entityAnswer,
    handle: ({ platform, ctx, params: { entityId } }) => inReadOnly(platform.database, ctx, (tx) => requireEntity(tx, entityId)),
  }),
  route({
    operation: 'changeEntity', method: 'POST', path: '/v1/entities/{entity_id}/versions', tag, summary: 'Change what an entity says of itself; issued documents keep the version they were issued with',
    permission: 'org.manage', status: 201, params, body: entityChange, answer: z.object({ entity_id: z.int(), version: z.int() }),
    handle: ({ platform, ctx, key, dryRun, params: { entityId }, body }) =>
      command(platform.database, ctx, { name: 'entity.change', permission: 'org.manage', key, dryRun, input: { ...body, entityId } }, changeEntity),
  }),
  route({
    operation: 'listAccounts', method: 'GET', path: '/v1/entities/{entity_id}/accounts', tag, summary: 'Chart of accounts', permission: 'ledger.read', params, answer: listOf(accountAnswer),
    handle: async ({ platform, ctx, params: { entityId } }) => inReadOnly(platform.database, ctx, async (tx) => {
      await requireEntity(tx, entityId);
      return { items: await listAccounts(tx, entityId), nextCursor: null };
    }),
  }),
  route({
    operation: 'addAccount', method: 'POST', path: '/v1/entities/{entity_id}/accounts', tag, summary: 'Add an account to the chart', permission: 'org.manage', status: 201, params,
    body: z.strictObject({
      code: z.string().regex(/^[A-Za-z0-9.-]{1,20}$/, 'a code of letters, digits, dots and dashes is needed'), name: shortText,
      type: z.enum(['asset', 'liability', 'equity', 'income', 'expense']), control: z.enum(['bank', 'clearing']).nullish(),
    }),
    answer: z.object({ account_id: z.int(), code: z.string() }),
    handle: ({ platform, ctx, key, dryRun, params: { entityId }, body }) =>
      command(platform.database, ctx, { name: 'account.add', permission: 'org.manage', key, dryRun, input: { ...body, entityId } }, addAccount),
  }),
  route({
    operation: 'listPeriods', method: 'GET', path: '/v1/entities/{entity_id}/periods', tag, summary: 'Months that were closed or opened again; any other month is open', permission: 'ledger.read', params,
    answer: listOf(periodAnswer),
    handle: async ({ platform, ctx, params: { entityId } }) => inReadOnly(platform.database, ctx, async (tx) => {
      await requireEntity(tx, entityId);
      return { items: await listPeriods(tx, entityId), nextCursor: null };
    }),
  }),
  periodRoute('closePeriod', 'close', 'closed', 'Close a month: nothing is posted in it any more'),
  periodRoute('reopenPeriod', 'reopen', 'open', 'Open a closed month again'),
];

function periodRoute(operation: string, verb: 'close' | 'reopen', status: 'open' | 'closed', summary: string): Route {
  return route({
    operation, method: 'POST', path: `/v1/entities/{entity_id}/periods/{month}/${verb}`, tag, summary, permission: 'ledger.close', params: monthParams,
    body: z.strictObject({ reason }), answer: monthAnswer,
    handle: ({ platform, ctx, key, dryRun, params: { entityId, month }, body }) =>
      command(platform.database, ctx, { name: `period.${verb}`, permission: 'ledger.close', key, dryRun, input: { entityId, month: `${month}-01`, status, reason: body.reason } }, changePeriod),
  });
}
