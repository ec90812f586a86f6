// A line that is a payment after all, that takes an earlier payment back, or that came in a second time with another file.
import { useState } from 'react';

import { get } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import type { WirePage } from '../../api/types.ts';
import { formatDate } from '../../format/date.ts';
import { absoluteAmount, formatMoney, isZeroAmount, subtractAmounts } from '../../format/money.ts';
import { Combobox } from '../../kit/combobox.tsx';
import { Field } from '../../kit/field.tsx';
import type { Option } from '../../kit/option.ts';
import { ReasonDialog } from '../../kit/reason-dialog.tsx';
import { decideLineRequest } from '../receipts/receipt-requests.ts';
import type { ReceiptRow } from '../receipts/receipt-wire.ts';
import { useCashAction } from '../receipts/use-cash-action.ts';
import type { BankLine } from './bank-wire.ts';

type LineDialogProps = { readonly line: BankLine; readonly onDone: () => void; readonly onClose: () => void };

export function ReceiptAfterAllDialog({ line, onDone, onClose }: LineDialogProps) {
  const { today } = useSession().company;
  const action = useCashAction(decideLineRequest, { onClose, onDone }, () => ({ message: `${formatMoney(line.amount)} is a receipt now` }));
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

export function DuplicateDialog({ line, onDone, onClose }: LineDialogProps) {
  const { today } = useSession().company;
  const action = useCashAction(decideLineRequest, { onClose, onDone }, () => ({ message: `${formatMoney(line.amount)} counts once` }));
  return (
    <ReasonDialog
      onClose={onClose}
      title="A duplicate"
      effect={`The same movement came with another file. The posting of ${formatMoney(line.amount)} on ${formatDate(line.booked_on)} is taken off the bank account; the line stays readable and counts for nothing. This can’t be undone.`}
      verb="It is a duplicate"
      busy={action.isRunning}
      problem={action.problem}
      onConfirm={(reason) => action.run({ bankLineId: line.bank_line_id, decision: 'duplicate', reason, day: today })}
    />
  );
}

/** Which receipt came back is said here; the next run takes it from its customer and opens what it had paid. */
export function ReturnDialog({ line, onDone, onClose }: LineDialogProps) {
  const { today } = useSession().company;
  const [receipt, setReceipt] = useState<ReceiptOption | null>(null);
  const [isMissing, setMissing] = useState(false);
  const action = useCashAction(decideLineRequest, { onClose, onDone }, () => ({ message: `${formatMoney(line.amount)} takes ${receipt?.label ?? 'a receipt'} back with the next run` }));
  return (
    <ReasonDialog
      onClose={onClose}
      title="A payment came back"
      effect={(
        <div className="grid gap-2">
          <p>{formatMoney(line.amount)} on {formatDate(line.booked_on)}: {line.text.replaceAll('\n', ' ') || line.payer_name}</p>
          <Field label="Receipt that came back" required hint={hintOf(line, receipt)} error={isMissing && !receipt ? 'Choose the receipt.' : action.problem?.reasonFor('receipt_id')}>
            <Combobox autoFocus value={receipt} search={(text, signal) => searchReturned(line, text, signal)} placeholder="Payer, number or amount" onValue={(option) => setReceipt(option as ReceiptOption | null)} />
          </Field>
        </div>
      )}
      hasFields
      verb="Take it back"
      busy={action.isRunning}
      problem={action.problem}
      onConfirm={(reason) => {
        setMissing(!receipt);
        if (receipt) action.run({ bankLineId: line.bank_line_id, decision: 'return', receiptId: receipt.id, reason, day: today });
      }}
    />
  );
}

type ReceiptOption = Option & { readonly row: ReceiptRow };

/** Nothing typed yet: the receipts of the same amount. */
async function searchReturned(line: BankLine, text: string, signal: AbortSignal): Promise<readonly ReceiptOption[]> {
  const q = text.trim() === '' ? absoluteAmount(line.amount.amount) : text;
  const page = await get<WirePage<ReceiptRow>>('/v1/receipts', { q, status: '["unidentified","unapplied","partly","applied"]', to: line.booked_on, limit: 12 }, signal);
  return page.items.filter((row) => row.amount.currency === line.amount.currency)
    .map((row) => ({ id: row.receipt_id, label: row.number, detail: `${row.customer_name ?? row.payer_name ?? ''} · ${formatDate(row.received_on, 'short')} · ${formatMoney(row.amount)}`, row }));
}

function hintOf(line: BankLine, receipt: ReceiptOption | null): string {
  if (!receipt) return 'The next run takes it from its customer; what it paid is open again with the old due date.';
  const fee = subtractAmounts(absoluteAmount(line.amount.amount), receipt.row.amount.amount);
  const more = isZeroAmount(fee) ? '' : ` ${formatMoney({ amount: fee, currency: line.amount.currency })} more is booked as the bank’s charge.`;
  return `${receipt.detail ?? ''}.${more}`;
}
