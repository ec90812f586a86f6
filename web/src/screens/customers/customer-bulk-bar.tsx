// What can be done with the chosen customers together: a hold needs a reason, acts at once and can be undone.
import { Ban } from 'lucide-react';
import { useState } from 'react';

import { useAction } from '../../api/use-action.ts';
import { counted } from '../../format/money.ts';
import { BulkBar } from '../../grid/bulk-bar.tsx';
import type { BulkBody } from '../../grid/selection.ts';
import type { SelectionState } from '../../grid/use-selection.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { ReasonDialog } from '../../kit/reason-dialog.tsx';
import { showToast } from '../../kit/toast-store.ts';
import type { CustomerRow } from './customer-wire.ts';

type CustomerBulkBarProps = {
  readonly selection: SelectionState<CustomerRow>;
  readonly mayWrite: boolean;
  readonly onShowView: (view: string | undefined) => void;
};

type Move = BulkBody & { readonly reason: string };

export function CustomerBulkBar({ selection, mayWrite, onShowView }: CustomerBulkBarProps) {
  const { current } = selection;
  const [isAsking, setAsking] = useState(false);
  const who = counted(selection.count, 'customer', 'customers');
  const release = useAction<Move>({
    request: (body) => ({ method: 'POST', path: '/v1/customers/release', body }),
    refresh: ['/v1/customers'],
  });
  const hold = useAction<Move>({
    request: (body) => ({ method: 'POST', path: '/v1/customers/hold', body }),
    refresh: ['/v1/customers'],
    onDone: (_result, body) => {
      showToast(`${who} put on hold`, { undo: () => release.run({ ...body, reason: 'Hold undone' }) });
      selection.clear();
      setAsking(false);
    },
  });
  const canHold = mayWrite && selection.count > 0;
  useKeys([{ keys: 'h', label: 'Put on hold', group: 'Chosen customers', run: () => setAsking(true) }], canHold);
  return (
    <>
      <BulkBar
        selection={selection}
        moneyWord="open"
        onShowView={() => current.kind === 'view' && onShowView(current.view.filter.view ? String(current.view.filter.view) : undefined)}
      >
        {mayWrite && <Button small look="quiet" icon={Ban} keys="h" onClick={() => setAsking(true)}>Put on hold</Button>}
      </BulkBar>
      {isAsking && (
        <ReasonDialog
          onClose={() => {
            hold.reset();
            setAsking(false);
          }}
          title={`Put ${who} on hold`}
          effect="Nothing more is billed to them until someone releases them. Issued invoices stay as they are."
          verb="Put on hold"
          busy={hold.isRunning}
          problem={hold.problem}
          onConfirm={(reason) => hold.run({ ...selection.body(), reason })}
        />
      )}
    </>
  );
}
