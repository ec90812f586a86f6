// Charges: what is ready to bill, what is held and why, and the two standing lists that should be empty.
import { useNavigate } from '@tanstack/react-router';
import { Play } from 'lucide-react';
import { lazy, Suspense, useCallback } from 'react';

import { useMay } from '../../api/session.ts';
import { useRecord } from '../../api/use-record.ts';
import { useAddressParams } from '../../app/address.ts';
import { counted, formatCount, formatMoney } from '../../format/money.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { StatStrip, StatTile } from '../../kit/stat-tile.tsx';
import { ViewTabs } from '../../kit/view-tabs.tsx';
import { AsOfControl } from '../../shell/as-of.tsx';
import { useAsOf } from '../../shell/use-as-of.ts';
import { Page } from '../../shell/page.tsx';
import type { ChargeSummary, ChargeTotals } from './charge-wire.ts';
import { checkLabel, roleLabel } from './check-names.ts';
import { WaitingCharges } from './waiting-charges.tsx';

const UnbilledList = lazy(async () => ({ default: (await import('./unbilled-list.tsx')).UnbilledList }));
const UndeliveredList = lazy(async () => ({ default: (await import('./undelivered-list.tsx')).UndeliveredList }));

type ViewId = 'pending' | 'held' | 'unbilled' | 'undelivered';

const labels: readonly { readonly id: ViewId; readonly label: string }[] = [
  { id: 'pending', label: 'Ready to bill' },
  { id: 'held', label: 'Held' },
  { id: 'unbilled', label: 'Delivered, not billed' },
  { id: 'undelivered', label: 'Billed, not delivered' },
];

export function ChargesScreen() {
  const navigate = useNavigate();
  const asOf = useAsOf();
  const mayBill = useMay('invoice.issue');
  const params = useAddressParams();
  const view = labels.find(({ id }) => id === params.view)?.id ?? 'pending';
  const summary = useRecord<ChargeSummary>('/v1/charges/summary');
  const isStanding = view === 'unbilled' || view === 'undelivered';
  // Every view has its own filter and row, so they are left behind.
  const open = useCallback((id: string, search: object = {}) => void navigate({ to: '/charges', search: { view: id, ...search } as never }), [navigate]);
  const bill = () => void navigate({ to: '/bill-runs/new' });
  useKeys([{ keys: 'b', label: 'Bill everything due', group: 'Charges', run: bill }], mayBill);
  const counts: Partial<Record<ViewId, number>> = { pending: countOf(summary.data?.pending_totals), held: countOf(summary.data?.held_totals) };
  return (
    <Page
      title="Charges"
      beside={isStanding && <AsOfControl asOf={asOf} />}
      actions={mayBill && <Button look="primary" icon={Play} keys="b" onClick={bill}>Bill everything due</Button>}
    >
      <ChargeFigures summary={summary.data} onOpen={open} />
      <ViewTabs views={labels.map((one) => ({ ...one, count: counts[one.id] }))} value={view} onValue={open} />
      {(view === 'pending' || view === 'held') && <WaitingCharges key={view} status={view} />}
      <Suspense>
        {view === 'unbilled' && <UnbilledList asOf={asOf} />}
        {view === 'undelivered' && <UndeliveredList asOf={asOf} />}
      </Suspense>
    </Page>
  );
}

type ChargeFiguresProps = { readonly summary: ChargeSummary | undefined; readonly onOpen: (view: string, search?: object) => void };

const mostChecks = 2;

/** A charge with two holds counts under each check, so the checks don't add up to what is held. */
function ChargeFigures({ summary, onOpen }: ChargeFiguresProps) {
  const pending = summary?.pending_totals[0];
  const held = summary?.held_totals[0];
  const checks = summary?.held.slice(0, mostChecks) ?? [];
  return (
    <StatStrip label="Figures">
      <StatTile
        label="Ready to bill"
        value={pending ? formatMoney(pending.amount, 'short') : summary ? formatCount(0) : '–'}
        exact={pending && formatMoney(pending.amount)}
        note={more(summary?.pending_totals)}
        onOpen={() => onOpen('pending')}
      />
      <StatTile
        label="Held"
        value={held ? formatMoney(held.amount, 'short') : summary ? formatCount(0) : '–'}
        exact={held && formatMoney(held.amount)}
        note={more(summary?.held_totals)}
        onOpen={() => onOpen('held')}
      />
      {checks.map((group) => (
        <StatTile
          key={`${group.check_code} ${group.owner_role} ${group.currency}`}
          label={`Held: ${checkLabel(group.check_code).toLowerCase()}`}
          value={formatMoney(group.risk, 'short')}
          exact={formatMoney(group.risk)}
          note={`${formatCount(group.charges)}, ${roleLabel(group.owner_role).toLowerCase()} decides`}
          onOpen={() => onOpen('held', { check: group.check_code })}
        />
      ))}
    </StatStrip>
  );
}

/** '12 charges', and the sums in further currencies. */
function more(totals: readonly ChargeTotals[] | undefined): string | undefined {
  const count = countOf(totals);
  if (totals === undefined || count === undefined) return undefined;
  const others = totals.slice(1).map((total) => formatMoney(total.amount, 'short'));
  return [counted(count, 'charge', 'charges'), ...others].join(' + ');
}

function countOf(totals: readonly ChargeTotals[] | undefined): number | undefined {
  return totals?.reduce((sum, total) => sum + total.charges, 0);
}
