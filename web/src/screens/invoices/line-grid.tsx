// The lines of a draft as a grid that is typed into: Tab goes on and makes a new line at the end, Alt with arrows moves a line,
// Ctrl D takes over what stands above, Enter goes down.
import { Plus } from 'lucide-react';
import { useCallback, useEffect, useRef, type KeyboardEvent } from 'react';

import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import type { Option } from '../../kit/option.ts';
import { changeLine, chooseProduct, copyAbove, emptyLine, insertLine, isEmptyLine, moveLine, removeLine, type DraftLine, type LineField } from './draft-lines.ts';
import { LineRow } from './line-row.tsx';
import type { DraftPreview } from './use-draft-preview.ts';

type LineGridProps = {
  readonly lines: readonly DraftLine[];
  readonly onLines: (change: (lines: readonly DraftLine[]) => readonly DraftLine[]) => void;
  readonly preview: DraftPreview;
  readonly hasOrder: boolean;
  readonly issuedOn: string;
  readonly today: string;
};

const fields: readonly LineField[] = ['product', 'description', 'serviceOn', 'quantity', 'unit', 'unitPrice', 'discount'];
const fieldsWithOrder: readonly LineField[] = ['product', 'description', 'orderLineNo', 'serviceOn', 'quantity', 'unit', 'unitPrice', 'discount'];

