// The account of one customer: every move that changed what they owe, with the balance after it.
import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft, BookUser } from 'lucide-react';
import { useMemo } from 'react';

import { useSession } from '../../api/session.ts';
import type { WireMoney } from '../../api/types.ts';
import { useRecord } from '../../api/use-record.ts';
import { useAddressText } from '../../app/address.ts';
import { formatMoney } from '../../format/money.ts';
import { buttonClass } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Select } from '../../kit/input.tsx';
import { Page } from '../../shell/page.tsx';
import { eventLabel } from '../ledger/ledger-wire.ts';
import { CustomerChoice, useReportCustomer, type ReportCustomer } from './customer-choice.tsx';
import { ExportMenu } from './export-menu.tsx';
import { PeriodControl, usePeriod } from './period-control.tsx';
import { amount, day, link, text, textOf } from './report-columns.tsx';
import { ReportFrame } from './report-frame.tsx';
import { ReportTable, type ReportRow } from './report-table.tsx';

const keyOf = (row: ReportRow) => textOf(row, 'entry_id');

export function AccountReport() {
  const [customerId, setCustomerId] = useAddressText('customer');
  const customer = useReportCustomer(customerId);
  const account = useAccount(customer);
  return (
    <ReportFrame id="account" beside={<><CustomerChoice customer={customer} onCustomer={setCustomerId} />{account.control}</>} actions={account.file}>
      {customer ? account.table : <EmptyState icon={BookUser} title="Whose account?">Choose a customer above.</EmptyState>}
    </ReportFrame>
  );
}

/** The same as a page of the customer: /customers/…/account. */
export function CustomerAccountScreen() {
  const { customerId } = useParams({ strict: false }) as { customerId?: string };
  const customer = useReportCustomer(customerId);
  const account = useAccount(customer);
  return (
    <Page
      title={customer ? `Account of ${customer.name}` : 'Account'}
      beside={account.control}
      actions={(
        <>
          <Link to="/customers" search={{ id: customerId } as never} className={buttonClass()}><ArrowLeft aria-hidden="true" size={15} />Customer</Link>
          {account.file}
        </>
      )}
    >
      {account.table}
    </Page>
  );
}

function useAccount(customer: ReportCustomer | undefined): { readonly control: React.ReactNode; readonly file: React.ReactNode; readonly table: React.ReactNode } {
  const { today } = useSession().company;
  const period = usePeriod();
  const [chosen, setCurrency] = useAddressText('currency');
  const columns = useMemo(() => accountColumns(today), [today]);
  if (!customer) return { control: null, file: null, table: null };
  const currencies = [customer.currency, ...customer.other_currencies.map((other) => other.currency)];
  const currency = chosen !== undefined && chosen !== '' ? chosen : customer.currency;
  const path = `/v1/customers/${customer.id}/account`;
  const params = { currency, from: period.from, to: period.to };
  const options = [...new Set([...currencies, currency])].map((code) => ({ value: code, label: code }));
  return {
    control: <PeriodControl period={period} />,
    file: <ExportMenu path={path} params={params} />,
    table: (
      <ReportTable name="account" label={`Account of ${customer.name}`} path={path} params={params} columns={columns} rowKey={keyOf} isPaged emptyTitle="Nothing moved in this period">
        {options.length > 1 && <span className="w-24"><Select aria-label="Currency" className="h-7! text-body!" value={currency} options={options} onValue={setCurrency} /></span>}
        <Ends path={path} params={params} />
      </ReportTable>
    ),
  };
}

const letOffWords: Readonly<Record<string, string>> = { discount_allowed: 'discount', bank_charges: 'bank fee', small_differences: 'small difference' };

/** Cash that is applied moves within the account: what an application changes in the balance was let off. */
function moveLabel(row: ReportRow): string {
  const letOff = (row['let_off'] as readonly string[] | undefined ?? []).map((purpose) => letOffWords[purpose] ?? purpose);
  return [eventLabel(textOf(row, 'event')), ...letOff].join(', ');
}

function accountColumns(today: string) {
  return [
    day('posted_on', 'Date', today),
    text('event', 'Event', { width: 150, grow: true, isAnchor: true, cell: moveLabel }),
    link('number', 'Document', pageOf, { width: 140 }),
    text('reason', 'Reason', { width: 200 }),
    amount('debit', 'Debit', { noSum: true }),
    amount('credit', 'Credit', { noSum: true }),
    amount('balance', 'Balance', { strong: true, noSum: true }),
  ];
}

function pageOf(row: ReportRow): string | undefined {
  const id = textOf(row, 'document_id');
  if (!id) return undefined;
  return textOf(row, 'document_kind') === 'receipt' ? `/receipts/${id}` : `/invoices/${id}`;
}

type EndsProps = { readonly path: string; readonly params: { readonly currency: string; readonly from: string; readonly to: string } };

function Ends({ path, params }: EndsProps) {
  const { data } = useRecord<{ readonly opening: WireMoney; readonly closing: WireMoney }>(path, { ...params, limit: 1 }, { keepPrevious: true });
  if (!data) return null;
  return <p className="text-minor text-ink-2">Opening <strong className="font-semibold text-ink">{formatMoney(data.opening)}</strong> · closing <strong className="font-semibold text-ink">{formatMoney(data.closing)}</strong></p>;
}
