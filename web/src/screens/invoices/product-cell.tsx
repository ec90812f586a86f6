// A cell that takes a product or charge code: type, Enter or Tab takes the marked one. A fast typist need not wait for the answer.
import { useId, useRef, useState, type KeyboardEvent } from 'react';

import { useAnswers } from '../../kit/use-answers.ts';
import { OptionList } from '../../kit/option-list.tsx';
import type { Option } from '../../kit/option.ts';
import { findBillables } from './find-options.ts';

type ProductCellProps = {
  readonly label: string;
  readonly value: Option | null;
  /** Typed but not found. */
  readonly text: string;
  readonly isInvalid: boolean;
  readonly describedBy?: string;
  readonly onValue: (option: Option | null) => void;
  readonly onText: (text: string) => void;
};

export function ProductCell(props: ProductCellProps) {
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const picking = useProductPicking(props);
  const { typed, marked, options } = picking;
  const isOpen = typed !== undefined;
  return (
    <>
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label={props.label}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        aria-activedescendant={isOpen && options[marked] ? `${listId}-${marked}` : undefined}
        aria-invalid={props.isInvalid || undefined}
        aria-describedby={props.describedBy}
        autoComplete="off"
        spellCheck={false}
        placeholder="SKU or name"
        value={typed ?? (props.value?.label || props.text)}
        className="cell-input font-medium"
        onChange={(event) => picking.open(event.target.value)}
        onKeyDown={picking.onKeyDown}
        onBlur={picking.leave}
      />
      {isOpen && (
        <OptionList
          id={listId}
          anchor={input}
          options={options}
          marked={marked}
          chosenId={props.value?.id}
          note={picking.note}
          isBusy={!picking.isFresh}
          onPoint={picking.setMarked}
          onTake={picking.take}
        />
      )}
    </>
  );
}

function useProductPicking({ value, onValue, onText }: ProductCellProps) {
  const [typed, setTyped] = useState<string>();
  const [marked, setMarked] = useState(0);
  const { options, note, text, ask } = useAnswers(findBillables);
  const isFresh = typed !== undefined && text === typed.trim();

  const open = (next: string) => {
    setTyped(next);
    setMarked(0);
    ask(next);
  };
  const take = (option: Option | null) => {
    onValue(option);
    setTyped(undefined);
  };
  /** Left before the answer came: what was typed is looked up, and taken if it is meant without doubt. */
  const resolve = (wanted: string) => {
    onText(wanted);
    findBillables(wanted, new AbortController().signal).then(
      (found) => {
        const exact = found.find((option) => option.label.toLowerCase() === wanted.toLowerCase()) ?? (found.length === 1 ? found[0] : undefined);
        if (exact) onValue(exact);
      },
      // The text stays in the cell and says that it was not found; typing on asks again.
      () => undefined,
    );
  };
  const leave = () => {
    if (typed === undefined) return;
    const wanted = typed.trim();
    setTyped(undefined);
    if (wanted === '') onValue(null);
    else if (wanted !== value?.label) resolve(wanted);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    // A closed cell leaves the arrows to the grid.
    if (typed === undefined) return;
    if (step !== undefined) setMarked(Math.max(0, Math.min(options.length - 1, marked + step)));
    else if (event.key === 'Escape') setTyped(undefined);
    else if ((event.key === 'Enter' || event.key === 'Tab') && isFresh && typed.trim() !== '' && options[marked]) {
      take(options[marked]);
      // Tab and Enter also move on, as in any cell.
      return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { typed, marked, setMarked, options, note, isFresh, open, leave, take, onKeyDown };
}
