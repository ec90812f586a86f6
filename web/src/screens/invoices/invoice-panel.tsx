// One document beside the list: the amount and what is open, its lines, when it is due, how it went out, what belongs to it.
import { Link } from '@tanstack/react-router';
import { memo } from 'react';

import { asProblem } from '../../api/problem.ts';
import { useRecord } from '../../api/use-record.ts';
import { useSettled } from '../../app/use-settled.ts';
import { formatDate } from '../../format/date.ts';
import { counted, formatDecimal, isZeroAmount } from '../../format/money.ts';
import { Badge } from '../../kit/badge.tsx';
import { buttonClass, ButtonRow } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { FactGrid, PanelBody, PanelHead, PanelSection, SidePanel } from '../../kit/side-panel.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { Why } from '../../kit/why.tsx';
import { DispatchList } from './dispatch-list.tsx';
import { countedAmount, documentName, isDraft, kindWord, stateLook, type DocumentLine, type DocumentRecord, type DocumentRow } from './invoice-wire.ts';
import { RelatedList } from './related-list.tsx';

type InvoicePanelProps = { readonly id: string | undefined; readonly row: DocumentRow | undefined; readonly onClose: () => void };

const arrowingMs = 120;
const mostLines = 12;

export const InvoicePanel = memo(function InvoicePanel({ id, row, onClose }: InvoicePanelProps) {
  const settledId = useSettled(id, arrowingMs);
  const record = useRecord<DocumentRecord>(settledId && `/v1/invoices/${settledId}`);
  const full = record.data?.document_id === id ? record.data : undefined;
  const document = full ?? row;
  return (
    <SidePanel label="Document" onClose={onClose}>
      {document && <DocumentHead document={document} />}
      {record.error && <div className="p-3"><ProblemBanner problem={asProblem(record.error)} onRetry={() => void record.refetch()} /></div>}
      {document && (
        <PanelBody>
          <PanelSection><FactGrid columns={2} facts={factsOf(document, full)} /></PanelSection>
          {full ? <DocumentParts document={full} /> : !record.error && <SkeletonLines lines={7} />}
        </PanelBody>
      )}
      {!document && !record.error && <SkeletonLines lines={9} />}
    </SidePanel>
  );
});

function DocumentHead({ document }: { readonly document: DocumentRow }) {
  const state = stateLook(document);
  const { open } = document;
  return (
    <PanelHead
      title={documentName(document)}
      badge={<Badge tone={state.tone}>{state.label}</Badge>}
      detail={<Link to="/customers" search={{ id: document.customer_id } as never} className="hover:underline">{document.customer_name} · {document.customer_number}</Link>}
    >
      <p className="mt-2 flex items-baseline gap-2">
        <MoneyText money={document.total} className="text-amount font-semibold" />
        {!isDraft(document) && <Why of={documentName(document)} proof={`/v1/invoices/${document.document_id}/explain`} asWord />}
        {open && !isZeroAmount(open.amount) && open.amount !== countedAmount(document, document.total).amount && <span className="text-minor text-ink-2"><MoneyText money={open} /> open</span>}
      </p>
      <div className="mt-2">
        <ButtonRow>
          <Link to={`/invoices/${document.document_id}` as never} className={buttonClass()}>{isDraft(document) ? 'Edit draft' : 'Open page'}</Link>
          {!isDraft(document) && <a href={`/v1/invoices/${document.document_id}/pdf`} target="_blank" rel="noreferrer" className={buttonClass('quiet')}>PDF</a>}
        </ButtonRow>
      </div>
    </PanelHead>
  );
}

function factsOf(document: DocumentRow, full: DocumentRecord | undefined) {
  return [
    { label: 'Kind', value: kindWord(document.kind) },
    { label: 'Terms', value: full?.terms_text ?? '–' },
    { label: isDraft(document) ? 'Date' : 'Issued', value: document.issued_on ? formatDate(document.issued_on) : 'Not yet' },
    { label: 'Due', value: document.due_on ? formatDate(document.due_on) : '–' },
    ...(document.days_overdue ? [{ label: 'Late', value: counted(document.days_overdue, 'day', 'days') }] : []),
    ...(document.order_reference ? [{ label: 'Order', value: document.order_reference }] : []),
    ...(document.customer_po ? [{ label: 'Customer PO', value: document.customer_po }] : []),
  ];
}

function DocumentParts({ document }: { readonly document: DocumentRecord }) {
  const { lines, related, dispatches } = document;
  return (
    <>
      {document.void && <PanelSection title="Voided"><p>{document.void.reason}</p><p className="text-minor text-ink-3">{document.void.recorded_by}, {formatDate(document.void.voided_on)}</p></PanelSection>}
      {document.reason && <PanelSection title="Reason"><p>{document.reason}</p></PanelSection>}
      <PanelSection title="Lines" count={lines.length}>
        <ShortLines lines={lines.slice(0, mostLines)} document={document} />
        {lines.length > mostLines && <p className="mt-2 text-minor text-ink-2">The first {mostLines} of {lines.length}. The full page has all.</p>}
      </PanelSection>
      {related.length > 0 && <PanelSection title="Belongs to it" count={related.length}><RelatedList related={related} /></PanelSection>}
      {!isDraft(document) && <PanelSection title="Sent"><DispatchList dispatches={dispatches} /></PanelSection>}
    </>
  );
}

function ShortLines({ lines, document }: { readonly lines: readonly DocumentLine[]; readonly document: DocumentRecord }) {
  return (
    <table className="panel-table">
      <thead><tr><th scope="col">What</th><th scope="col" className="text-end!">Quantity</th><th scope="col" className="text-end!">Amount</th></tr></thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.line_no}>
            <td className="max-w-44 truncate" title={line.description}>{line.description}</td>
            <td className="text-end">{formatDecimal(line.quantity)}</td>
            <td className="text-end"><MoneyText money={line.amount} look="plain" /></td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr><th scope="row" colSpan={2} className="font-normal!">Tax</th><td className="text-end font-normal!"><MoneyText money={document.tax} look="plain" /></td></tr>
        <tr><th scope="row" colSpan={2}>Total</th><td className="text-end"><MoneyText money={document.total} /></td></tr>
      </tfoot>
    </table>
  );
}
