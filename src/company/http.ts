// The routes of the company: organisation, legal entities, exchange rates, people, keys, audit trail.

import type { Route } from '#platform/http/route.ts';
import { auditRoutes } from './audit-routes.ts';
import { peopleRoutes } from './member-routes.ts';
import { organisationRoutes } from './organisation-routes.ts';
import { rateRoutes } from './rate-routes.ts';

export const companyRoutes: readonly Route[] = [...organisationRoutes, ...rateRoutes, ...peopleRoutes, ...auditRoutes];
