// The routes of cash application.

import type { Route } from '#platform/http/route.ts';
import { applicationRoutes } from './application-routes.ts';
import { deskRoutes } from './desk-routes.ts';
import { receiptRoutes } from './receipt-routes.ts';
import { refundRoutes } from './refund-routes.ts';

export const cashRoutes: readonly Route[] = [...receiptRoutes, ...applicationRoutes, ...deskRoutes, ...refundRoutes];
