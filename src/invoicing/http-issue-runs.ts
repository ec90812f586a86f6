// Routes of issuing many drafts: what it would do, and starting the run that does it.

import { z } from 'zod';
import { command } from '#platform/command.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { route, type Route } from '#platform/http/route.ts';
import type { Camel } from '#platform/http/shape.ts';
import { currency, id, localDate, money, reason } from '#platform/http/schemas.ts';
import type { DraftChoice } from './issue-plan-store.ts';
import { startIssueRun } from './issue-run.ts';
import { previewIssue } from './preview-issue.ts';
import { documentKind } from './wire.ts';

const tag = 'Invoices';

const draftFilter = z.strictObject({
  state: z.enum(['draft', 'held']).optional().meta({ description: 'Both when left out' }), kind: documentKind.optional(), entity_id: z.int().min(1).optional(), customer_id: id.optional(), run_id: id.optional(),
  currency: currency.optional(), q: z.string().trim().min(1).max(80).optional(), issued_from: localDate.optional(), issued_to: localDate.optional(),
});
const choiceShape = {
  document_ids: z.array(id).min(1).max(10_000).nullish().meta({ description: 'These drafts; without them those of the filter' }),
  filter: draftFilter.nullish().meta({ description: 'Every draft that the list shows under this filter; an empty one means all' }), except: z.array(id).max(10_000).nullish().meta({ description: 'Drafts of the filter that are left out' }),
};
const isOneChoice = (body: { document_ids?: unknown; filter?: unknown }): boolean => (body.document_ids ?? null) === null !== ((body.filter ?? null) === null);
const oneChoice = { message: 'either document_ids or a filter is needed', path: ['document_ids'] };
const choiceBody = z.strictObject(choiceShape).refine(isOneChoice, oneChoice);
const runBody = z.strictObject({
  ...choiceShape, release_reason: reason.nullish().meta({ description: 'Why drafts go out although a check holds them; needs the permission to release. Without it they stay held' }),
  earlier_days: z.enum(['refuse', 'last_day']).default('refuse').meta({ description: 'Of drafts whose day lies before that of the last number of their series: refuse them, or date them on that day' }),
}).refine(isOneChoice, oneChoice);

const sums = z.array(z.object({ currency, drafts: z.int(), total: money }));

export const issueRunRoutes: readonly Route[] = [
  route({
    operation: 'previewIssueRun', method: 'POST', path: '/v1/issue-runs/preview', tag, permission: 'invoice.issue', body: choiceBody,
    summary: 'What issuing many drafts would do: how many would go, what holds which, what they come to, which days lie before the last number; nothing is written',
    answer: z.object({
      drafts: z.int(), held: z.int(), unreleasable: z.int(), refused: z.int(), checked: z.int().meta({ description: 'So many were checked anew, held ones first; the others count as they were saved' }), totals: sums, held_totals: sums,
      held_by: z.array(z.object({ check: z.string(), drafts: z.int() })), refusals: z.array(z.object({ code: z.string(), detail: z.string(), next: z.string(), drafts: z.int() })),
      earlier: z.array(z.object({ entity_id: z.int(), kind: documentKind, issued_on: localDate, last_on: localDate, drafts: z.int() })), earlier_drafts: z.int(),
      unprintable: z.int(), unprintable_characters: z.string(),
    }),
    handle: ({ platform, ctx, body }) => inReadOnly(platform.database, ctx, (tx) => previewIssue(tx, choiceOf(body), platform.config.fonts)),
  }),
  route({
    operation: 'startIssueRun', method: 'POST', path: '/v1/issue-runs', tag, permission: 'invoice.issue', status: 202, body: runBody, answer: z.object({ run_id: id, drafts: z.int() }),
    summary: 'Issue many drafts in the order of their dates; the answer names the run that does it, and the run tells each refusal',
    handle: ({ platform, ctx, key, dryRun, body }) => command(platform.database, ctx, { name: 'invoice.start_issue_run', permission: 'invoice.issue', key, dryRun, input: body },
      (tx, inner) => startIssueRun(tx, inner, { ...choiceOf(body), releaseReason: body.releaseReason ?? null, earlierDays: body.earlierDays })),
  }),
];

function choiceOf(body: Camel<z.output<typeof choiceBody>>): DraftChoice {
  return { documentIds: body.documentIds ?? null, filter: body.filter ?? null, except: body.except ?? [] };
}
