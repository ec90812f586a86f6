// The routes of invoicing: documents, drafts, issuing many, corrections, bill runs, paper and sending, statements, proof, standing lists.

import type { Route } from '#platform/http/route.ts';
import { billingRoutes } from './http-billing.ts';
import { correctionRoutes } from './http-corrections.ts';
import { dispatchRoutes } from './http-dispatch.ts';
import { documentRoutes } from './http-documents.ts';
import { draftRoutes } from './http-drafts.ts';
import { explainRoutes } from './http-explain.ts';
import { issueRunRoutes } from './http-issue-runs.ts';
import { standingRoutes } from './http-reports.ts';
import { statementRoutes } from './http-statements.ts';

export const invoicingRoutes: readonly Route[] = [
  ...documentRoutes, ...draftRoutes, ...issueRunRoutes, ...correctionRoutes, ...dispatchRoutes, ...billingRoutes, ...statementRoutes, ...explainRoutes, ...standingRoutes,
];
