// What bank lines are when they are nobody's payment: what kind of thing, and the account of the books that each belongs to.
import { useState } from 'react';

import { asProblem, type ApiProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.ts';
import type { WireMoney } from '../../api/types.ts';
import { useAction } from '../../api/use-action.ts';
import { counted, formatMoney, isNegativeAmount, sumByCurrency } from '../../format/money.ts';
import { Field } from '../../kit/field.tsx';
import { Select } from '../../kit/input.tsx';
import type { Option } from '../../kit/option.ts';
import { ReasonDialog } from '../../kit/reason-dialog.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { decideLineRequest, refreshedByCash, unidentifyRequest, type DecideLineInput, type ReasonedInput } from '../receipts/receipt-requests.ts';
import type { ReceiptRecord } from '../receipts/receipt-wire.ts';
import { undoReason, useUndo } from '../receipts/use-undo.ts';
import { AccountField, optionOf, useAccounts } from './account-field.tsx';

/** What stands on the line, and the purpose of the account where such a line belongs, if the chart has one. */
type LineChoice = { readonly value: string; readonly label: string; readonly kind: string; readonly purpose?: string };

const both: readonly LineChoice[] = [
  { value: 'bank_charge', label: 'Bank charge', kind: 'bank_charge', purpose: 'bank_charges' },
  { value: 'interest', label: 'Interest', kind: 'interest' },
  { value: 'own_transfer', label: 'Transfer between own accounts', kind: 'own_transfer' },
  { value: 'card_settlement', label: 'Card settlement', kind: 'card_settlement' },
];
const moneyIn: readonly LineChoice[] = [
  { value: 'other', label: 'Something else', kind: 'other' }, ...both,
  { value: 'deposit', label: 'Deposit of cheques or cash', kind: 'deposit', purpose: 'undeposited' }, { value: 'tax_refund', label: 'Tax refund', kind: 'tax_refund' },
];
const moneyOut: readonly LineChoice[] = [
  { value: 'other', label: 'A supplier, wages, tax or something else', kind: 'other' }, { value: 'refund', label: 'A refund to a customer that went out', kind: 'other', purpose: 'undeposited' }, ...both,
];

export type LineToBook = { readonly bank_line_id: string; readonly amount: WireMoney };

type NotAReceiptProps = {
  readonly lines: readonly LineToBook[];
  readonly entityId: number;
  /** The receipt that the line is now: its payer is taken back first. */
  readonly receipt?: ReceiptRecord;
  readonly onDone: () => void;
  readonly onClose: () => void;
};

export function NotAReceiptDialog({ lines, entityId, receipt, onDone, onClose }: NotAReceiptProps) {
  const isOut = lines.every((line) => isNegativeAmount(line.amount.amount));
  const choices = isOut ? moneyOut : moneyIn;
  const [choice, setChoice] = useState('other');
  const [account, setAccount] = useState<Option | null>(null);
  const { maySee, find } = useAccounts(entityId);
  const booking = useBooking({ lines, receipt, onDone, onClose });
  const choose = async (value: string) => {
    setChoice(value);
    const purpose = choices.find((one) => one.value === value)?.purpose;
    if (!maySee || purpose === undefined) return setAccount(null);
    const found = (await find()).find((one) => one.purpose === purpose);
    setAccount(found ? optionOf(found) : null);
  };
  return (
    <ReasonDialog
      onClose={onClose}
      title={lines.length === 1 ? 'Not a receipt' : `${lines.length} lines are no receipts`}
      effect={(
        <div className="grid gap-2">
          <p>{moneyOf(lines)} {receipt ? 'leaves the receipts and ' : ''}is booked to the account where it belongs.</p>
          <Field label="What it is"><Select autoFocus value={choice} options={choices} onValue={(value) => void choose(value).catch(() => setAccount(null))} /></Field>
          <AccountField entityId={entityId} value={account} onValue={setAccount} error={booking.problem?.reasonFor('account_code')} />
        </div>
      )}
      hasFields
      verb={lines.length === 1 ? 'Not a receipt' : `Book ${lines.length} lines`}
      busy={booking.isBusy}
      problem={booking.problem}
      onConfirm={(reason) => booking.book({ kind: choices.find((one) => one.value === choice)?.kind ?? 'other', accountCode: account?.id, reason })}
    />
  );
}

export function moneyOf(lines: readonly LineToBook[]): string {
  return sumByCurrency(lines.map((line) => line.amount)).map((money) => formatMoney(money)).join(' and ');
}

type Booking = { readonly kind: string; readonly accountCode: string | undefined; readonly reason: string };

/** One after the other: what was booked before a refusal stays booked, and is not sent again. */
function useBooking({ lines, receipt, onDone, onClose }: Omit<NotAReceiptProps, 'entityId'>) {
  const { today } = useSession().company;
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const [booked, setBooked] = useState<ReadonlySet<string>>(new Set());
  const undo = useUndo();
  const free = useAction<ReasonedInput>({ request: unidentifyRequest, refresh: refreshedByCash });
  const action = useAction<DecideLineInput>({ request: decideLineRequest, refresh: refreshedByCash });
  const bookAll = async ({ kind, accountCode, reason }: Booking) => {
    const isOnAccount = receipt?.stands.some((part) => part.customer_id !== null);
    if (receipt && isOnAccount) await free.runAsync({ receiptId: receipt.receipt_id, reason, day: today });
    const done = new Set(booked);
    for (const { bank_line_id: bankLineId } of lines) {
      if (done.has(bankLineId)) continue;
      await action.runAsync({ bankLineId, decision: 'not_a_receipt', kind, accountCode, reason, day: today });
      setBooked(new Set(done.add(bankLineId)));
    }
    const [line] = lines;
    const back = receipt && line ? decideLineRequest({ bankLineId: line.bank_line_id, decision: 'receipt', reason: undoReason, day: today }) : undefined;
    showToast(lines.length === 1 ? `${moneyOf(lines)} is no receipt` : `${counted(lines.length, 'line', 'lines')}, ${moneyOf(lines)}: booked`, back && { undo: () => undo([back], `${moneyOf(lines)} is a receipt again, with a new number`) });
    onClose();
    onDone();
  };
  const book = (input: Booking) => {
    setBusy(true);
    setProblem(undefined);
    void bookAll(input).catch((error: unknown) => setProblem(asProblem(error))).finally(() => setBusy(false));
  };
  return { isBusy, problem, book };
}
