// Trial balance as of a day, as known at an instant; each account leads to its entries.
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';

import type { QueryParams } from '../../api/client.ts';
import { useRecord } from '../../api/use-record.ts';
import { useAddressText } from '../../app/address.ts';
import { formatDate } from '../../format/date.ts';
import { counted, formatMoney } from '../../format/money.ts';
import { Badge } from '../../kit/badge.tsx';
import { Checkbox } from '../../kit/input.tsx';
import { AsOfControl } from '../../shell/as-of.tsx';
import { useEntityChoice } from '../../shell/entity-choice.tsx';
import { useAsOf } from '../../shell/use-as-of.ts';
import { KnownAtControl } from '../aging/aging-controls.tsx';
import type { MissingBase } from '../settings/rate-wire.ts';
import { ExportMenu } from './export-menu.tsx';
import { accountType, amount, link, text, textOf } from './report-columns.tsx';
import { ReportFrame } from './report-frame.tsx';
import { ReportTable, type ReportRow } from './report-table.tsx';

const path = '/v1/reports/trial-balance';
const keyOf = (row: ReportRow) => `${textOf(row, 'code')} ${textOf(row, 'currency')}`;
const accountPage = (row: ReportRow) => `/ledger/accounts/${textOf(row, 'account_id')}`;

export function TrialBalance() {
  const asOf = useAsOf();
  const [knownAt, setKnownAt] = useAddressText('known_at');
  const entity = useEntityChoice();
  const [inBase, setInBase] = useAddressText('in');
  const params = { as_of: asOf.param, known_at: knownAt, entity_id: entity.param, in: inBase };
  const columns = useMemo(() => [
    text('code', 'Account', { width: 84 }),
    link('name', 'Name', accountPage, { width: 200, grow: true, isAnchor: true }),
    accountType(),
    text('currency', 'Currency', { width: 74 }),
    amount('debit', 'Debit'),
    amount('credit', 'Credit'),
    amount('balance', 'Balance', { strong: true }),
  ], []);
  return (
    <ReportFrame id="trial-balance" beside={<>{entity.control}<AsOfControl asOf={asOf} /></>} actions={<ExportMenu path={path} params={params} />}>
      <ReportTable name="trial-balance" label="Trial balance" path={path} params={params} columns={columns} rowKey={keyOf} things={['account', 'accounts']} emptyTitle="Nothing was posted by this day">
        <KnownAtControl value={knownAt} onValue={setKnownAt} />
        <Checkbox checked={inBase === 'base'} onChecked={(isOn) => setInBase(isOn ? 'base' : undefined)}>In base currency</Checkbox>
        <MissingInBase params={params} />
      </ReportTable>
    </ReportFrame>
  );
}

/** Postings without a base amount are in no figure: it is said which, and where that is mended. */
function MissingInBase({ params }: { readonly params: QueryParams }) {
  const missing = useRecord<{ readonly missing: readonly MissingBase[] }>(params.in === 'base' ? path : undefined, params).data?.missing ?? [];
  if (missing.length === 0) return null;
  const days = missing.slice(0, 3).map((day) => `${formatMoney(day.amount)} of ${formatDate(day.rated_on)}`).join(', ');
  return (
    <p className="flex items-center gap-2 text-minor text-ink-2">
      <Badge tone="warn">Not included</Badge>
      <span>{days}{missing.length > 3 && ` and ${counted(missing.length - 3, 'other day', 'other days')}`}: no rate when posted. <Link to={'/settings' as never} search={{ section: 'rates' } as never} className="text-accent hover:underline">Exchange rates</Link></span>
    </p>
  );
}
