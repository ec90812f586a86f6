// What one receipt may pay: the receipt, the proposal that was kept or the reading made now, and the open documents of everybody asked for.
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';

import { get } from '../../api/client.ts';
import { asProblem, type ApiProblem } from '../../api/problem.ts';
import { useRecord } from '../../api/use-record.ts';
import { isZeroAmount } from '../../format/money.ts';
import type { Option } from '../../kit/option.ts';
import { goneFrom } from './match-draft.ts';
import type { Candidate, Candidates, CandidatesAnswer, ReceiptRecord } from './receipt-wire.ts';

/** What a person looked for beside the payer's own: whole customers, and single documents of anybody. */
export type Found = { readonly payers: readonly Option[]; readonly documents: readonly Candidate[] };

export function useCandidates(receiptId: string, found: Found): { readonly data: Candidates | undefined; readonly problem: ApiProblem | undefined; readonly retry: () => void } {
  const record = useRecord<ReceiptRecord>(`/v1/receipts/${receiptId}`);
  const isDone = record.data !== undefined && isZeroAmount(record.data.left.amount);
  const path = `/v1/receipts/${receiptId}/candidates`;
  // Whoever is said to be the payer is shown whole, in whatever currency: the matcher lays out only what it may decide by.
  const customerId = record.data?.customer_id;
  const own = useRecord<CandidatesAnswer>(record.data && !isDone ? path : undefined, customerId ? { customer_ids: JSON.stringify([customerId]) } : {});
  const more = useQueries({
    queries: found.payers.map(({ id }) => ({ queryKey: [path, { customer_ids: JSON.stringify([id]) }], queryFn: ({ signal }: { signal: AbortSignal }) => get<CandidatesAnswer>(path, { customer_ids: JSON.stringify([id]) }, signal) })),
    combine: (answers) => answers.map((answer) => answer.data),
  });
  const data = useMemo(
    () => composed(record.data, isDone ? noCandidates : own.data, [...found.documents, ...more.flatMap((answer) => answer?.items ?? [])]),
    [record.data, isDone, own.data, more, found.documents],
  );
  const error = record.error ?? own.error;
  return {
    data,
    problem: error ? asProblem(error) : undefined,
    retry: () => {
      void record.refetch();
      void own.refetch();
    },
  };
}

const noCandidates: Pick<CandidatesAnswer, 'items'> & { readonly reading?: undefined } = { items: [] };

function composed(receipt: ReceiptRecord | undefined, own: (Pick<CandidatesAnswer, 'items'> & Partial<CandidatesAnswer>) | undefined, more: readonly Candidate[]): Candidates | undefined {
  if (!receipt || !own) return undefined;
  // The same document from two answers is one; what the server said of this receipt comes first.
  const items = [...new Map([...more, ...own.items].map((item) => [item.document_id, item])).values()];
  const kept = receipt.proposal?.status === 'suggested' ? receipt.proposal : undefined;
  // What was proposed days ago may count on documents that others have paid since: then the reading made now is shown.
  const gone = kept ? goneFrom(kept, items) : [];
  return { receipt, suggestion: (gone.length === 0 ? kept : undefined) ?? own.reading ?? null, items, gone };
}
