// Cells of a line: text, number and day, each empty until something is typed; what is proposed shows through.
import { useRef, useState } from 'react';

import { typedAmount } from '../../format/amount-text.ts';
import { dayPattern, formatDate, formatDayNear, readDay } from '../../format/date.ts';
import { readDecimal, type DecimalReading } from './read-decimal.ts';

type CellProps = {
  readonly label: string;
  readonly value: string;
  readonly proposed?: string;
  readonly describedBy?: string;
  readonly onValue: (value: string) => void;
};

type TypedCellProps = Omit<CellProps, 'onValue'> & {
  /** With the reason while the text can't be read: '' as long as it is being typed. */
  readonly onValue: (value: string, fault: string | undefined) => void;
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
export function NumberCell({ label, value, proposed, describedBy, isWhole = false, onValue }: TypedCellProps & { readonly isWhole?: boolean }) {
  const { typed, isWrong, onTyped, onLeave } = useTyped({ value, onValue, shown: typedAmount, read: isWhole ? readWhole : readDecimal, isLive: true });
  return (
    <input
      type="text"
      inputMode={isWhole ? 'numeric' : 'decimal'}
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

export function DayCell({ label, value, today, proposed, describedBy, onValue }: TypedCellProps & { readonly today: string }) {
  const { typed, isWrong, onTyped, onLeave } = useTyped({ value, onValue, shown: (day) => (day === '' ? '' : formatDayNear(day, today)), read: (text) => readTypedDay(text, today), isLive: false });
  return (
    <input
      type="text"
      aria-label={label}
      aria-invalid={isWrong || undefined}
      aria-describedby={describedBy}
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

type TypedInput = Pick<TypedCellProps, 'value' | 'onValue'> & {
  readonly shown: (value: string) => string;
  readonly read: (text: string) => DecimalReading;
  /** A number counts while it is typed; a day when the cell is left: '1' is a day too. */
  readonly isLive: boolean;
};

function useTyped({ value, onValue, shown, read, isLive }: TypedInput) {
  const [typed, setTyped] = useState(() => shown(value));
  const [emitted, setEmitted] = useState(value);
  const [isWrong, setWrong] = useState(false);
  // Told to the line, whatever the cell shows by now.
  const hasFault = useRef(false);
  // A value from outside replaces the text; the echo of our own does not.
  if (value !== emitted) {
    setEmitted(value);
    setTyped(shown(value));
    setWrong(false);
  }
  const emit = (reading: DecimalReading, fault: string) => {
    setEmitted(reading.ok ? reading.value : '');
    hasFault.current = !reading.ok;
    onValue(reading.ok ? reading.value : '', reading.ok ? undefined : fault);
  };
  const onTyped = (text: string) => {
    setTyped(text);
    setWrong(false);
    if (isLive) emit(read(text), '');
  };
  const onLeave = () => {
    // Left as it is shown: a day in words is for reading, not for reading back.
    if (typed === shown(value) && !hasFault.current) return;
    const reading = read(typed);
    setWrong(!reading.ok);
    if (reading.ok) setTyped(shown(reading.value));
    emit(reading, reading.ok ? '' : reading.reason);
  };
  return { typed, isWrong, onTyped, onLeave };
}

function readTypedDay(text: string, today: string): DecimalReading {
  if (text.trim() === '') return { ok: true, value: '' };
  const day = readDay(text, today);
  return day === undefined ? { ok: false, reason: `“${text.trim().slice(0, 30)}” is not a day. Write ${dayPattern()}, a day of this month, or +30.` } : { ok: true, value: day };
}

function readWhole(text: string): DecimalReading {
  const trimmed = text.trim();
  return /^\d{0,6}$/.test(trimmed) ? { ok: true, value: trimmed.replace(/^0+/, '') } : { ok: false, reason: `“${trimmed.slice(0, 30)}” is not the number of an order line.` };
}
