// One document in full: its PDF beside lines, taxes, postings, sending and history; what can be done with it; [ and ] lead on.
import { useNavigate, useParams, useRouter } from '@tanstack/react-router';
import { useEffect, useRef, type RefObject } from 'react';

import { asProblem } from '../../api/problem.ts';
import { useMay } from '../../api/session.ts';
import { useRecord } from '../../api/use-record.ts';
import { useAddressText } from '../../app/address.ts';
import { useIsWide } from '../../app/use-is-wide.ts';
import { Badge } from '../../kit/badge.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { Tabs, type TabItem } from '../../kit/tabs.tsx';
import { Page } from '../../shell/page.tsx';
import { DispatchList } from './dispatch-list.tsx';
import { DocumentHistory } from './document-history.tsx';
import { DocumentLedger } from './document-ledger.tsx';
import { DocumentLines } from './document-lines.tsx';
import { DocumentPaper } from './document-paper.tsx';
import { DocumentSummary } from './document-summary.tsx';
import { InvoiceActions } from './invoice-actions.tsx';
import { documentName, isDraft, stateLook, type DocumentRecord } from './invoice-wire.ts';

export function InvoiceScreen() {
  const { invoice: id = '' } = useParams({ strict: false }) as { invoice?: string };
  const record = useRecord<DocumentRecord>(`/v1/invoices/${id}`);
  const document = record.data;
  const state = document && stateLook(document);
  useEditingOfDrafts(document);
  return (
    <Page
      title={document ? documentName(document) : 'Invoice'}
      beside={state && <Badge tone={state.tone}>{state.label}</Badge>}
      actions={document && <InvoiceActions document={document} />}
    >
      {record.error && <div className="p-4"><ProblemBanner problem={asProblem(record.error)} onRetry={() => void record.refetch()} /></div>}
      {record.isPending && <SkeletonLines lines={12} />}
      {document && <DocumentView document={document} />}
    </Page>
  );
}

/** A draft is opened where it is written, for those who may write it. */
function useEditingOfDrafts(document: DocumentRecord | undefined): void {
  const navigate = useNavigate();
  const mayDraft = useMay('invoice.draft');
  const editId = document && isDraft(document) && mayDraft && document.kind !== 'credit_note' ? document.document_id : undefined;
  useEffect(() => {
    if (editId) void navigate({ to: `/invoices/${editId}/edit`, replace: true });
  }, [editId, navigate]);
}

type Part = 'lines' | 'paper' | 'ledger' | 'sent' | 'history';

function DocumentView({ document }: { readonly document: DocumentRecord }) {
  const isWide = useIsWide();
  const [chosen, setPart] = useAddressText('tab');
  const hasPaper = !isDraft(document) && document.source !== 'opening';
  const items = partsOf(document, hasPaper && !isWide);
  const part = items.find((item) => item.id === chosen)?.id ?? 'lines';
  const content = useRef<HTMLDivElement>(null);
  useFocusOf(content);
  return (
    <div className="flex min-h-0 grow">
      <div ref={content} tabIndex={0} role="group" aria-label="Document" className="min-h-0 min-w-0 grow basis-0 overflow-y-auto bg-surface -outline-offset-2">
        <DocumentSummary document={document} />
        <Tabs<Part> label="Parts of the document" items={items} value={part} onValue={(id) => setPart(id === 'lines' ? undefined : id)} />
      </div>
      {hasPaper && isWide && <div className="flex w-[44%] max-w-[760px] shrink-0 border-l border-line"><DocumentPaper document={document} /></div>}
    </div>
  );
}

/** What led here may be gone, such as the editor that issued the document: then the focus is on the document, not on nothing. */
function useFocusOf(content: RefObject<HTMLElement | null>): void {
  const { history } = useRouter();
  useEffect(() => {
    if (history.canGoBack() && document.activeElement === document.body) content.current?.focus({ preventScroll: true });
  }, [content, history]);
}

function partsOf(document: DocumentRecord, paperIsTab: boolean): TabItem<Part>[] {
  return [
    { id: 'lines', label: 'Lines', count: document.lines.length, content: <DocumentLines document={document} /> },
    ...(paperIsTab ? [{ id: 'paper' as const, label: 'PDF', content: <div className="flex h-[75vh]"><DocumentPaper document={document} /></div> }] : []),
    ...(isDraft(document) ? [] : [
      { id: 'ledger' as const, label: 'Ledger', content: <DocumentLedger document={document} /> },
      { id: 'sent' as const, label: 'Sent', count: document.dispatches.length, content: <div className="max-w-xl p-4"><DispatchList dispatches={document.dispatches} /></div> },
    ]),
    { id: 'history', label: 'History', count: document.history.length, content: <DocumentHistory document={document} /> },
  ];
}
