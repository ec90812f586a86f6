// The frame of the ledger: accounts and checks as tabs above whatever is shown.
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { useMay } from '../../api/session.ts';
import { ViewTabs } from '../../kit/view-tabs.tsx';
import { Page } from '../../shell/page.tsx';

type LedgerFrameProps = { readonly title: string; readonly tab: 'accounts' | 'checks'; readonly beside?: ReactNode; readonly actions?: ReactNode; readonly children: ReactNode };

export function LedgerFrame({ title, tab, beside, actions, children }: LedgerFrameProps) {
  const navigate = useNavigate();
  const mayCheck = useMay('audit.read');
  const views = [{ id: 'accounts', label: 'Accounts' }, ...(mayCheck ? [{ id: 'checks', label: 'Checks' }] : [])];
  return (
    <Page title={title} beside={beside} actions={actions}>
      <ViewTabs views={views} value={tab} onValue={(id) => void navigate({ to: (id === 'checks' ? '/ledger/checks' : '/ledger') as never })} />
      {children}
    </Page>
  );
}
