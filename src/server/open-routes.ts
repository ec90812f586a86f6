// The table of operations that need no role: first start, signing in, the session.

import type { OpenRoute } from './open-route.ts';
import { sessionRoutes } from './session-routes.ts';
import { setupRoutes } from './setup-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';

export const openRoutes: readonly OpenRoute[] = [...setupRoutes, ...signInRoutes, ...sessionRoutes];
