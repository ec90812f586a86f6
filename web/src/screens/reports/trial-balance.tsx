// Trial balance as of a day, as known at an instant; each account leads to its entries.
import { useMemo } from 'react';

import { useAddressText } from '../../app/address.ts';
import { AsOfControl } from '../../shell/as-of.tsx';
import { useEntityChoice } from '../../shell/entity-choice.tsx';
import { useAsOf } from '../../shell/use-as-of.ts';
import { KnownAtControl } from '../aging/aging-controls.tsx';
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
  const params = { as_of: asOf.param, known_at: knownAt, entity_id: entity.param };
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
      </ReportTable>
    </ReportFrame>
  );
}
