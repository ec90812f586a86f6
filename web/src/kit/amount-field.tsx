// An amount as exact text: what is typed is read in the person's locale and handed on as decimal text, never as a float.
import { useState } from 'react';

import { readAmount, typedAmount } from '../format/amount-text.ts';
import { currencyDigits, currencySymbol } from '../format/money.ts';
import { useFieldProps, useTypedProblem } from './field.tsx';

type AmountFieldProps = {
  /** Decimal text, or '' where nothing is entered. */
  readonly value: string;
  readonly currency: string;
  /** Called with '' when emptied and with undefined while the text can't be read. */
  readonly onValue: (amount: string | undefined) => void;
  readonly negative?: boolean;
  /** Digits after the decimal sign; those of the currency unless it is a unit price. */
  readonly fractionDigits?: number;
  readonly autoFocus?: boolean;
};

export function AmountField({ value, currency, onValue, negative, fractionDigits, autoFocus }: AmountFieldProps) {
  const setProblem = useTypedProblem();
  const [typed, setTyped] = useState(() => typedAmount(value));
  const [valueBefore, setValueBefore] = useState(value);
  const [emitted, setEmitted] = useState(value);
  const [isWrong, setWrong] = useState(false);
  const limits = { fractionDigits: fractionDigits ?? currencyDigits(currency), negative };

  // Another value from outside (a reset, a suggestion) replaces the text; the echo of our own does not.
  if (value !== valueBefore) {
    setValueBefore(value);
    if (value !== emitted) {
      setEmitted(value);
      setTyped(typedAmount(value));
      setWrong(false);
    }
  }

  const onTyped = (text: string) => {
    setTyped(text);
    const reading = text.trim() === '' ? { ok: true as const, amount: '' } : readAmount(text, limits);
    setEmitted(reading.ok ? reading.amount : '');
    if (reading.ok) settle(undefined);
    onValue(reading.ok ? reading.amount : undefined);
  };

  const settle = (reason: string | undefined) => {
    setWrong(Boolean(reason));
    setProblem(reason);
  };

  const onLeave = () => {
    if (typed.trim() === '') return;
    const reading = readAmount(typed, limits);
    settle(reading.ok ? undefined : reading.reason);
    if (reading.ok) setTyped(typedAmount(reading.amount));
  };

  return (
    <span className="relative block">
      <span aria-hidden="true" className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-minor text-ink-3">
        {currencySymbol(currency)}
      </span>
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        autoFocus={autoFocus}
        {...useFieldProps()}
        {...(isWrong ? { 'aria-invalid': true } : {})}
        value={typed}
        className="field pl-9 text-right"
        onChange={(event) => onTyped(event.target.value)}
        onBlur={onLeave}
      />
    </span>
  );
}
