// Where the wizard stands: kind, file and step are in the address, the mapping is kept for the tab, so that a reload loses nothing.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';

import { send } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useAddressParams } from '../../app/address.ts';
import { useSettled } from '../../app/use-settled.ts';
import type { ImportMapping, ImportPreview } from './import-wire.ts';

export type WizardStep = 'file' | 'map' | 'check';

export type Wizard = {
  readonly kind: string | undefined;
  readonly file: { readonly id: string; readonly name: string } | undefined;
  readonly step: WizardStep;
  readonly mapping: ImportMapping | undefined;
  readonly setMapping: (mapping: ImportMapping | undefined) => void;
  readonly go: (to: { kind?: string; file?: string; name?: string; step?: WizardStep }) => void;
};

export function useWizard(): Wizard {
  const params = useAddressParams();
  const navigate = useNavigate();
  const kind = textOf(params.kind);
  const fileId = textOf(params.file);
  const step = !fileId || !kind ? 'file' : params.step === 'check' ? 'check' : 'map';
  const keptUnder = `counterfoil.mapping ${kind} ${fileId}`;
  const [chosen, setChosen] = useState<{ under: string; mapping: ImportMapping | undefined }>();
  const remembered = useMemo(() => kept(keptUnder), [keptUnder]);
  const mapping = chosen?.under === keptUnder ? chosen.mapping : remembered;
  return {
    kind,
    file: fileId ? { id: fileId, name: textOf(params.name) ?? 'the file' } : undefined,
    step,
    mapping,
    setMapping: (next) => {
      keep(keptUnder, next);
      setChosen({ under: keptUnder, mapping: next });
    },
    go: (to) => void navigate({ to: '/imports', search: { kind, file: fileId, name: params.name, step: params.step, ...to } as never }),
  };
}

const typingMs = 400;

/** Reads the file again whenever the mapping has stood still for a moment; what was read before stays in sight. */
export function usePreview(wizard: Wizard, { tryRecords, recall }: { readonly tryRecords: boolean; readonly recall: boolean }) {
  const { kind, file } = wizard;
  const mapping = useSettled(wizard.mapping, typingMs);
  const query = useQuery({
    queryKey: ['/v1/imports/preview', kind, file?.id, mapping ?? (recall ? 'recall' : null), tryRecords],
    enabled: Boolean(kind && file),
    staleTime: tryRecords ? 0 : Infinity,
    retry: false,
    refetchOnWindowFocus: false,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => send<ImportPreview>('POST', '/v1/imports/preview', { kind, file_id: file?.id, mapping, recall, try_records: tryRecords }, { signal }),
  });
  const isStale = query.isFetching || mapping !== wizard.mapping;
  return { preview: query.data, isStale, problem: query.error ? asProblem(query.error) : undefined, retry: () => void query.refetch() };
}

function textOf(value: unknown): string | undefined {
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

function kept(under: string): ImportMapping | undefined {
  try {
    const text = sessionStorage.getItem(under);
    return text === null ? undefined : JSON.parse(text) as ImportMapping;
  } catch {
    return undefined;
  }
}

function keep(under: string, mapping: ImportMapping | undefined): void {
  try {
    if (mapping === undefined) sessionStorage.removeItem(under);
    else sessionStorage.setItem(under, JSON.stringify(mapping));
  } catch {
    // Private windows may forbid storage; the mapping then lasts as long as the page.
  }
}