export function LineGrid({ lines, onLines, preview, hasOrder, issuedOn, today }: LineGridProps) {
  const table = useRef<HTMLTableElement>(null);
  const columns = hasOrder ? fieldsWithOrder : fields;
  const keyboard = useGridKeyboard({ lines, onLines, columns, table });
  const onChange = useCallback((key: string, change: Partial<DraftLine>) => onLines((now) => changeLine(now, key, change)), [onLines]);
  const onProduct = useCallback((key: string, product: Option | null) => onLines((now) => chooseProduct(now, key, product)), [onLines]);
  const onRemove = useCallback((key: string) => onLines((now) => removeLine(now, key)), [onLines]);
  return (
    <section aria-label="Lines" className="min-w-0">
      <div className="overflow-x-auto rounded-panel border border-line bg-surface">
        <table ref={table} className="line-grid" onKeyDownCapture={keyboard.onCapture} onKeyDown={keyboard.onKeyDown}>
          <LineHead hasOrder={hasOrder} />
          <tbody>
            {lines.map((line, index) => (
              <LineRow
                key={line.key}
                line={line}
                index={index}
                preview={preview.lineOf(line.key)}
                problem={preview.problemOf(line.key)}
                hasOrder={hasOrder}
                issuedOn={issuedOn}
                today={today}
                onChange={onChange}
                onProduct={onProduct}
                onRemove={onRemove}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className="mt-2"><Button small look="quiet" icon={Plus} onClick={keyboard.add}>Add a line</Button></p>
    </section>
  );
}

function LineHead({ hasOrder }: { readonly hasOrder: boolean }) {
  return (
    <thead>
      <tr>
        <th scope="col" className="w-8"><span className="sr-only">State</span></th>
        <th scope="col" className="w-[118px]">Product</th>
        <th scope="col" className="min-w-[150px]">Description</th>
        {hasOrder && <th scope="col" className="w-[62px] text-end!">Ord. line</th>}
        <th scope="col" className="w-[78px]">Service</th>
        <th scope="col" className="w-[74px] text-end!">Quantity</th>
        <th scope="col" className="w-[64px]">Unit</th>
        <th scope="col" className="w-[88px] text-end!">Unit price</th>
        <th scope="col" className="w-[58px] text-end!">Disc. %</th>
        <th scope="col" className="w-[56px] text-end!">Tax</th>
        <th scope="col" className="w-[96px] text-end!">Amount</th>
        <th scope="col" className="w-8"><span className="sr-only">Remove</span></th>
      </tr>
    </thead>
  );
}

type KeyboardInput = Pick<LineGridProps, 'lines' | 'onLines'> & {
  readonly columns: readonly LineField[];
  readonly table: React.RefObject<HTMLTableElement | null>;
};

type Place = { readonly row: number; readonly column: number };

function useGridKeyboard({ lines, onLines, columns, table }: KeyboardInput) {
  const goal = useRef<{ key: string; column: number } | undefined>(undefined);
  // The cell to go to may only be there after the next rendering.
  useEffect(() => {
    const wanted = goal.current;
    if (!wanted) return;
    goal.current = undefined;
    cellsOf(table.current, wanted.key)[wanted.column]?.focus();
  });
  const focusCell = (key: string | undefined, column: number) => {
    if (key === undefined) return;
    const cell = cellsOf(table.current, key)[column];
    cell?.focus();
    cell?.select();
  };
  const add = (after: number = lines.length - 1, column = 0) => {
    const line = emptyLine();
    goal.current = { key: line.key, column };
    onLines((now) => insertLine(now, after + 1, line));
  };
  const placeOf = (target: EventTarget): Place | undefined => {
    const key = (target as Element).closest<HTMLElement>('tr[data-line]')?.dataset.line;
    const row = lines.findIndex((line) => line.key === key);
    const column = key === undefined ? -1 : cellsOf(table.current, key).indexOf(target as HTMLInputElement);
    return row < 0 || column < 0 ? undefined : { row, column };
  };
  const act = (event: KeyboardEvent, place: Place): boolean => {
    const line = lines[place.row];
    if (!line) return false;
    const isMod = event.ctrlKey || event.metaKey;
    if (event.altKey && !isMod && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      goal.current = { key: line.key, column: place.column };
      onLines((now) => moveLine(now, line.key, event.key === 'ArrowUp' ? -1 : 1));
      return true;
    }
    if (isMod && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'd') {
      const field = columns[place.column];
      if (field) onLines((now) => copyAbove(now, line.key, field));
      return true;
    }
    if (event.altKey && event.key === 'Delete') {
      const next = lines[place.row + 1] ?? lines[place.row - 1];
      if (next) goal.current = { key: next.key, column: place.column };
      onLines((now) => removeLine(now, line.key));
      return true;
    }
    return false;
  };
  /** Before the cell itself sees the key: an open list takes arrows, but not those with Alt. */
  const onCapture = (event: KeyboardEvent) => {
    const place = placeOf(event.target);
    if (!place || !act(event, place)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const place = placeOf(event.target);
    if (!place || event.ctrlKey || event.metaKey || event.altKey) return;
    const isLastRow = place.row === lines.length - 1;
    const line = lines[place.row];
    if (event.key === 'Tab' && !event.shiftKey && isLastRow && place.column === columns.length - 1 && line && !isEmptyLine(line)) add();
    else if (event.key === 'ArrowUp' && place.row > 0) focusCell(lines[place.row - 1]?.key, place.column);
    else if (event.key === 'ArrowDown' && !isLastRow) focusCell(lines[place.row + 1]?.key, place.column);
    else if (event.key === 'Enter' && !event.shiftKey) {
      if (!isLastRow) focusCell(lines[place.row + 1]?.key, place.column);
      else if (line && !isEmptyLine(line)) add(place.row, place.column);
    } else return;
    event.preventDefault();
  };
  useKeys([
    { keys: 'Tab', label: 'Next cell; in the last one a new line', group: 'Lines' },
    { keys: 'Enter', label: 'Same cell in the line below', group: 'Lines' },
    { keys: 'Alt+ArrowUp', label: 'Move the line up', group: 'Lines' },
    { keys: 'Alt+ArrowDown', label: 'Move the line down', group: 'Lines' },
    { keys: 'Mod+d', label: 'Take over what stands above', group: 'Lines' },
    { keys: 'Alt+Delete', label: 'Remove the line', group: 'Lines' },
  ]);
  return { onCapture, onKeyDown, add: () => add() };
}

/** The cells of a line that are typed into, in the order of the columns. */
function cellsOf(table: HTMLTableElement | null, key: string): HTMLInputElement[] {
  return [...table?.querySelectorAll<HTMLInputElement>(`tr[data-line="${key}"] .cell-input`) ?? []];
}
