// Writing an invoice or debit note by hand: a new one, one for a customer, or a saved draft; after issuing the next one may follow.
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.ts';
import { useRecord } from '../../api/use-record.ts';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { Page } from '../../shell/page.tsx';
import { draftOf, emptyForm, type DraftForm } from './draft-form.ts';
import { emptyLine, type DraftLine } from './draft-lines.ts';
import { InvoiceEditor } from './invoice-editor.tsx';
import { isDraft, type DocumentRecord } from './invoice-wire.ts';
import type { DraftCustomer } from './use-customer.ts';
import type { SeenDraft } from './use-draft-actions.ts';

type EditorSearch = { readonly customer?: string; readonly draft?: string };

type Start = { readonly form: DraftForm; readonly lines: readonly DraftLine[]; readonly saved?: SeenDraft };

export function InvoiceEditorScreen() {
  const { invoice } = useParams({ strict: false }) as { invoice?: string };
  const { customer, draft } = useSearch({ strict: false }) as EditorSearch;
  const navigate = useNavigate();
  const [round, setRound] = useState(0);
  // A draft that this screen made itself is not read again when its id appears in the address.
  const [openedWith, setOpenedWith] = useState(invoice ?? draft);
  const next = () => {
    setRound(round + 1);
    setOpenedWith(undefined);
    void navigate({ to: '/invoices/new', search: {} });
  };
  const reload = (id: string) => {
    setRound(round + 1);
    setOpenedWith(id);
  };
  const key = `${invoice ?? 'new'} ${round}`;
  if (openedWith !== undefined) return <SavedDraft key={`${openedWith} ${round}`} id={invoice ?? openedWith} onNext={next} onReload={reload} />;
  if (customer !== undefined && round === 0) return <DraftForCustomer key={key} customerId={customer} onNext={next} onReload={reload} />;
  return <NewDraft key={key} onNext={next} onReload={reload} />;
}

type RoundProps = { readonly onNext: () => void; readonly onReload: (id: string) => void };

function NewDraft(round: RoundProps) {
  const { today } = useSession().company;
  const [start] = useState<Start>(() => ({ form: emptyForm(today), lines: [emptyLine()] }));
  return <InvoiceEditor start={start} {...round} />;
}

function DraftForCustomer({ customerId, ...round }: RoundProps & { readonly customerId: string }) {
  const { today } = useSession().company;
  const { data: customer, error } = useRecord<DraftCustomer>(`/v1/customers/${customerId}`);
  const [line] = useState(emptyLine);
  if (error && !asProblem(error).mayPass) return <NewDraft {...round} />;
  if (!customer) return <Waiting />;
  const option = { id: customer.id, label: customer.name, detail: customer.number };
  return <InvoiceEditor start={{ form: { ...emptyForm(today), customer: option }, lines: [line] }} {...round} />;
}

function SavedDraft({ id, ...round }: RoundProps & { readonly id: string }) {
  const { today } = useSession().company;
  const record = useRecord<DocumentRecord>(`/v1/invoices/${id}`);
  const [start, setStart] = useState<Start>();
  const navigate = useNavigate();
  if (record.error) {
    return <Page title="Draft"><div className="p-4"><ProblemBanner problem={asProblem(record.error)} onRetry={() => void record.refetch()} /></div></Page>;
  }
  if (record.data && !isDraft(record.data)) void navigate({ to: `/invoices/${id}`, replace: true });
  // Only one answer is taken, and it is a fresh one: a later one must not overwrite what is being typed.
  else if (record.data && !record.isFetching && !start) setStart({ ...draftOf(record.data, today), saved: { id, version: record.data.version } });
  return start ? <InvoiceEditor start={start} {...round} /> : <Waiting />;
}

function Waiting() {
  return <Page title="Invoice"><SkeletonLines lines={10} /></Page>;
}
