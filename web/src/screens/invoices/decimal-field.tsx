// A quantity, price or percentage typed in the person's locale and handed on as exact decimal text with the digits that were typed.
import { useState } from 'react';

import { typedAmount } from '../../format/amount-text.ts';
import { useFieldProps, useTypedProblem } from '../../kit/field.tsx';
import { readDecimal } from './read-decimal.ts';

type DecimalFieldProps = {
  /** Decimal text, or '' where nothing is entered. */
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
};

export function DecimalField({ value, onValue, placeholder, autoFocus }: DecimalFieldProps) {
  const setProblem = useTypedProblem();
  const [typed, setTyped] = useState(() => typedAmount(value));
  const [emitted, setEmitted] = useState(value);
  // Another value from outside replaces the text; the echo of our own does not.
  if (value !== emitted) {
    setEmitted(value);
    setTyped(typedAmount(value));
  }
  return (
    <input
      type="text"
      inputMode="decimal"
      autoComplete="off"
      autoFocus={autoFocus}
      placeholder={placeholder}
      {...useFieldProps()}
      value={typed}
      className="field px-2! text-right"
      onChange={(event) => {
        const text = event.target.value;
        setTyped(text);
        const reading = readDecimal(text);
        setProblem(undefined);
        const next = reading.ok ? reading.value : '';
        setEmitted(next);
        onValue(next);
      }}
      onBlur={() => {
        const reading = readDecimal(typed);
        setProblem(reading.ok ? undefined : reading.reason);
      }}
    />
  );
}
