// The ledger: every account with its balance as of a day; Enter opens its transfers.
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';

import { AsOfControl } from '../../shell/as-of.tsx';
import { useEntityChoice } from '../../shell/entity-choice.tsx';
import { useAsOf } from '../../shell/use-as-of.ts';
import { ExportMenu } from '../reports/export-menu.tsx';
import { accountType, amount, link, text, textOf } from '../reports/report-columns.tsx';
import { ReportTable, type ReportRow } from '../reports/report-table.tsx';
import { LedgerFrame } from './ledger-frame.tsx';

const path = '/v1/reports/trial-balance';
const keyOf = (row: ReportRow) => `${textOf(row, 'code')} ${textOf(row, 'currency')}`;
const pageOf = (row: ReportRow) => `/ledger/accounts/${textOf(row, 'account_id')}`;

export function LedgerScreen() {
  const asOf = useAsOf();
  const navigate = useNavigate();
  const entity = useEntityChoice();
  const params = { as_of: asOf.param, entity_id: entity.param };
  const columns = useMemo(() => [
    text('code', 'Account', { width: 84 }),
    link('name', 'Name', pageOf, { width: 220, grow: true, isAnchor: true }),
    accountType(),
    text('currency', 'Currency', { width: 80 }),
    amount('debit', 'Debit'),
    amount('credit', 'Credit'),
    amount('balance', 'Balance', { strong: true, noSum: true }),
  ], []);
  return (
    <LedgerFrame title="Ledger" tab="accounts" beside={<>{entity.control}<AsOfControl asOf={asOf} /></>} actions={<ExportMenu path={path} params={params} />}>
      <ReportTable
        name="ledger"
        label="Accounts"
        path={path}
        params={params}
        columns={columns}
        rowKey={keyOf}
        things={['account', 'accounts']} emptyTitle="Nothing is posted yet"
        onOpen={(row) => void navigate({ to: pageOf(row) as never, search: { as_of: asOf.param } as never })}
      />
    </LedgerFrame>
  );
}
