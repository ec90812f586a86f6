// One customer beside the list: what it owes and how old it is, the figures that matter for a call, open items, people.
import { Link } from '@tanstack/react-router';
import { FileText, Mail, Plus, Phone } from 'lucide-react';
import { memo } from 'react';

import { asProblem } from '../../api/problem.ts';
import type { WireMoney } from '../../api/types.ts';
import { withQuery } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useRecord } from '../../api/use-record.ts';
import { useSettled } from '../../app/use-settled.ts';
import { daysBetween, formatDate, formatDayNear } from '../../format/date.ts';
import { counted, formatCount, formatMoney, isZeroAmount, subtractAmounts } from '../../format/money.ts';
import { AgingColumns } from '../../kit/aging-bar.tsx';
import { Badge } from '../../kit/badge.tsx';
import { buttonClass, ButtonRow } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { FactGrid, PanelBody, PanelHead, PanelSection, SidePanel } from '../../kit/side-panel.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { Why } from '../../kit/why.tsx';
import { agedOf, customerStatuses, inOtherCurrencies, openItemStatuses, receivablesOf, type CustomerContact, type CustomerRecord, type CustomerRow, type OpenItem } from './customer-wire.ts';

type CustomerPanelProps = {
  /** Undefined until the list has its first row. */
  readonly id: string | undefined;
  /** What the list knows already, shown until the record is here. */
  readonly row: CustomerRow | undefined;
  readonly asOf: string | undefined;
  readonly day: string;
  readonly onClose: () => void;
};

/** While someone arrows down the list, only the customer they stop at is asked for. */
const arrowingMs = 120;

export const CustomerPanel = memo(function CustomerPanel({ id, row, asOf, day, onClose }: CustomerPanelProps) {
  const settledId = useSettled(id, arrowingMs);
  const record = useRecord<CustomerRecord>(settledId && `/v1/customers/${settledId}`, { as_of: asOf });
  const full = record.data?.id === id ? record.data : undefined;
  const customer = full ?? row;
  return (
    <SidePanel label="Customer" onClose={onClose}>
      {customer && <CustomerHead customer={customer} asOf={asOf} />}
      {record.error && <div className="p-3"><ProblemBanner problem={asProblem(record.error)} onRetry={() => void record.refetch()} /></div>}
      {customer && (
        <PanelBody>
          {agedOf(customer).map(({ aging, currency }) => <PanelSection key={currency}><AgingColumns buckets={aging} currency={currency} /></PanelSection>)}
          {full ? <CustomerDetails customer={full} day={day} /> : !record.error && <SkeletonLines lines={7} />}
        </PanelBody>
      )}
      {!customer && !record.error && <SkeletonLines lines={9} />}
    </SidePanel>
  );
});

function CustomerHead({ customer, asOf }: { readonly customer: CustomerRow; readonly asOf: string | undefined }) {
  const status = customerStatuses[customer.status];
  const mayDraft = useMay('invoice.draft') && asOf === undefined;
  const mayProve = useMay('report.read');
  return (
    <PanelHead
      title={customer.name}
      badge={customer.status !== 'active' && <Badge tone={status.tone}>{status.label}</Badge>}
      detail={`${customer.number} · ${customer.terms}`}
    >
      {receivablesOf(customer).map(({ currency, receivable, overdue }, index) => (
        <p key={currency} className={`flex items-baseline gap-2 ${index === 0 ? 'mt-2' : ''}`}>
          <MoneyText money={receivable} className="text-amount font-semibold" />
          {mayProve && <Why of={`the receivable of ${customer.name} in ${currency}`} proof={withQuery(`/v1/customers/${customer.id}/explain`, { as_of: asOf, currency })} />}
          {!isZeroAmount(overdue.amount) && <span className="text-minor text-ink-2"><MoneyText money={overdue} /> overdue</span>}
        </p>
      ))}
      <div className="mt-2">
        <ButtonRow>
          {mayDraft && <Link to="/invoices/new" search={{ customer: customer.id } as never} className={buttonClass('primary')}><Plus aria-hidden="true" size={15} />Invoice</Link>}
          <Link to="/reports/statement" search={{ customer: customer.id } as never} className={buttonClass()}><FileText aria-hidden="true" size={15} strokeWidth={1.75} />Statement</Link>
          <Link to={'/reports/account' as never} search={{ customer: customer.id } as never} className={buttonClass()}>Account</Link>
        </ButtonRow>
      </div>
    </PanelHead>
  );
}

