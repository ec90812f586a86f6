// A business day: typed (ISO, the person's own order, t, +30) or picked from the browser's calendar.
import { CalendarDays } from 'lucide-react';
import { useRef, useState } from 'react';

import { dayPattern, formatDate, readDay } from '../format/date.ts';
import { dateFormat } from '../format/locale.ts';
import { useFieldProps, useTypedProblem } from './field.tsx';

type DateFieldProps = {
  /** 'YYYY-MM-DD', or '' where no day is set. */
  readonly value: string;
  /** The company's business day: the clock of the browser is not asked. */
  readonly today: string;
  readonly onValue: (day: string | undefined) => void;
  readonly min?: string;
  readonly max?: string;
};

export function DateField(props: DateFieldProps) {
  const picker = useRef<HTMLInputElement>(null);
  const { typed, setTyped, onLeave, onPicked } = useTypedDay(props);
  const { value, min, max } = props;
  return (
    <span className="relative block">
      <input
        type="text"
        autoComplete="off"
        placeholder={dayPattern()}
        {...useFieldProps()}
        title={value ? formatDate(value, 'long') : undefined}
        value={typed}
        className="field pr-9"
        onChange={(event) => setTyped(event.target.value)}
        onBlur={onLeave}
        onKeyDown={(event) => event.key === 'Enter' && onLeave()}
      />
      <input
        ref={picker}
        type="date"
        tabIndex={-1}
        aria-hidden="true"
        value={value}
        min={min}
        max={max}
        className="pointer-events-none absolute right-0 bottom-0 h-px w-px opacity-0"
        onChange={(event) => onPicked(event.target.value)}
      />
      <button
        type="button"
        aria-label="Pick a day"
        className="absolute top-1 right-1 grid size-6 place-items-center rounded-small text-ink-3 hover:bg-hover hover:text-ink"
        onClick={() => picker.current?.showPicker()}
      >
        <CalendarDays aria-hidden="true" size={15} strokeWidth={1.75} />
      </button>
    </span>
  );
}

function useTypedDay({ value, today, onValue, min, max }: DateFieldProps) {
  const setProblem = useTypedProblem();
  const { required } = useFieldProps();
  const [typed, setTyped] = useState(() => shownDay(value));
  const [valueBefore, setValueBefore] = useState(value);
  const [emitted, setEmitted] = useState<string | undefined>(value);
  // Another day from outside replaces the text; the echo of our own does not.
  if (value !== valueBefore) {
    setValueBefore(value);
    // A text that is no day is told as none and stays to be corrected.
    if (value !== (emitted ?? '')) {
      setEmitted(value);
      setTyped(shownDay(value));
    }
  }

  const take = (day: string | undefined) => {
    setEmitted(day);
    onValue(day);
  };
  const onLeave = () => {
    const day = typed.trim() === '' ? '' : readDay(typed, today);
    if (day === undefined) {
      setProblem(`Not a day. Write ${dayPattern()}, t for today, or +30.`);
      return take(undefined);
    }
    const isOutside = day !== '' && ((min !== undefined && day < min) || (max !== undefined && day > max));
    setProblem(isOutside ? rangeReason(min, max) : day === '' && required ? 'Write the day.' : undefined);
    setTyped(shownDay(day));
    // Compared with what was told last, so that a day typed over an unreadable text counts even if it is the one before.
    const told = isOutside ? undefined : day;
    if (told !== emitted) take(told);
  };
  const onPicked = (day: string) => {
    setTyped(shownDay(day));
    setProblem(undefined);
    take(day);
  };
  return { typed, setTyped, onLeave, onPicked };
}

function shownDay(day: string): string {
  if (day === '') return '';
  return dateFormat({ day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));
}

function rangeReason(min: string | undefined, max: string | undefined): string {
  if (min && max) return `From ${formatDate(min)} to ${formatDate(max)}.`;
  return min ? `Not before ${formatDate(min)}.` : `Not after ${formatDate(max ?? '')}.`;
}
