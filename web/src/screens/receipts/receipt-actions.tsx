// What can be done with a receipt besides matching it: the buttons, their keys, and the dialogs behind them.
import { Ellipsis } from 'lucide-react';
import { useState, type ReactNode } from 'react';

import { useMay } from '../../api/session.ts';
import { isZeroAmount } from '../../format/money.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button, ButtonRow } from '../../kit/button.tsx';
import { Menu, MenuItem, MenuLine } from '../../kit/menu.tsx';
import { openProof } from '../../kit/proof-store.ts';
import { NotAReceiptDialog } from '../bank-statements/not-a-receipt.tsx';
import { OnAccountDialog, PayerDialog, SplitDialog, UnidentifyDialog } from './payer-dialogs.tsx';
import { NoteDialog, ReleaseDialog, ReverseDialog } from './receipt-dialogs.tsx';
import type { ReceiptRecord } from './receipt-wire.ts';
import { RefundDialog } from './refund-dialog.tsx';

type DialogName = 'refund' | 'payer' | 'unidentify' | 'on_account' | 'split' | 'release' | 'not_a_receipt' | 'reverse' | 'note';
type Choice = { readonly id: DialogName | 'proof'; readonly keys: string; readonly label: string; readonly isPossible: boolean };

type ReceiptActionsProps = {
  readonly receipt: ReceiptRecord;
  /** After something that settles the receipt for now: on to the next. */
  readonly onSettled?: () => void;
  /** Before the others: the first thing to do. */
  readonly children?: ReactNode;
};

export function ReceiptActions({ receipt, onSettled = stay, children }: ReceiptActionsProps) {
  const [dialog, setDialog] = useState<DialogName>();
  const choices = useChoices(receipt);
  const choose = (id: Choice['id']) => (id === 'proof' ? openProof({ title: receipt.number, path: `/v1/receipts/${receipt.receipt_id}/explain` }) : setDialog(id));
  const possible = choices.filter((choice) => choice.isPossible);
  useKeys(possible.map(({ id, keys, label }) => ({ keys, label, group: 'Receipt', run: () => choose(id) })));
  const [first, ...rest] = possible.filter((choice) => choice.id === 'on_account' || choice.id === 'payer').toSorted((a, b) => rank(receipt, a) - rank(receipt, b));
  const shown = [first, ...rest].slice(0, children ? 1 : 2).filter((choice) => choice !== undefined);
  return (
    <div className="shrink-0 border-b border-line px-4 py-3">
      <ButtonRow>
        {children}
        {shown.map((choice) => <Button key={choice.id} small keys={choice.keys} onClick={() => choose(choice.id)}>{choice.label}</Button>)}
        <Menu align="start" trigger={<Button small icon={Ellipsis} aria-label="More" title="More" />}>
          {possible.filter((choice) => !shown.includes(choice)).map((choice) => (
            <span key={choice.id} className="contents">
              {choice.id === 'reverse' && <MenuLine />}
              <MenuItem keys={choice.keys} danger={choice.id === 'reverse'} onSelect={() => choose(choice.id)}>{choice.label}</MenuItem>
            </span>
          ))}
        </Menu>
      </ButtonRow>
      {dialog && <OpenDialog dialog={dialog} receipt={receipt} onDone={onSettled} onClose={() => setDialog(undefined)} />}
    </div>
  );
}

function stay(): void {
  // Beside the list nothing follows: the row stays where it is.
}

/** Of an unknown payer it is said first who paid; of a known one, that the money stays. */
function rank({ customer_id: customerId }: ReceiptRecord, { id }: Choice): number {
  return (id === 'payer') === (customerId === null) ? 0 : 1;
}

/** Keys in the order in which the choices are offered; what can't be done now is not offered. */
function useChoices(receipt: ReceiptRecord): readonly Choice[] {
  const mayApply = useMay('cash.apply');
  const mayWrite = useMay('receipt.write');
  const mayRefund = useMay('cash.refund');
  const isGone = receipt.status === 'reversed';
  const isLeft = !isGone && !isZeroAmount(receipt.left.amount);
  const isOnAccount = receipt.stands.some((part) => part.customer_id !== null);
  const isKept = receipt.match_status === 'on_account';
  const isUsed = receipt.applications.some((application) => application.unapplied_on === null);
  return [
    { id: 'on_account', keys: 'a', label: 'On account', isPossible: mayApply && isLeft && !isKept },
    { id: 'payer', keys: 'p', label: receipt.customer_id && isOnAccount ? 'Another payer' : 'Who paid', isPossible: mayApply && isLeft },
    { id: 'release', keys: 'l', label: 'Give back to the work list', isPossible: mayApply && isLeft && isKept },
    { id: 'split', keys: 's', label: 'Split among customers', isPossible: mayApply && isLeft },
    { id: 'unidentify', keys: 'i', label: 'Payer is not known', isPossible: mayApply && isLeft && isOnAccount },
    { id: 'refund', keys: 'e', label: 'Pay back', isPossible: mayRefund && isLeft && isOnAccount },
    { id: 'note', keys: 't', label: 'Write a note', isPossible: mayApply },
    { id: 'proof', keys: 'y', label: 'Why? The proof', isPossible: true },
    { id: 'not_a_receipt', keys: 'n', label: 'Not a receipt', isPossible: mayWrite && isLeft && !isUsed && receipt.bank_line_id !== null },
    { id: 'reverse', keys: 'v', label: 'Reverse', isPossible: mayWrite && !isGone },
  ];
}

type OpenDialogProps = { readonly dialog: DialogName; readonly receipt: ReceiptRecord; readonly onDone: () => void; readonly onClose: () => void };

function OpenDialog({ dialog, ...props }: OpenDialogProps) {
  const { receipt, onDone, onClose } = props;
  switch (dialog) {
    case 'payer': return <PayerDialog {...props} onDone={stay} />;
    case 'unidentify': return <UnidentifyDialog {...props} onDone={stay} />;
    case 'on_account': return <OnAccountDialog {...props} />;
    case 'split': return <SplitDialog {...props} onDone={stay} />;
    case 'release': return <ReleaseDialog {...props} onDone={stay} />;
    case 'refund': return <RefundDialog {...props} />;
    case 'reverse': return <ReverseDialog {...props} />;
    case 'note': return <NoteDialog receipt={receipt} onClose={onClose} />;
    case 'not_a_receipt': return receipt.bank_line_id && <NotAReceiptDialog lines={[{ bank_line_id: receipt.bank_line_id, amount: receipt.amount }]} entityId={receipt.entity_id} receipt={receipt} onDone={onDone} onClose={onClose} />;
  }
}
