// The foot of matching, always in sight: what is there, what is taken, what is left to apply, and what becomes of it.
import { clsx } from 'clsx';
import { useState, type ReactNode, type RefObject } from 'react';

import { formatMoney } from '../../format/money.ts';
import { AmountField } from '../../kit/amount-field.tsx';
import { Combobox } from '../../kit/combobox.tsx';
import { Field } from '../../kit/field.tsx';
import { Input, Select } from '../../kit/input.tsx';
import { searchCustomers } from './find-documents.tsx';
import { consequenceOf } from './match-consequence.ts';
import { textOf } from './match-draft.ts';
import { rateText } from './other-currency.ts';
import type { ReceiptRecord } from './receipt-wire.ts';
import { stayMatched, type Match, type RestChoice } from './use-match.ts';

type MatchFootProps = {
  readonly match: Match;
  readonly receipt: ReceiptRecord;
  readonly rest: RestChoice;
  readonly onRest: (rest: RestChoice) => void;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  readonly reasonBox: RefObject<HTMLInputElement | null>;
  readonly isReadOnly: boolean;
  readonly isAccepted: boolean;
  readonly children: ReactNode;
};

export function MatchFoot(props: MatchFootProps) {
  const { match, receipt, isReadOnly, isAccepted, children } = props;
  const { sum, available, digits, left } = match;
  const shown = (minor: bigint) => formatMoney({ amount: textOf(minor, digits), currency: receipt.left.currency });
  const shownTaken = (minor: bigint) => formatMoney({ amount: textOf(minor, match.takenDigits), currency: match.currency });
  const isRestChosen = !isReadOnly && !isAccepted && sum.count > 0 && left > 0n;
  return (
    <footer aria-label="Left to apply" className="flex shrink-0 flex-wrap items-center gap-x-5 gap-y-2 border-t border-line-strong bg-sunken px-4 py-2">
      <Sum label="Not applied yet" value={shown(available)} />
      {sum.credits > 0n && <Sum label="Credits taken" value={shownTaken(sum.credits)} />}
      <Sum label={sum.count === 1 ? 'On 1 document' : `On ${sum.count} documents`} value={shownTaken(sum.cash)} />
      {sum.deducted > 0n && <Sum label="Let off" value={shownTaken(sum.deducted)} />}
      {match.isForeign && <UsedOfReceipt match={match} receipt={receipt} isReadOnly={isReadOnly} />}
      <div className="min-w-28" aria-live="polite">
        <p className="text-minor text-ink-3">Left to apply</p>
        <p className={clsx('text-amount font-semibold', left < 0n ? 'text-bad' : left === 0n ? 'text-ok' : 'text-warn')}>{shown(left)}</p>
      </div>
      <p className="max-w-64 min-w-36 grow text-minor text-ink-2">{isAccepted && sum.count === 0 ? 'As suggested, the money stays on the customer’s account.' : consequenceOf(match)}</p>
      <div className="ml-auto flex flex-wrap items-center gap-2">
        {isRestChosen && <RestOfMoney receipt={receipt} rest={props.rest} onRest={props.onRest} />}
        {!isReadOnly && sum.deducted > 0n && !isAccepted && (
          <span className="w-48"><Input ref={props.reasonBox} aria-label="Why something is let off" aria-required="true" placeholder="Why it is let off *" value={props.reason} onValue={props.onReason} /></span>
        )}
        {children}
      </div>
    </footer>
  );
}

function UsedOfReceipt({ match, receipt, isReadOnly }: Pick<MatchFootProps, 'match' | 'receipt' | 'isReadOnly'>) {
  const currency = receipt.left.currency;
  const rate = rateText({ minor: match.usedMinor, digits: match.digits, currency }, { minor: match.sum.cash - match.sum.credits, digits: match.takenDigits, currency: match.currency });
  return (
    <div className="w-40">
      <Field label={`Used of the ${currency}`} hint={rate}>
        {isReadOnly ? <p>{match.used}</p> : <AmountField value={match.used ?? ''} currency={currency} onValue={match.setUsed} />}
      </Field>
    </div>
  );
}

type RestProps = { readonly receipt: ReceiptRecord; readonly rest: RestChoice; readonly onRest: (rest: RestChoice) => void };

function RestOfMoney({ receipt, rest, onRest }: RestProps) {
  const [isElse, setElse] = useState(false);
  const own = receipt.customer_id && receipt.customer_name ? { id: receipt.customer_id, label: receipt.customer_name } : undefined;
  const options = [
    { value: 'later', label: 'Rest: to be matched later' },
    ...(own ? [{ value: 'own', label: 'Rest: stays on account' }] : []),
    { value: 'else', label: 'Rest: on account of …' },
  ];
  const value = isElse ? 'else' : rest.customer ? 'own' : 'later';
  return (
    <>
      <span className="w-52">
        <Select
          aria-label="What becomes of the rest"
          value={value}
          options={options}
          onValue={(choice) => {
            setElse(choice === 'else');
            onRest(choice === 'own' ? { customer: own } : stayMatched);
          }}
        />
      </span>
      {isElse && <span className="w-48"><Field label="Whose account keeps the rest" hideLabel><Combobox autoFocus value={rest.customer ?? null} search={searchCustomers} placeholder="Customer" onValue={(customer) => onRest({ customer: customer ?? undefined })} /></Field></span>}
    </>
  );
}

function Sum({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <p className="text-minor text-ink-3">{label}</p>
      <p className="text-read font-medium">{value}</p>
    </div>
  );
}
