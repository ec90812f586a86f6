// What a run writes shows in lists and counts all over the workbench: once it has ended, they are read again.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { isUnderWay, type RunRow } from './run-wire.ts';

/** Once for each run, also for one that had ended before it was first asked for: a count may be older than that. */
export function useFreshLists(run: Pick<RunRow, 'run_id' | 'status'> | undefined): void {
  const queries = useQueryClient();
  const [told, setTold] = useState<string>();
  const ended = run && !isUnderWay(run) ? run.run_id : undefined;
  useEffect(() => {
    if (ended === undefined || told === ended) return;
    setTold(ended);
    void queries.invalidateQueries({ predicate: (query) => !String(query.queryKey[0]).startsWith('/v1/runs/') });
  }, [ended, told, queries]);
}
