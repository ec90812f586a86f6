// What a run would bill as things stand, customer by customer, and what it would leave aside because it is held.
import { Link } from '@tanstack/react-router';
import { PackageOpen, TriangleAlert } from 'lucide-react';

import { useRecord } from '../../api/use-record.ts';
import { formatDate } from '../../format/date.ts';
import { counted, formatCount, formatMoney } from '../../format/money.ts';
import { EmptyState } from '../../kit/empty-state.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { StatStrip, StatTile } from '../../kit/stat-tile.tsx';
import { checkLabel, roleLabel } from '../charges/check-names.ts';
import type { ChargeSummary } from '../charges/charge-wire.ts';
import type { BillPreview } from './bill-run-wire.ts';

type BillPreviewProps = {
  readonly preview: BillPreview;
  readonly through: string;
  /** Of another day or customer than those now asked for. */
  readonly isOld: boolean;
};

export function BillPreviewView({ preview, through, isOld }: BillPreviewProps) {
  const { documents, charges, customers, uncharged, held } = preview;
  const [first, ...others] = preview.totals;
  const [risk] = preview.held_risk;
  const notes = preview.credit_notes;
  if (charges === 0 && uncharged === 0 && held === 0 && notes === 0) {
    return <EmptyState icon={PackageOpen} title={`Nothing is due through ${formatDate(through)}`}>Everything that was delivered by then is billed.</EmptyState>;
  }
  return (
    <section aria-label="What the run would do" aria-busy={isOld || undefined} className={`grid gap-5 ${isOld ? 'opacity-60' : ''}`}>
      <div className="overflow-hidden rounded-panel border border-line">
        <StatStrip label="Preview">
          <StatTile label="Invoices" value={formatCount(documents)} note={`for ${counted(customers, 'customer', 'customers')}`} />
          <StatTile label="Charges" value={formatCount(charges)} note={uncharged > 0 ? `and ${counted(uncharged, 'delivered line', 'delivered lines')} to price first` : 'all priced and checked'} />
          <StatTile
            label="Before tax"
            value={first ? formatMoney(first.amount, 'short') : '–'}
            exact={first && formatMoney(first.amount)}
            note={others.map((total) => formatMoney(total.amount)).join(' + ') || (first && formatMoney(first.amount))}
          />
          {notes > 0 && <StatTile label="Credit notes" value={formatCount(notes)} note={`${preview.credit_totals.map((total) => formatMoney(total.amount)).join(' + ')} came back, before tax`} />}
          <StatTile
            label="Held back"
            value={formatCount(held)}
            note={risk ? `${formatMoney(risk.risk)} at risk` : 'nothing is held'}
          />
        </StatStrip>
      </div>
      {held > 0 && <HeldBack held={held} />}
      <Customers preview={preview} />
    </section>
  );
}

function HeldBack({ held }: { readonly held: number }) {
  const summary = useRecord<ChargeSummary>('/v1/charges/summary');
  const groups = summary.data?.held ?? [];
  return (
    <section aria-label="Held back" className="rounded-panel border border-line bg-warn-soft px-4 py-3">
      <p className="flex flex-wrap items-center gap-2 font-semibold text-warn">
        <TriangleAlert aria-hidden="true" size={15} />
        {counted(held, 'charge stays', 'charges stay')} behind until someone decides.
        <Link to="/charges" search={{ view: 'held' } as never} className="font-medium text-accent underline">Look at them</Link>
      </p>
      {groups.length > 0 && (
        <ul className="mt-1.5 flex flex-wrap gap-x-5 gap-y-1 text-ink">
          {groups.map((group) => (
            <li key={`${group.check_code} ${group.owner_role} ${group.currency}`}>
              {checkLabel(group.check_code)} <span className="font-semibold">{formatCount(group.charges)}</span> <span className="text-ink-2">{formatMoney(group.risk)}, {roleLabel(group.owner_role).toLowerCase()}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Customers({ preview }: { readonly preview: BillPreview }) {
  if (preview.largest.length === 0) return null;
  return (
    <section aria-label="By customer">
      <h2 className="mb-2 text-read font-semibold">
        By customer <span className="font-normal text-ink-3">{preview.largest.length < preview.customers ? `the largest ${preview.largest.length} of ${formatCount(preview.customers)}` : formatCount(preview.customers)}</span>
      </h2>
      <div className="rounded-panel border border-line bg-surface px-4 py-1">
        <table className="panel-table">
          <thead>
            <tr><th scope="col">Customer</th><th scope="col" className="text-end!">Charges</th><th scope="col" className="text-end!">Invoices</th><th scope="col" className="text-end!">Before tax</th></tr>
          </thead>
          <tbody>
            {preview.largest.map((row) => (
              <tr key={`${row.customer_id} ${row.currency}`}>
                <td>
                  <Link to="/charges" search={{ view: 'pending', q: row.customer_number } as never} className="font-medium text-accent hover:underline">{row.customer_name}</Link>
                  <span className="text-ink-3"> {row.customer_number}</span>
                </td>
                <td className="text-end">{formatCount(row.charges)}</td>
                <td className="text-end">{formatCount(row.documents)}</td>
                <td className="text-end"><MoneyText money={row.amount} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
