// Cells of a line: text, number and day, each empty until something is typed; what is proposed shows through.
import { useState } from 'react';

import { typedAmount } from '../../format/amount-text.ts';
import { formatDate, readDay } from '../../format/date.ts';
import { readDecimal } from './read-decimal.ts';

type CellProps = {
  readonly label: string;
  readonly value: string;
  readonly proposed?: string;
  readonly describedBy?: string;
  readonly onValue: (value: string) => void;
};

export function TextCell({ label, value, proposed, onValue }: CellProps) {
  return (
    <input
      type="text"
      aria-label={label}
      autoComplete="off"
      placeholder={proposed}
      title={value || proposed}
      value={value}
      className="cell-input"
      onChange={(event) => onValue(event.target.value)}
    />
  );
}

/** Exact decimal text outside, the person's own writing inside. */
export function NumberCell({ label, field, value, proposed, describedBy, onValue }: CellProps & { readonly field: string }) {
  const { typed, isWrong, onTyped, onLeave } = useTyped(value, onValue, typedAmount, (text) => {
    const reading = readDecimal(text);
    return reading.ok ? reading.value : undefined;
  });
  return (
    <input
      type="text"
      inputMode={field === 'orderLineNo' ? 'numeric' : 'decimal'}
      aria-label={label}
      aria-invalid={isWrong || undefined}
      aria-describedby={describedBy}
      autoComplete="off"
      placeholder={proposed}
      value={typed}
      className="cell-input text-right"
      onChange={(event) => onTyped(event.target.value)}
      onBlur={onLeave}
    />
  );
}

export function DayCell({ label, value, today, proposed, onValue }: CellProps & { readonly today: string }) {
  const { typed, isWrong, onTyped, onLeave } = useTyped(value, onValue, shownDay, (text) => (text.trim() === '' ? '' : readDay(text, today)), false);
  return (
    <input
      type="text"
      aria-label={label}
      aria-invalid={isWrong || undefined}
      autoComplete="off"
      placeholder={proposed}
      title={value ? formatDate(value, 'long') : undefined}
      value={typed}
      className="cell-input"
      onChange={(event) => onTyped(event.target.value)}
      onBlur={onLeave}
    />
  );
}

/** Text that stands for a value. A number counts while it is typed, a day when the cell is left: '1' is a day too. */
function useTyped(value: string, onValue: (value: string) => void, shown: (value: string) => string, read: (text: string) => string | undefined, isLive = true) {
  const [typed, setTyped] = useState(() => shown(value));
  const [emitted, setEmitted] = useState(value);
  const [isWrong, setWrong] = useState(false);
  // A value from outside replaces the text; the echo of our own does not.
  if (value !== emitted) {
    setEmitted(value);
    setTyped(shown(value));
    setWrong(false);
  }
  const emit = (next: string) => {
    setEmitted(next);
    if (next !== value) onValue(next);
  };
  const onTyped = (text: string) => {
    setTyped(text);
    setWrong(false);
    if (isLive) emit(read(text) ?? '');
  };
  const onLeave = () => {
    const reading = read(typed);
    setWrong(reading === undefined);
    if (reading === undefined) return emit('');
    setTyped(shown(reading));
    emit(reading);
  };
  return { typed, isWrong, onTyped, onLeave };
}

function shownDay(day: string): string {
  return day === '' ? '' : formatDate(day, 'short');
}
