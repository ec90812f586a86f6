// The open documents that a receipt may pay: tick with Space, arrows move, amounts and the reason of a shortfall are typed in place.
import { clsx } from 'clsx';
import { useRef, type KeyboardEvent } from 'react';

import { daysBetween, formatDate, formatDayNear } from '../../format/date.ts';
import { formatCount, formatMoney } from '../../format/money.ts';
import { AmountField } from '../../kit/amount-field.tsx';
import { Badge } from '../../kit/badge.tsx';
import { Field } from '../../kit/field.tsx';
import { Select } from '../../kit/input.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { digitsOf, isCreditNote, sumOfLine, textOf, type DraftLine, type RestKind } from './match-draft.ts';
import type { Candidate } from './receipt-wire.ts';
import type { Match } from './use-match.ts';

type MatchItemsProps = {
  readonly items: readonly Candidate[];
  readonly day: string;
  /** A discount is earned by this day. */
  readonly paidOn: string;
  readonly match: Match;
  readonly isReadOnly: boolean;
};

export function MatchItems({ items, day, paidOn, match, isReadOnly }: MatchItemsProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  // Of one customer the name stands beside already.
  const hasCustomers = new Set(items.map((item) => item.customer_id)).size > 1;
  return (
    <table className="panel-table">
      <thead>
        <tr>
          <th scope="col" className="w-8"><span className="sr-only">Applied</span></th>
          <th scope="col">Document</th>
          {hasCustomers && <th scope="col">Customer</th>}
          <th scope="col">Due</th>
          <th scope="col" className="text-end!">Open</th>
          <th scope="col" className="min-w-32 text-end!">Pays</th>
          <th scope="col" className="min-w-36">The rest</th>
          <th scope="col" className="text-end!">Stays open</th>
        </tr>
      </thead>
      <tbody ref={body} onKeyDown={(event) => moveInColumn(event, body.current)}>
        {items.map((item) => (
          <MatchRow key={item.document_id} item={item} day={day} paidOn={paidOn} hasCustomer={hasCustomers} match={match} isReadOnly={isReadOnly} isLocked={match.draft.size > 0 && item.open.currency !== match.currency} />
        ))}
      </tbody>
    </table>
  );
}

type MatchRowProps = { readonly item: Candidate; readonly day: string; readonly paidOn: string; readonly hasCustomer: boolean; readonly match: Match; readonly isReadOnly: boolean; /** One payment pays documents of one currency at a time. */ readonly isLocked: boolean };

/** What a letter says of the rest of a document. */
const restKeys: Readonly<Record<string, RestKind>> = { w: 'tolerance', d: 'discount', b: 'fee' };

function MatchRow({ item, day, paidOn, hasCustomer, match, isReadOnly, isLocked }: MatchRowProps) {
  const line = match.draft.get(item.document_id);
  const late = daysBetween(item.due_on, day);
  return (
    <tr
      className={clsx(line && 'bg-accent-soft')}
      onKeyDown={(event) => {
        const rest = restKeys[event.key];
        const isTick = (event.target as HTMLElement).dataset.column === 'tick' && !event.ctrlKey && !event.metaKey && !event.altKey;
        if (isReadOnly || isLocked || (event.key !== '=' && !(rest && isTick && !isCreditNote(item)))) return;
        event.preventDefault();
        if (rest) match.restAs(item, rest);
        else match.takeRest(item);
      }}
    >
      <td className="pl-3!">
        <input
          type="checkbox"
          className="tick align-middle"
          data-column="tick"
          aria-label={`Apply to ${item.number}, ${formatMoney(item.open)} open`}
          checked={Boolean(line)}
          disabled={isReadOnly || isLocked}
          onChange={() => match.toggle(item)}
        />
      </td>
      <td className="font-medium">
        {item.number} {isCreditNote(item) && <Badge tone="info">Credit</Badge>}
        {item.discount && item.discount.until >= paidOn && <span title={`${formatMoney(item.discount.amount)} off for paying until ${formatDate(item.discount.until)}`}><Badge tone="ok">{formatMoney(item.discount.amount)} off</Badge></span>}
      </td>
      {hasCustomer && <td><span title={item.customer_name} className="block max-w-30 truncate">{item.customer_name}</span></td>}
      <td className={late > 90 ? 'text-bad' : ''}>
        <time dateTime={item.due_on} title={formatDate(item.due_on, 'long')}>{formatDayNear(item.due_on, day)}</time>
        {late > 0 && !hasCustomer && <span className="text-minor text-ink-3"> {formatCount(late)} d late</span>}
      </td>
      <td className="text-end"><MoneyText money={item.open} /></td>
      {line ? <LineFields item={item} line={line} match={match} /> : <td colSpan={3} className="text-end text-ink-3">{isLocked ? 'another currency: untick first' : ''}</td>}
    </tr>
  );
}

const rests: readonly { readonly value: RestKind; readonly label: string }[] = [
  { value: 'open', label: 'stays open' },
  { value: 'discount', label: 'is discount' },
  { value: 'fee', label: 'is a bank fee' },
  { value: 'tolerance', label: 'is written off' },
];

function LineFields({ item, line, match }: { readonly item: Candidate; readonly line: DraftLine; readonly match: Match }) {
  const sum = sumOfLine(item, line);
  const hasRest = sum.left > 0n || sum.deducted > 0n || line.rest !== 'open';
  return (
    <>
      <td data-column="pays" className="w-40">
        <Field label={`${isCreditNote(item) ? 'Taken from' : 'Paid on'} ${item.number}`} hideLabel error={sum.isWrong && line.pays !== undefined ? 'Between nothing and what is open.' : undefined}>
          <AmountField value={line.pays ?? ''} currency={item.open.currency} onValue={(pays) => match.change(item, { ...line, pays })} />
        </Field>
      </td>
      <td data-column="rest">
        {hasRest && !isCreditNote(item) && (
          <Field label={`What the rest of ${item.number} is`} hideLabel>
            <Select value={line.rest} options={rests} onValue={(rest) => match.change(item, { ...line, rest })} />
          </Field>
        )}
      </td>
      <td className="text-end">
        {sum.left > 0n || sum.deducted > 0n
          ? (
            <>
              {sum.left > 0n && formatMoney({ amount: textOf(sum.left, digitsOf(item.open.amount)), currency: item.open.currency })}
              {sum.deducted > 0n && <span className="text-ink-2">{formatMoney({ amount: textOf(sum.deducted, digitsOf(item.open.amount)), currency: item.open.currency })} let off</span>}
            </>
          )
          : <span className="text-ink-3">–</span>}
      </td>
    </>
  );
}

/** Up and down stay in the column: from tick to tick, from amount to amount. In a row without amounts the tick is taken. */
function moveInColumn(event: KeyboardEvent, body: HTMLElement | null): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const target = event.target as HTMLElement;
  if (step === undefined || !body || target instanceof HTMLSelectElement) return;
  const rows = [...body.querySelectorAll('tr')];
  const index = rows.findIndex((row) => row.contains(target));
  const column = target.closest<HTMLElement>('[data-column]')?.dataset.column ?? 'tick';
  const row = rows[index + step];
  if (!row) return;
  event.preventDefault();
  const field = row.querySelector<HTMLInputElement>(`[data-column="${column}"] input`) ?? row.querySelector<HTMLInputElement>('[data-column="tick"]');
  field?.focus();
  if (field?.type === 'text') field.select();
}
