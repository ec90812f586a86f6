// The cache of what the API said: old data stay on screen when a new answer fails, and a lost session leads to sign-in.
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

import { ApiProblem, asProblem } from '../api/problem.ts';
import { sessionQuery } from '../api/session.ts';

export function createQueryClient(onSignedOut: () => void): QueryClient {
  const watch = (error: unknown) => {
    if (!(error instanceof ApiProblem)) return;
    if (error.status === 401) onSignedOut();
    // The role began to demand it while someone was working: the session says so now, and the shell leads there.
    if (error.code === 'auth.second_factor_required') void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: true,
        retry: (failures, error) => failures < 2 && asProblem(error).mayPass,
      },
    },
  });
  return client;
}
