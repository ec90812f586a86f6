// What the server makes of a draft while it is typed: proposals, checks, taxes and totals, asked 300 ms after the last key.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';

import { send } from '../../api/client.ts';
import { asProblem, type ApiProblem } from '../../api/problem.ts';
import type { WireMoney } from '../../api/types.ts';
import { useSettled } from '../../app/use-settled.ts';
import type { DraftBody } from './draft-form.ts';
import type { Schedule, TaxGroup } from './invoice-wire.ts';

export type Failure = { readonly check: string; readonly reason: string; readonly owner_role: string; readonly risk: WireMoney };

export type PreviewLine = {
  readonly line_no: number;
  readonly product: string | null;
  readonly charge_code: string;
  readonly description: string;
  readonly service_on: string;
  readonly quantity: string;
  readonly unit: string;
  readonly unit_price: string;
  readonly proposed_unit_price: string | null;
  readonly discount_percent: string;
  readonly amount: WireMoney;
  readonly tax_jurisdiction: string;
  readonly tax_category: string;
  readonly tax_rate: string;
  readonly tax_reason: string | null;
  readonly failures: readonly Failure[];
};

export type Preview = {
  readonly currency: string;
  readonly terms_code: string;
  readonly terms_text: string;
  readonly due_on: string;
  readonly net: WireMoney;
  readonly tax: WireMoney;
  readonly total: WireMoney;
  readonly held: boolean;
  readonly lines: readonly PreviewLine[];
  readonly taxes: readonly TaxGroup[];
  readonly schedule: Schedule;
  /** Characters that no font draws, and where they stand. */
  readonly unprintable: readonly Unprintable[];
};

export type Unprintable = { readonly field: string; readonly characters: string };

export type DraftPreview = {
  readonly preview: Preview | undefined;
  readonly lineOf: (key: string) => PreviewLine | undefined;
  /** What stops the preview at one line: an unknown product, an order line that is not there. */
  readonly problemOf: (key: string) => string | undefined;
  /** A refusal that belongs to no line. */
  readonly problem: ApiProblem | undefined;
  /** The preview is of what is typed now, not of a moment ago. */
  readonly isFresh: boolean;
  readonly refresh: () => void;
};

const path = '/v1/invoices/preview';
const typingMs = 300;

type Answer = { readonly preview: Preview; readonly keys: readonly string[] };

export function useDraftPreview(body: DraftBody | undefined, keys: readonly string[], documentId: string | undefined): DraftPreview {
  const canAsk = body !== undefined && body.lines.length > 0;
  const question = JSON.stringify({ body: { ...body, document_id: documentId ?? null }, keys });
  const settled = useSettled(question, typingMs);
  const query = useQuery({
    queryKey: [path, settled],
    enabled: canAsk && isQuestion(settled),
    queryFn: async ({ signal }): Promise<Answer> => {
      const asked = JSON.parse(settled) as { body: unknown; keys: string[] };
      return { preview: await send<Preview>('POST', path, asked.body, { signal }), keys: asked.keys };
    },
    retry: (failures, error) => failures < 1 && asProblem(error).mayPass,
  });
  const answer = useLastAnswer(query.data, canAsk);
  const refusal = query.error ? asProblem(query.error) : undefined;
  const faults = useMemo(() => lineFaults(refusal, keys), [refusal, keys]);
  return {
    preview: answer?.preview,
    lineOf: (key) => answer?.preview.lines[answer.keys.indexOf(key)],
    problemOf: (key) => faults.get(key),
    problem: faults.size === 0 ? refusal : undefined,
    isFresh: canAsk && settled === question && query.data !== undefined && !query.isFetching,
    refresh: () => void query.refetch(),
  };
}

/** The last good answer stays on screen while the next one is on its way or refused. */
function useLastAnswer(data: Answer | undefined, canAsk: boolean): Answer | undefined {
  const [last, setLast] = useState(data);
  useEffect(() => {
    if (data || !canAsk) setLast(data);
  }, [data, canAsk]);
  return canAsk ? data ?? last : undefined;
}

/** An older question may still be settling when the draft can no longer be asked about, and the other way round. */
function isQuestion(text: string): boolean {
  const { body } = JSON.parse(text) as { body: Partial<DraftBody> };
  return body.customer_id !== undefined && (body.lines?.length ?? 0) > 0;
}

function lineFaults(refusal: ApiProblem | undefined, keys: readonly string[]): ReadonlyMap<string, string> {
  const faults = new Map<string, string>();
  for (const { field, reason } of refusal?.body.errors ?? []) {
    const key = keys[Number(/^lines\.(\d+)\b/.exec(field ?? '')?.[1] ?? NaN)];
    if (key !== undefined && !faults.has(key)) faults.set(key, reason);
  }
  return faults;
}
