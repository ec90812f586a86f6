// One charge beside the list: what holds it, what it rests on, how its amount was made, and the decisions.
import { Link } from '@tanstack/react-router';
import { Check, CircleSlash, Pause } from 'lucide-react';
import { memo } from 'react';

import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.ts';
import { useRecord } from '../../api/use-record.ts';
import { useSettled } from '../../app/use-settled.ts';
import { formatDate, formatInstant } from '../../format/date.ts';
import { formatDecimal, isZeroAmount } from '../../format/money.ts';
import { placeName, taxCategoryName } from '../../format/place.ts';
import { fullSentence } from '../../format/sentence.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, ButtonRow } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { FactGrid, PanelBody, PanelHead, PanelSection, SidePanel, type Fact } from '../../kit/side-panel.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { Why } from '../../kit/why.tsx';
import { checkLabel, roleLabel } from './check-names.ts';
import type { DecisionVerb } from './charge-decision.tsx';
import { chargeStatuses, type ChargeRecord, type ChargeRow, type Hold, type PastHold } from './charge-wire.ts';

type ChargePanelProps = {
  readonly id: string | undefined;
  readonly row: ChargeRow | undefined;
  readonly may: Readonly<Record<DecisionVerb, boolean>>;
  readonly onDecide: (verb: DecisionVerb, row: ChargeRow) => void;
  readonly onClose: () => void;
};

const arrowingMs = 120;

export const ChargePanel = memo(function ChargePanel({ id, row, may, onDecide, onClose }: ChargePanelProps) {
  const settledId = useSettled(id, arrowingMs);
  const record = useRecord<ChargeRecord>(settledId && `/v1/charges/${settledId}`);
  const full = record.data?.charge_id === id ? record.data : undefined;
  const charge = full ?? row;
  return (
    <SidePanel label="Charge" onClose={onClose}>
      {charge && <ChargeHead charge={charge} may={may} onDecide={onDecide} />}
      {record.error && <div className="p-3"><ProblemBanner problem={asProblem(record.error)} onRetry={() => void record.refetch()} /></div>}
      {charge && (
        <PanelBody>
          {charge.holds.length > 0 && <PanelSection title="Held for"><Holds holds={charge.holds} /></PanelSection>}
          <PanelSection title="Rests on"><FactGrid columns={2} facts={evidenceFacts(charge)} /></PanelSection>
          <PanelSection title="Amount"><AmountSteps charge={charge} reason={full?.tax_reason ?? null} /></PanelSection>
          {full && full.history.some((hold) => hold.released_at) && <PanelSection title="Released before"><PastHolds holds={full.history} /></PanelSection>}
          {!full && !record.error && <SkeletonLines lines={2} />}
        </PanelBody>
      )}
      {!charge && !record.error && <SkeletonLines lines={9} />}
    </SidePanel>
  );
});

function ChargeHead({ charge, may, onDecide }: { readonly charge: ChargeRow } & Pick<ChargePanelProps, 'may' | 'onDecide'>) {
  const status = chargeStatuses[charge.status];
  const canHold = may.hold && charge.status === 'pending';
  const canRelease = may.release && charge.status === 'held';
  const canWaive = may.waive && (charge.status === 'held' || charge.status === 'pending');
  return (
    <PanelHead
      title={charge.description}
      badge={<Badge tone={status.tone}>{status.label}</Badge>}
      detail={<Link to="/customers" search={{ id: charge.customer_id } as never} className="hover:underline">{charge.customer_name} · {charge.customer_number}</Link>}
    >
      <p className="mt-2 flex items-baseline gap-2">
        <MoneyText money={charge.amount} className="text-amount font-semibold" />
        <Why of="this charge" proof={`/v1/explain?charge=${charge.charge_id}`} asWord />
      </p>
      {(canHold || canRelease || canWaive) && (
        <div className="mt-2">
          <ButtonRow>
            {canRelease && <Button look="primary" icon={Check} keys="a" onClick={() => onDecide('release', charge)}>Release</Button>}
            {canHold && <Button icon={Pause} keys="h" onClick={() => onDecide('hold', charge)}>Hold</Button>}
            {canWaive && <Button look={canRelease ? 'plain' : 'danger'} icon={CircleSlash} keys="w" onClick={() => onDecide('waive', charge)}>Waive</Button>}
          </ButtonRow>
        </div>
      )}
    </PanelHead>
  );
}

function Holds({ holds }: { readonly holds: readonly Hold[] }) {
  return (
    <ul className="grid gap-2.5">
      {holds.map((hold) => (
        <li key={hold.check_code}>
          <p className="flex items-center justify-between gap-2">
            <Badge tone="warn">{checkLabel(hold.check_code)}</Badge>
            <span className="text-minor text-ink-2">{roleLabel(hold.owner_role)} decides</span>
          </p>
          <p className="mt-1 break-words">{fullSentence(hold.reason)}</p>
        </li>
      ))}
    </ul>
  );
}

function evidenceFacts(charge: ChargeRow): Fact[] {
  const line = (no: number | null) => (no === null ? '' : `, line ${no}`);
  return [
    {
      label: 'Order',
      value: charge.order_id
        ? <Link to={`/orders/${charge.order_id}` as never} className="text-accent hover:underline">{charge.order_number}{line(charge.order_line_no)}</Link>
        : 'None',
    },
    {
      label: 'Delivery',
      value: charge.delivery_id
        ? <Link to="/deliveries" search={{ id: charge.delivery_id } as never} className="text-accent hover:underline">{charge.delivery_number}{line(charge.delivery_line_no)}</Link>
        : 'None',
    },
    { label: 'Customer PO', value: charge.customer_po ?? '–' },
    { label: 'Service', value: <time dateTime={charge.service_on}>{formatDate(charge.service_on)}</time> },
    { label: 'Product', value: charge.sku ?? '–' },
    { label: 'Charge code', value: charge.charge_code },
  ];
}

function AmountSteps({ charge, reason }: { readonly charge: ChargeRow; readonly reason: string | null }) {
  const { quantity, unit, unit_price: price, discount_percent: discount, amount } = charge;
  return (
    <table className="panel-table">
      <tbody>
        <tr><th scope="row" className="text-ink-2!">Quantity</th><td className="text-end">{formatDecimal(quantity)} {unit}</td></tr>
        <tr><th scope="row" className="text-ink-2!">Unit price</th><td className="text-end">{formatDecimal(price)}</td></tr>
        {!isZeroAmount(discount) && <tr><th scope="row" className="text-ink-2!">Discount</th><td className="text-end">{formatDecimal(discount)}%</td></tr>}
        <tr>
          <th scope="row" className="text-ink-2!">Tax</th>
          <td className="text-end" title={reason ?? undefined}>{placeName(charge.tax_jurisdiction)} · {taxCategoryName(charge.tax_category)} {formatDecimal(charge.tax_rate)}%</td>
        </tr>
      </tbody>
      <tfoot><tr><th scope="row">Amount before tax</th><td className="text-end"><MoneyText money={amount} /></td></tr></tfoot>
    </table>
  );
}

function PastHolds({ holds }: { readonly holds: readonly PastHold[] }) {
  const { time_zone: timeZone } = useSession().company;
  return (
    <ul className="grid gap-2">
      {holds.filter((hold) => hold.released_at).map((hold) => (
        <li key={hold.check_code + hold.opened_at}>
          <p>{checkLabel(hold.check_code)}: {hold.release_reason}</p>
          <p className="text-minor text-ink-3">{hold.released_by}, {formatInstant(hold.released_at ?? '', timeZone)}</p>
        </li>
      ))}
    </ul>
  );
}
