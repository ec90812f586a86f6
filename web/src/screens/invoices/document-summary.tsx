// The head of a document page: for whom, how much, what is open and when it is due, and what belongs to it.
import { Link } from '@tanstack/react-router';

import { formatDate, formatDayNear, formatDistance } from '../../format/date.ts';
import { useSession } from '../../api/session.ts';
import { counted, formatDecimal, isZeroAmount } from '../../format/money.ts';
import { MoneyText } from '../../kit/money-text.tsx';
import { FactGrid, type Fact } from '../../kit/side-panel.tsx';
import { Why } from '../../kit/why.tsx';
import { documentName, isDraft, kindWord, type DocumentRecord } from './invoice-wire.ts';
import { RelatedList } from './related-list.tsx';

export function DocumentSummary({ document }: { readonly document: DocumentRecord }) {
  const { open } = document;
  return (
    <section aria-label="Summary" className="grid gap-4 border-b border-line bg-surface px-4 py-4">
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-2">
        <div>
          <p className="text-read">
            {kindWord(document.kind)} to <Link to="/customers" search={{ id: document.customer_id } as never} className="font-semibold text-accent hover:underline">{document.customer_name}</Link>
            <span className="text-ink-3"> {document.customer_number}</span>
          </p>
          <p className="mt-1 flex items-baseline gap-2">
            <MoneyText money={document.total} className="text-kpi font-semibold" />
            {!isDraft(document) && <Why of={documentName(document)} proof={`/v1/invoices/${document.document_id}/explain`} asWord />}
          </p>
        </div>
        {open && (
          <div className="text-end">
            <p className="text-minor text-ink-3">Open</p>
            <p><MoneyText money={open} className="text-amount font-semibold" /></p>
            {document.days_overdue ? <p className="text-minor text-bad">{counted(document.days_overdue, 'day', 'days')} late</p> : null}
          </div>
        )}
      </div>
      {document.void && (
        <p className="rounded-control bg-warn-soft px-3 py-2">
          <span className="font-semibold text-warn">Voided on {formatDate(document.void.voided_on)}</span> by {document.void.recorded_by}: {document.void.reason}
        </p>
      )}
      {document.reason && <p className="rounded-control bg-sunken px-3 py-2"><span className="font-semibold">Reason:</span> {document.reason}</p>}
      <FactGrid facts={useFacts(document)} />
      {document.related.length > 0 && (
        <div className="max-w-xl">
          <h2 className="mb-1.5 font-semibold">Belongs to it</h2>
          <RelatedList related={document.related} />
        </div>
      )}
    </section>
  );
}

function useFacts(document: DocumentRecord): Fact[] {
  const { today } = useSession().company;
  const { schedule, service_from: from, service_to: to } = document;
  const day = (value: string) => <time dateTime={value} title={formatDate(value, 'long')}>{formatDate(value)}</time>;
  return [
    { label: isDraft(document) ? 'Date' : 'Issued', value: document.issued_on ? day(document.issued_on) : 'Not yet' },
    ...(document.kind === 'credit_note' ? [] : [
      { label: 'Due', value: document.due_on ? <>{day(document.due_on)} <span className="font-normal text-ink-3">{formatDistance(document.due_on, today)}</span></> : '–' },
      { label: 'Terms', value: document.terms_text },
    ]),
    ...(schedule?.discount && !isZeroAmount(schedule.discount.discount.amount)
      ? [{ label: 'Discount', value: <>{formatDecimal(schedule.discount.percent)}% = <MoneyText money={schedule.discount.discount} /> until {formatDayNear(schedule.discount.until, today)}</> }] : []),
    ...(schedule && schedule.instalments.length > 1 ? [{ label: 'Instalments', value: schedule.instalments.map((part) => formatDayNear(part.due_on, today)).join(', ') }] : []),
    ...(from && to ? [{ label: 'Service', value: from === to ? day(from) : <>{formatDayNear(from, to)} – {day(to)}</> }] : []),
    ...(document.order_reference
      ? [{ label: 'Order', value: document.order_id ? <Link to={`/orders/${document.order_id}` as never} className="text-accent hover:underline">{document.order_reference}</Link> : document.order_reference }] : []),
    ...(document.customer_po ? [{ label: 'Customer PO', value: document.customer_po }] : []),
    ...(document.run_id ? [{ label: 'Made by', value: <MadeBy document={document} runId={document.run_id} /> }] : []),
  ];
}

/** A bill run, an import, or a run that issued many drafts. */
function MadeBy({ document, runId }: { readonly document: DocumentRecord; readonly runId: string }) {
  const isBillRun = document.source === 'bill_run';
  return <Link to={`${isBillRun ? '/bill-runs' : '/runs'}/${runId}` as never} className="text-accent hover:underline">{isBillRun ? 'Bill run' : 'Run'}</Link>;
}
