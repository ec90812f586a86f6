// A labelled control: label above, hint or error below, both tied to the control for people who listen.
import { createContext, use, useId, useMemo, useState, type ReactNode } from 'react';

type FieldLink = {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly required: boolean;
  /** A control that checks what is typed (amount, date) says here what is wrong. */
  readonly setTypedProblem: (reason: string | undefined) => void;
};

const FieldContext = createContext<FieldLink | undefined>(undefined);

type FieldProps = {
  readonly label: string;
  readonly hint?: ReactNode;
  /** From the server, for instance `problem?.reasonFor('name')`. */
  readonly error?: string;
  readonly required?: boolean;
  readonly hideLabel?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
};

export function Field({ label, hint, error, required = false, hideLabel = false, className, children }: FieldProps) {
  const id = useId();
  const [typedProblem, setTypedProblem] = useState<string>();
  const reason = typedProblem ?? error;
  const link = useMemo(
    () => ({ id, describedBy: reason || hint ? `${id}-note` : undefined, invalid: Boolean(reason), required, setTypedProblem }),
    [id, reason, hint, required],
  );
  return (
    <div className={className}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'mb-1 block text-minor font-medium text-ink-2'}>
        {label}
        {required && <span aria-hidden="true" className="text-ink-3"> *</span>}
      </label>
      <FieldContext value={link}>{children}</FieldContext>
      {(reason || hint) && (
        <p
          id={`${id}-note`}
          role={reason ? 'alert' : undefined}
          className={`mt-1 text-minor ${reason ? 'text-bad' : 'text-ink-3'}`}
        >
          {reason ?? hint}
        </p>
      )}
    </div>
  );
}

/** What a control inside a Field spreads onto its element; empty outside of one. */
export function useFieldProps(): { id?: string; required?: boolean; 'aria-describedby'?: string; 'aria-invalid'?: true } {
  const link = use(FieldContext);
  if (!link) return {};
  return {
    id: link.id,
    required: link.required || undefined,
    'aria-describedby': link.describedBy,
    'aria-invalid': link.invalid || undefined,
  };
}

export function useTypedProblem(): (reason: string | undefined) => void {
  return use(FieldContext)?.setTypedProblem ?? ignore;
}

function ignore(): void {
  // Outside a Field there is nowhere to show a reason; the control still marks itself invalid.
}
