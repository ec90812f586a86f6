// The cache of what the API said: old data stay on screen when a new answer fails, and a lost session leads to sign-in.
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

import { ApiProblem, asProblem } from '../api/problem.ts';

export function createQueryClient(onSignedOut: () => void): QueryClient {
  const watch = (error: unknown) => {
    if (error instanceof ApiProblem && error.status === 401) onSignedOut();
  };
  return new QueryClient({
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
}
