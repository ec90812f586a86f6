// Text, long text, search, choice and tick: native controls in our clothes, so that paste, autofill and password managers simply work.
import { clsx } from 'clsx';
import { ChevronDown, Search } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';

import { useFieldProps } from './field.tsx';
import { Kbd } from './kbd.tsx';

type InputProps = Omit<ComponentProps<'input'>, 'onChange' | 'value'> & {
  readonly value: string;
  readonly onValue: (value: string) => void;
};

export function Input({ onValue, className, ...rest }: InputProps) {
  return (
    <input
      type="text"
      autoComplete="off"
      {...useFieldProps()}
      {...rest}
      className={clsx('field', className)}
      onChange={(event) => onValue(event.target.value)}
    />
  );
}

type TextareaProps = Omit<ComponentProps<'textarea'>, 'onChange' | 'value'> & {
  readonly value: string;
  readonly onValue: (value: string) => void;
};

export function Textarea({ onValue, className, rows = 3, ...rest }: TextareaProps) {
  return (
    <textarea
      rows={rows}
      {...useFieldProps()}
      {...rest}
      className={clsx('field', className)}
      onChange={(event) => onValue(event.target.value)}
    />
  );
}

type SelectProps<Value extends string> = Omit<ComponentProps<'select'>, 'onChange' | 'value'> & {
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onValue: (value: Value) => void;
};

export function Select<Value extends string>({ value, options, onValue, className, ...rest }: SelectProps<Value>) {
  return (
    <span className="relative block">
      <select
        {...useFieldProps()}
        {...rest}
        value={value}
        className={clsx('field appearance-none pr-8', className)}
        onChange={(event) => onValue(event.target.value as Value)}
      >
        {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
      <ChevronDown aria-hidden="true" size={15} className="pointer-events-none absolute top-2 right-2.5 text-ink-3" />
    </span>
  );
}

type CheckboxProps = {
  readonly checked: boolean;
  readonly onChecked: (checked: boolean) => void;
  readonly children: ReactNode;
  readonly hint?: ReactNode;
  readonly disabled?: boolean;
};

export function Checkbox({ checked, onChecked, children, hint, disabled }: CheckboxProps) {
  return (
    <label className="flex min-h-6 items-start gap-2">
      <input
        type="checkbox"
        className="tick mt-px"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChecked(event.target.checked)}
      />
      <span>
        {children}
        {hint && <span className="block text-minor text-ink-3">{hint}</span>}
      </span>
    </label>
  );
}

type SearchInputProps = {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly keys?: string;
  readonly className?: string;
  readonly inputRef?: React.Ref<HTMLInputElement>;
  readonly onKeyDown?: React.KeyboardEventHandler<HTMLInputElement>;
};

/** A search box; its key is shown inside while it is empty. */
export function SearchInput({ label, value, onValue, keys, className, inputRef, onKeyDown }: SearchInputProps) {
  return (
    <span className={clsx('relative block', className)}>
      <Search aria-hidden="true" size={15} strokeWidth={1.75} className="pointer-events-none absolute top-2 left-2.5 text-ink-3" />
      <input
        ref={inputRef}
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        autoComplete="off"
        spellCheck={false}
        className="field border-line-strong pr-8 pl-8 text-body! [&::-webkit-search-cancel-button]:hidden"
        onChange={(event) => onValue(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {keys && value === '' && <span className="pointer-events-none absolute top-[7px] right-2"><Kbd keys={keys} /></span>}
    </span>
  );
}
