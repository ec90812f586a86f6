// A line that was taken for something else is a payment after all: it becomes a receipt with a number, of an unknown payer.
import { useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { formatMoney } from '../../format/money.ts';
import { ReasonDialog } from '../../kit/reason-dialog.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { decideLineRequest, refreshedByCash, type DecideLineInput } from '../receipts/receipt-requests.ts';
import type { BankLine } from './bank-wire.ts';

export function ReceiptAfterAllDialog({ line, onClose }: { readonly line: BankLine; readonly onClose: () => void }) {
  const { today } = useSession().company;
  const action = useAction<DecideLineInput>({
    request: decideLineRequest,
    refresh: refreshedByCash,
    onDone: () => {
      showToast(`${formatMoney(line.amount)} is a receipt now`);
      onClose();
    },
  });
  return (
    <ReasonDialog
      open
      onClose={onClose}
      title="A receipt after all"
      effect={`${formatMoney(line.amount)} of ${line.payer_name ?? 'an unknown payer'} moves to money of unknown payers and waits to be matched.`}
      verb="Make it a receipt"
      busy={action.isRunning}
      problem={action.problem}
      onConfirm={(reason) => action.run({ bankLineId: line.bank_line_id, decision: 'receipt', reason, day: today })}
    />
  );
}
