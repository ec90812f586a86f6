// Reads one thing by its address; while the next one loads, the screen may show what it already knows from the list.
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';

import { get, type QueryParams } from './client.ts';

export function useRecord<Result>(
  path: string | undefined,
  params: QueryParams = {},
  options: { readonly keepPrevious?: boolean; readonly refreshMs?: number } = {},
): UseQueryResult<Result> {
  return useQuery({
    queryKey: [path, params],
    enabled: path !== undefined,
    queryFn: ({ signal }) => get<Result>(path ?? '', params, signal),
    placeholderData: options.keepPrevious ? keepPreviousData : undefined,
    refetchInterval: options.refreshMs ?? false,
  });
}
