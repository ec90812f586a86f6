// Reads one thing by its address; while the next one loads, the screen may show what it already knows from the list.
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';

import { get, type QueryParams } from './client.ts';

export function useRecord<Result>(
  path: string | undefined,
  params: QueryParams = {},
  options: {
    readonly keepPrevious?: boolean;
    readonly refreshMs?: number | ((result: Result | undefined) => number);
  } = {},
): UseQueryResult<Result> {
  const { refreshMs } = options;
  return useQuery<Result>({
    queryKey: [path, params],
    enabled: path !== undefined,
    queryFn: ({ signal }) => get<Result>(path ?? '', params, signal),
    placeholderData: options.keepPrevious ? keepPreviousData as never : undefined,
    refetchInterval: typeof refreshMs === 'function' ? (query) => refreshMs(query.state.data) : refreshMs ?? false,
  });
}
