// A line that was taken for something else is a payment after all: it becomes a receipt with a number, of an unknown payer.
import { useSession } from '../../api/session.ts';
import { formatMoney } from '../../format/money.ts';
import { ReasonDialog } from '../../kit/reason-dialog.tsx';
import { decideLineRequest } from '../receipts/receipt-requests.ts';
import { useCashAction } from '../receipts/use-cash-action.ts';
import type { BankLine } from './bank-wire.ts';

export function ReceiptAfterAllDialog({ line, onClose }: { readonly line: BankLine; readonly onClose: () => void }) {
  const { today } = useSession().company;
  const action = useCashAction(decideLineRequest, { onClose }, () => ({ message: `${formatMoney(line.amount)} is a receipt now` }));
  return (
    <ReasonDialog
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
