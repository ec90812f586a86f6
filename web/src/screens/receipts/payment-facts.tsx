// The payment as it came: who, from which account, how much, and every word the payer wrote.
import { formatDate } from '../../format/date.ts';
import { counted, formatMoney, isZeroAmount } from '../../format/money.ts';
import { sentence } from '../../format/sentence.ts';
import { Badge } from '../../kit/badge.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { FactGrid, PanelSection } from '../../kit/side-panel.tsx';
import { methodLabels, statusOf, type ReceiptRecord, type ReceiptRow } from './receipt-wire.ts';

export function PaymentHead({ receipt }: { readonly receipt: ReceiptRow }) {
  const status = statusOf(receipt);
  const isPart = !isZeroAmount(receipt.left.amount) && receipt.left.amount !== receipt.amount.amount;
  return (
    <header className="shrink-0 border-b border-line px-4 pt-3 pb-3">
      <div className="flex items-start gap-2 pr-8">
        <h2 className="min-w-0 text-title font-semibold break-words">{receipt.payer_name ?? receipt.customer_name ?? 'Unknown payer'}</h2>
        <span className="mt-px shrink-0"><Badge tone={status.tone}>{status.label}</Badge></span>
      </div>
      <p className="mt-0.5 text-minor text-ink-3">
        {receipt.number} · {methodLabels[receipt.method]} · <time dateTime={receipt.received_on}>{formatDate(receipt.received_on)}</time>
      </p>
      <p className="mt-2 flex items-baseline gap-2">
        <MoneyText money={receipt.amount} className="text-amount font-semibold" />
        {isPart && <span className="text-minor text-ink-2"><MoneyText money={receipt.left} /> not applied</span>}
      </p>
    </header>
  );
}

export function PaymentFacts({ receipt }: { readonly receipt: ReceiptRecord }) {
  return (
    <>
      <PanelSection title="Payment text">
        {receipt.text.trim() === '' && !receipt.reference
          ? <p className="text-ink-2">The payer wrote nothing.</p>
          : <p className="rounded-control bg-sunken px-2.5 py-2 text-read break-words whitespace-pre-wrap">{[receipt.text, receipt.reference].filter(Boolean).join('\n')}</p>}
      </PanelSection>
      {receipt.stands.length > 1 && (
        <PanelSection title="Where the money stands">
          <ul className="grid gap-1">
            {receipt.stands.map((part) => (
              <li key={part.customer_id ?? 'nobody'} className="flex gap-2"><span className="min-w-0 grow break-words">{part.customer_name ?? 'Unknown payer'}</span><MoneyText money={part.left} /></li>
            ))}
          </ul>
        </PanelSection>
      )}
      <PanelSection>
        <FactGrid
          columns={2}
          facts={[
            { label: 'Payer', value: receipt.payer_name ?? '–' },
            { label: 'From account', value: receipt.payer_account ?? '–' },
            { label: 'Customer', value: receipt.customer_name ?? 'Not known' },
            { label: 'Age', value: counted(receipt.age_days, 'day', 'days') },
            ...(receipt.original ? [{ label: 'Sent as', value: formatMoney(receipt.original) }] : []),
          ]}
        />
      </PanelSection>
    </>
  );
}

/** Everything that happened to the money, in the order in which it was recorded. */
export function ReceiptHistory({ receipt }: { readonly receipt: ReceiptRecord }) {
  return (
    <PanelSection title="What happened" count={receipt.history.length}>
      <ol className="grid gap-2">
        {receipt.history.map((event, index) => (
          <li key={index} className="grid grid-cols-[1fr_auto] gap-x-3">
            <span className="min-w-0 break-words">
              {sentence(event.event)} {event.number} {event.customer_name && <span className="text-ink-2">{event.customer_name}</span>}
            </span>
            {event.amount ? <MoneyText money={event.amount} className="text-end" /> : <span />}
            <span className="col-span-2 text-minor break-words text-ink-3">{formatDate(event.on)} · {event.by}{event.reason && ` · ${event.reason}`}</span>
          </li>
        ))}
      </ol>
    </PanelSection>
  );
}
