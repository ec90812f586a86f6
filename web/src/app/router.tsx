// The routes: signing in and first start stand alone, everything else is inside the shell and needs a session.
import type { QueryClient } from '@tanstack/react-query';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';

import { ApiProblem } from '../api/problem.ts';
import { sessionQuery, setupQuery } from '../api/session.ts';
import { Shell } from '../shell/shell.tsx';
import { AppError } from './app-error.tsx';
import { NotFound } from './not-found.tsx';
import { homePath, screens } from './screens.ts';

export function createAppRouter(queries: QueryClient) {
  const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: NotFound });
  const signInRoute = createRoute({
    getParentRoute: () => rootRoute,
    path: '/sign-in',
    component: lazyRouteComponent(() => import('../screens/sign-in/sign-in-screen.tsx'), 'SignInScreen'),
  });
  const welcomeRoute = createRoute({
    getParentRoute: () => rootRoute,
    path: '/welcome',
    component: lazyRouteComponent(() => import('../screens/welcome/welcome-screen.tsx'), 'WelcomeScreen'),
  });
  const setPasswordRoute = createRoute({
    getParentRoute: () => rootRoute,
    path: '/set-password',
    component: lazyRouteComponent(() => import('../screens/sign-in/set-password-screen.tsx'), 'SetPasswordScreen'),
  });
  const shellRoute = createRoute({
    getParentRoute: () => rootRoute,
    id: 'shell',
    component: Shell,
    beforeLoad: ({ location }) => requireSession(queries, location.href),
  });
  const homeRoute = createRoute({
    getParentRoute: () => shellRoute,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: homePath, replace: true });
    },
  });
  /** A customer is shown beside the list; somebody may still type or cut an address to one. */
  const customerRoute = createRoute({
    getParentRoute: () => shellRoute,
    path: '/customers/$customerId',
    beforeLoad: ({ params }) => {
      throw redirect({ to: '/customers', search: { id: (params as { customerId: string }).customerId } as never, replace: true });
    },
  });
  const restRoute = createRoute({ getParentRoute: () => shellRoute, path: '$', component: NotFound });
  const screenRoutes = screens.map(({ path, component }) => createRoute({ getParentRoute: () => shellRoute, path, component }));
  return createRouter({
    routeTree: rootRoute.addChildren([signInRoute, welcomeRoute, setPasswordRoute, shellRoute.addChildren([homeRoute, customerRoute, ...screenRoutes, restRoute])]),
    defaultErrorComponent: AppError,
    defaultPreload: 'intent',
    defaultPreloadDelay: 60,
    scrollRestoration: false,
  });
}

/** A new installation leads to first start, a stranger to sign-in and from there back to what was asked for. */
async function requireSession(queries: QueryClient, address: string): Promise<void> {
  try {
    const session = await queries.ensureQueryData(sessionQuery);
    if (!session.company) throw redirect({ to: '/welcome' });
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
    const { state } = await queries.fetchQuery(setupQuery);
    if (state === 'needs_owner') throw redirect({ to: '/welcome' });
    throw redirect({ to: '/sign-in', search: address === '/' ? {} : { from: address } });
  }
}
