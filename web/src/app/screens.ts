// All screens inside the shell: one line each. Every screen is a file of its own that is fetched when it is first shown.
import { lazyRouteComponent } from '@tanstack/react-router';

export type Screen = { readonly path: string; readonly component: ReturnType<typeof lazyRouteComponent> };

/** Where the workbench opens. */
export const homePath = '/today';

export const screens: readonly Screen[] = [
  { path: '/today', component: lazyRouteComponent(() => import('../screens/today/today-screen.tsx'), 'TodayScreen') },
  { path: '/imports', component: lazyRouteComponent(() => import('../screens/imports/imports-screen.tsx'), 'ImportsScreen') },
  { path: '/runs', component: lazyRouteComponent(() => import('../screens/runs/runs-screen.tsx'), 'RunsScreen') },
  { path: '/runs/$runId', component: lazyRouteComponent(() => import('../screens/runs/run-screen.tsx'), 'RunScreen') },
  { path: '/customers', component: lazyRouteComponent(() => import('../screens/customers/customers-screen.tsx'), 'CustomersScreen') },
];
