// All screens inside the shell: one line each. Every screen is a file of its own that is fetched when it is first shown.
import { lazyRouteComponent } from '@tanstack/react-router';

export type Screen = { readonly path: string; readonly component: ReturnType<typeof lazyRouteComponent> };

/** Where the workbench opens. */
export const homePath = '/customers';

export const screens: readonly Screen[] = [
  { path: '/customers', component: lazyRouteComponent(() => import('../screens/customers/customers-screen.tsx'), 'CustomersScreen') },
];