function CustomerDetails({ customer, day }: { readonly customer: CustomerRecord; readonly day: string }) {
  const { credit_limit: limit, receivable, unapplied, open_items: items, contacts } = customer;
  const oldest = items.reduce((most, item) => Math.max(most, daysBetween(item.due_date, day)), 0);
  return (
    <>
      <PanelSection>
        <FactGrid
          facts={[
            { label: 'Pays after', value: customer.pays_after_days == null ? '–' : `${formatCount(customer.pays_after_days)} days` },
            { label: 'Oldest item', value: oldest > 0 ? `${formatCount(oldest)} days late` : 'None late' },
            { label: 'Credit limit', value: limit ? formatMoney(limit, 'short') : 'None' },
            ...(isZeroAmount(unapplied.amount) ? [] : [{ label: 'Unapplied cash', value: <MoneyText money={unapplied} /> }, { label: 'Balance', value: <MoneyText money={{ ...receivable, amount: subtractAmounts(receivable.amount, unapplied.amount) }} /> }]),
            ...inOtherCurrencies(customer, (other) => other.unapplied).map((money) => ({ label: `Unapplied cash in ${money.currency}`, value: <MoneyText money={money} /> })),
          ]}
        />
      </PanelSection>
      <PanelSection title="Open items" count={formatCount(items.length)}>
        {items.length === 0 ? <p className="text-ink-2">Everything is paid.</p> : <OpenItems items={items} day={day} receivables={receivablesOf(customer).map((owed) => owed.receivable)} />}
      </PanelSection>
      <PanelSection title="Contacts" count={formatCount(contacts.length)}>
        {contacts.length === 0 ? <p className="text-ink-2">Nobody is named yet.</p> : <Contacts contacts={contacts} />}
      </PanelSection>
    </>
  );
}

function OpenItems({ items, day, receivables }: { readonly items: readonly OpenItem[]; readonly day: string; readonly receivables: readonly WireMoney[] }) {
  return (
    <table className="panel-table">
      <thead>
        <tr><th scope="col">Document</th><th scope="col">Due</th><th scope="col" className="text-end!">Open</th></tr>
      </thead>
      <tbody>
        {items.map((item) => {
          const late = daysBetween(item.due_date, day);
          const status = openItemStatuses[item.status];
          return (
            <tr key={item.item_id}>
              <td><Link to={`/invoices/${item.id}` as never} className="font-medium text-accent hover:underline">{item.number}</Link></td>
              <td>
                <time dateTime={item.due_date} title={formatDate(item.due_date, 'long')}>{formatDayNear(item.due_date, day)}</time>{' '}
                {item.status === 'overdue' ? <span className={`block text-minor ${late > 90 ? 'text-bad' : 'text-ink-2'}`}>{counted(late, 'day', 'days')} late</span> : <Badge tone={status.tone}>{status.label}</Badge>}
              </td>
              <td className="text-end"><MoneyText money={item.open} /></td>
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        {receivables.map((receivable, index) => (
          <tr key={receivable.currency}><th scope="row" colSpan={2}>{index === 0 ? 'Receivable' : ''}</th><td className="text-end"><MoneyText money={receivable} /></td></tr>
        ))}
      </tfoot>
    </table>
  );
}

function Contacts({ contacts }: { readonly contacts: readonly CustomerContact[] }) {
  return (
    <ul className="grid gap-2">
      {contacts.map((contact) => (
        <li key={contact.id}>
          <p className="font-medium">{contact.name} {contact.role && <span className="font-normal text-ink-3">{contact.role}</span>}</p>
          <p className="flex flex-wrap gap-x-3 text-minor">
            {contact.email && <a href={`mailto:${contact.email}`} className="inline-flex min-h-6 items-center gap-1 text-accent hover:underline"><Mail aria-hidden="true" size={12} />{contact.email}</a>}
            {contact.phone && <a href={`tel:${contact.phone}`} className="inline-flex min-h-6 items-center gap-1 text-accent hover:underline"><Phone aria-hidden="true" size={12} />{contact.phone}</a>}
          </p>
        </li>
      ))}
    </ul>
  );
}
