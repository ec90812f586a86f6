// Routes of payment terms: what there is, what a rule makes of a day and an amount, and new versions.

import { z } from 'zod';
import { fromWire } from '#kernel/money.ts';
import { refuse } from '#kernel/refusal.ts';
import { command } from '#platform/command.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { route, type Route } from '#platform/http/route.ts';
import { amountText, currency, listOf, localDate } from '#platform/http/schemas.ts';
import { loadHolidays } from './holidays.ts';
import { listTermsVersions, loadTerms, type Terms } from './queries.ts';
import { setTerms } from './set-terms.ts';
import { computeSchedule } from './terms.ts';
import { termsText } from './terms-text.ts';
import { termsAnswer, termsBody } from './wire.ts';

const tag = 'Payment terms';
const params = z.strictObject({ terms_code: z.string().min(1).max(30) });

export const termsRoutes: readonly Route[] = [
  route({
    operation: 'listTerms', method: 'GET', path: '/v1/terms', tag, summary: 'Payment terms as they are now', permission: 'customer.read', answer: listOf(termsAnswer),
    handle: async ({ platform, ctx }) => ({ items: [...(await inReadOnly(platform.database, ctx, (tx) => loadTerms(tx))).values()].map(shown), nextCursor: null }),
  }),
  route({
    operation: 'listTermsVersions', method: 'GET', path: '/v1/terms/{terms_code}/versions', tag, summary: 'Every version of payment terms', permission: 'customer.read', params, answer: listOf(termsAnswer),
    handle: ({ platform, ctx, params: { termsCode } }) => inReadOnly(platform.database, ctx, async (tx) => ({ items: (await listTermsVersions(tx, termsCode)).map(shown), nextCursor: null })),
  }),
  route({
    operation: 'setTerms', method: 'PUT', path: '/v1/terms/{terms_code}', tag, summary: 'Add payment terms, or their next version', permission: 'customer.write', params, body: termsBody,
    answer: z.object({ terms_code: z.string(), version: z.int() }),
    handle: ({ platform, ctx, key, dryRun, params: { termsCode }, body }) =>
      command(platform.database, ctx, { name: 'terms.set', permission: 'customer.write', key, dryRun, input: { ...body, termsCode } }, async (tx, inner, input) => {
        const { version } = await setTerms(tx, inner, input);
        return { termsCode, version };
      }),
  }),
  route({
    operation: 'previewTerms', method: 'GET', path: '/v1/terms/{terms_code}/schedule', tag, summary: 'What payment terms make of a day and an amount', permission: 'customer.read', params,
    query: z.strictObject({ issued_on: localDate, amount: amountText, currency }),
    answer: z.looseObject({ due_on: z.string(), discount: z.looseObject({}).nullable(), instalments: z.array(z.looseObject({})) }),
    handle: ({ platform, ctx, params: { termsCode }, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const terms = (await loadTerms(tx, [termsCode])).get(termsCode) ?? refuse('terms.unknown', `there are no terms ${termsCode}`, { field: 'terms_code', value: termsCode });
      const schedule = computeSchedule(terms.rule, query.issuedOn, fromWire(query).minor, query.currency, await loadHolidays(tx));
      const withCurrency = <Part extends object>(part: Part): Part & { currency: string } => ({ ...part, currency: query.currency });
      return { ...schedule, discount: schedule.discount === null ? null : withCurrency(schedule.discount), instalments: schedule.instalments.map(withCurrency) };
    }),
  }),
];

function shown(terms: Terms): object {
  return { ...terms, text: termsText(terms.rule, 'en') };
}
