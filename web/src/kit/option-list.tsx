// The answers under a box: a listbox in the top layer, marked by keyboard or pointer.
import { clsx } from 'clsx';
import type { RefObject } from 'react';

import type { Option } from './option.ts';
import { useTopLayer } from './use-top-layer.ts';

type OptionListProps = {
  readonly id: string;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly options: readonly Option[];
  readonly marked: number;
  readonly chosenId: string | undefined;
  readonly note: string;
  readonly isBusy: boolean;
  readonly onPoint: (index: number) => void;
  readonly onTake: (option: Option) => void;
};

export function OptionList({ id, anchor, options, marked, chosenId, note, isBusy, onPoint, onTake }: OptionListProps) {
  const layer = useTopLayer<HTMLDivElement>(anchor);
  return (
    <div ref={layer} popover="manual" className="popup fixed inset-auto m-0 max-h-72 overflow-y-auto p-1 text-ink">
      <div id={id} role="listbox" aria-label="Answers" aria-busy={isBusy}>
        {options.map((option, index) => (
          <OptionRow
            key={option.id}
            id={`${id}-${index}`}
            option={option}
            isMarked={index === marked}
            isChosen={option.id === chosenId}
            onPoint={() => onPoint(index)}
            onTake={() => onTake(option)}
          />
        ))}
      </div>
      <p role="status" className="px-2 py-1 text-minor text-ink-3 empty:hidden">{note}</p>
    </div>
  );
}

type OptionRowProps = {
  readonly id: string;
  readonly option: Option;
  readonly isMarked: boolean;
  readonly isChosen: boolean;
  readonly onPoint: () => void;
  readonly onTake: () => void;
};

function OptionRow({ id, option, isMarked, isChosen, onPoint, onTake }: OptionRowProps) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={isMarked}
      ref={(row) => {
        if (isMarked) row?.scrollIntoView({ block: 'nearest' });
      }}
      className={clsx('flex min-h-8 cursor-default items-center gap-2 rounded-small px-2', isMarked && 'bg-accent-soft')}
      // Before the box loses the focus, which would close the list under the pointer.
      onPointerDown={(event) => {
        event.preventDefault();
        onTake();
      }}
      onPointerMove={onPoint}
    >
      <span className={clsx('grow truncate', isChosen && 'font-semibold')}>{option.label}</span>
      {option.detail && <span className="text-minor text-ink-3">{option.detail}</span>}
    </div>
  );
}
