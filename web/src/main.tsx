// Starts the workbench: preferences, keys, cache, routes.
import '@fontsource-variable/inter/wght.css';
import './styles/base.css';

import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { sessionQuery } from './api/session.ts';
import { keepPageInStep } from './app/preferences.ts';
import { createQueryClient } from './app/query-client.ts';
import { createAppRouter } from './app/router.tsx';
import { listenToKeys } from './keys/key-registry.ts';
import { showSessionEnded } from './shell/session-ended-store.ts';

keepPageInStep();
listenToKeys();

const queries = createQueryClient(() => {
  // Before the first session the guard of the routes decides; later the page stays, with what was typed, and asks to sign in again.
  if (queries.getQueryData(sessionQuery.queryKey)) showSessionEnded();
});
const router = createAppRouter(queries);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
