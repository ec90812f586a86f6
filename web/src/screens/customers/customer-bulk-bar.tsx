// What can be done with the chosen customers together; a hold acts at once and can be undone.
import { Ban } from 'lucide-react';

import { useAction } from '../../api/use-action.ts';
import { counted } from '../../format/money.ts';
import { BulkBar } from '../../grid/bulk-bar.tsx';
import type { BulkBody } from '../../grid/selection.ts';
import type { SelectionState } from '../../grid/use-selection.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { showProblem, showToast } from '../../kit/toast-store.ts';
import type { CustomerRow } from './customer-wire.ts';

type CustomerBulkBarProps = {
  readonly selection: SelectionState<CustomerRow>;
  readonly mayWrite: boolean;
  readonly onShowView: (view: string | undefined) => void;
};

export function CustomerBulkBar({ selection, mayWrite, onShowView }: CustomerBulkBarProps) {
  const { current } = selection;
  const release = useAction<BulkBody>({
    request: (body) => ({ method: 'POST', path: '/v1/customers/release', body }),
    refresh: ['/v1/customers'],
  });
  const hold = useAction<BulkBody>({
    request: (body) => ({ method: 'POST', path: '/v1/customers/hold', body }),
    refresh: ['/v1/customers'],
    onDone: (_result, body) => {
      showToast(`${counted(selection.count, 'customer', 'customers')} put on hold`, { undo: () => release.run(body) });
      selection.clear();
    },
  });
  const holdChosen = () => {
    hold.runAsync(selection.body()).catch(showProblem);
  };
  useKeys([{ keys: 'h', label: 'Put on hold', group: 'Chosen customers', run: holdChosen }], mayWrite && selection.count > 0);
  return (
    <BulkBar
      selection={selection}
      moneyWord="open"
      onShowView={() => current.kind === 'view' && onShowView(current.view.filter.view ? String(current.view.filter.view) : undefined)}
    >
      {mayWrite && <Button small look="quiet" icon={Ban} keys="h" busy={hold.isRunning} onClick={holdChosen}>Put on hold</Button>}
    </BulkBar>
  );
}
