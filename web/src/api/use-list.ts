// Reads a long list page by page through its cursor and keeps the last good rows on screen while loading or after a failure.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';

import { get, type QueryParams } from './client.ts';
import { asProblem, type ApiProblem } from './problem.ts';
import type { WirePage } from './types.ts';

export const pageRows = 200;

export type ListState<Row, Totals = unknown> = {
  readonly rows: readonly Row[];
  /** Rows of the whole filter; undefined while that is not known. */
  readonly total: number | undefined;
  /** Sums over the whole filter, one per currency. */
  readonly totals: readonly Totals[] | undefined;
  readonly isFirstLoad: boolean;
  /** The rows shown belong to an older question than the one asked last. */
  readonly isStale: boolean;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly problem: ApiProblem | undefined;
  readonly loadMore: () => void;
  readonly reload: () => void;
};

export function useList<Row, Totals = unknown>(path: string, params: QueryParams): ListState<Row, Totals> {
  const query = useInfiniteQuery({
    queryKey: [path, 'list', params],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      get<WirePage<Row, Totals>>(path, { limit: pageRows, ...params, cursor: pageParam }, signal),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

  const lastGood = useRef(query.data);
  useEffect(() => {
    if (query.data) lastGood.current = query.data;
  }, [query.data]);
  const data = query.data ?? lastGood.current;

  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError, refetch, error } = query;
  // A page that failed is asked for again only by a person; scrolling would ask without end.
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const reload = useCallback(
    () => void (isFetchNextPageError ? fetchNextPage() : refetch()),
    [isFetchNextPageError, fetchNextPage, refetch],
  );
  const problem = useMemo(() => (error ? asProblem(error) : undefined), [error]);
  const first = data?.pages[0];
  const isStale = query.isPlaceholderData || (!query.data && Boolean(data));

  return {
    rows,
    total: isStale ? undefined : first?.total,
    totals: first?.totals,
    isFirstLoad: !data && query.isPending,
    isStale,
    hasMore: hasNextPage && !query.isPlaceholderData,
    isLoadingMore: isFetchingNextPage,
    problem,
    loadMore,
    reload,
  };
}
