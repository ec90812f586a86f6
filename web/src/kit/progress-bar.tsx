// How far something is, in numbers and as a bar.
import { formatCount } from '../format/money.ts';

type ProgressBarProps = {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly hideText?: boolean;
};

export function ProgressBar({ label, done, total, hideText = false }: ProgressBarProps) {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  return (
    <div>
      {!hideText && (
        <p className="mb-1 flex justify-between gap-4 text-minor">
          <span className="text-ink-2">{label}</span>
          <span>{formatCount(done)} of {formatCount(total)}</span>
        </p>
      )}
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        className="h-1.5 overflow-hidden rounded-full bg-line"
      >
        <div className="h-full origin-left bg-accent transition-transform duration-150" style={{ transform: `scaleX(${share})` }} />
      </div>
    </div>
  );
}
