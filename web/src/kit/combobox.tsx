// Picks one thing found by typing: the server searches, the list follows, the choice stays while new answers arrive.
import { Combobox as BaseCombobox } from '@base-ui/react/combobox';
import { Check, ChevronsUpDown, X } from 'lucide-react';
import { useRef, useState } from 'react';

import { asProblem } from '../api/problem.ts';
import { useFieldProps } from './field.tsx';

export type Option = { readonly id: string; readonly label: string; readonly detail?: string };

type ComboboxProps = {
  readonly value: Option | null;
  readonly onValue: (option: Option | null) => void;
  /** Asks the server; the signal is raised when the person types on. */
  readonly search: (text: string, signal: AbortSignal) => Promise<readonly Option[]>;
  readonly placeholder?: string;
};

type Answer = { readonly options: readonly Option[]; readonly note: string };

const nothingYet: Answer = { options: [], note: 'Type to search.' };
const settleMs = 150;

export function Combobox({ value, onValue, search, placeholder }: ComboboxProps) {
  const fieldProps = useFieldProps();
  const [answer, ask] = useAnswers(search);
  const known = value && !answer.options.some((option) => option.id === value.id) ? [...answer.options, value] : answer.options;
  return (
    <BaseCombobox.Root
      items={known}
      value={value}
      filter={null}
      itemToStringLabel={(option: Option) => option.label}
      isItemEqualToValue={(option: Option, chosen: Option) => option.id === chosen.id}
      onValueChange={(option: Option | null) => onValue(option)}
      onInputValueChange={(text, { reason }) => {
        if (reason !== 'item-press') ask(text);
      }}
      onOpenChange={(open) => open && answer === nothingYet && ask('')}
    >
      <BaseCombobox.InputGroup className="relative block">
        <BaseCombobox.Input {...fieldProps} placeholder={placeholder} className="field pr-14" />
        <span className="absolute inset-y-0 right-1 flex items-center">
          <BaseCombobox.Clear aria-label="Clear" className="grid size-6 place-items-center rounded-small text-ink-3 hover:bg-hover">
            <X aria-hidden="true" size={14} />
          </BaseCombobox.Clear>
          <BaseCombobox.Trigger aria-label="Show choices" className="grid size-6 place-items-center rounded-small text-ink-3 hover:bg-hover">
            <ChevronsUpDown aria-hidden="true" size={14} />
          </BaseCombobox.Trigger>
        </span>
      </BaseCombobox.InputGroup>
      <BaseCombobox.Portal>
        <BaseCombobox.Positioner sideOffset={4} className="z-50">
          <BaseCombobox.Popup className="popup w-(--anchor-width) p-1">
            <BaseCombobox.Status className="px-2 py-1 text-minor text-ink-3 empty:hidden">{answer.note}</BaseCombobox.Status>
            <BaseCombobox.List className="max-h-72 overflow-y-auto">{optionRow}</BaseCombobox.List>
          </BaseCombobox.Popup>
        </BaseCombobox.Positioner>
      </BaseCombobox.Portal>
    </BaseCombobox.Root>
  );
}

function optionRow(option: Option) {
  return (
    <BaseCombobox.Item
      key={option.id}
      value={option}
      className="flex min-h-8 cursor-default items-center gap-2 rounded-small px-2 text-body outline-none data-highlighted:bg-accent-soft"
    >
      <span className="grow truncate">{option.label}</span>
      {option.detail && <span className="text-minor text-ink-3">{option.detail}</span>}
      <BaseCombobox.ItemIndicator><Check aria-hidden="true" size={14} className="text-accent" /></BaseCombobox.ItemIndicator>
    </BaseCombobox.Item>
  );
}

function useAnswers(search: ComboboxProps['search']): [Answer, (text: string) => void] {
  const [answer, setAnswer] = useState<Answer>(nothingYet);
  const running = useRef<AbortController | undefined>(undefined);
  const ask = (text: string) => {
    running.current?.abort();
    const control = new AbortController();
    running.current = control;
    setTimeout(() => {
      if (control.signal.aborted) return;
      search(text.trim(), control.signal).then(
        (options) => {
          if (control.signal.aborted) return;
          setAnswer({ options, note: options.length === 0 ? `Nothing found for “${text.trim()}”.` : '' });
        },
        (error: unknown) => {
          if (!control.signal.aborted) setAnswer((last) => ({ ...last, note: asProblem(error).message }));
        },
      );
    }, settleMs);
  };
  return [answer, ask];
}
