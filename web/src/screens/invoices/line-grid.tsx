// The lines of a draft as a grid that is typed into: Tab goes on and makes a new line at the end, Alt with arrows moves a line,
// Ctrl D takes over what stands above, Enter goes down.
import { Plus } from 'lucide-react';
import { useCallback, useRef, type KeyboardEvent, type RefObject } from 'react';

import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import type { Option } from '../../kit/option.ts';
import { changeLine, chooseProduct, copyAbove, emptyLine, insertLine, isEmptyLine, moveLine, removeLine, type DraftLine, type LineField } from './draft-lines.ts';
import { LineRow } from './line-row.tsx';
import { OrderLines } from './order-lines.tsx';
import { useCellFocus, type CellPlace } from './use-cell-focus.ts';
import type { DraftPreview } from './use-draft-preview.ts';

type LineGridProps = {
  readonly lines: readonly DraftLine[];
  readonly onLines: (change: (lines: readonly DraftLine[]) => readonly DraftLine[]) => void;
  readonly preview: DraftPreview;
  readonly orderNumber: string | undefined;
  readonly issuedOn: string;
  readonly today: string;
};

const fields: readonly LineField[] = ['product', 'description', 'serviceOn', 'quantity', 'unit', 'unitPrice', 'discount'];
const fieldsWithOrder: readonly LineField[] = ['product', 'description', 'orderLineNo', 'serviceOn', 'quantity', 'unit', 'unitPrice', 'discount'];

export function LineGrid({ lines, onLines, preview, orderNumber, issuedOn, today }: LineGridProps) {
  const hasOrder = orderNumber !== undefined;
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
      <p className="mt-2 flex flex-wrap gap-1">
        <Button small look="quiet" icon={Plus} onClick={keyboard.add}>Add a line</Button>
        {orderNumber !== undefined && <OrderLines orderNumber={orderNumber} onLines={onLines} />}
      </p>
    </section>
  );
}

function LineHead({ hasOrder }: { readonly hasOrder: boolean }) {
  return (
    <thead>
      <tr>
        <th scope="col" className="w-8"><span className="sr-only">State</span></th>
        <th scope="col" className="w-[118px] min-w-[116px]">Product</th>
        <th scope="col" className="min-w-[116px]">Description</th>
        {hasOrder && <th scope="col" className="w-[48px] text-end!" title="Line of the order">Line</th>}
        <th scope="col" className="w-[72px]">Service</th>
        <th scope="col" className="w-[72px] text-end!">Quantity</th>
        <th scope="col" className="w-[54px]">Unit</th>
        <th scope="col" className="w-[82px] text-end!">Unit price</th>
        <th scope="col" className="w-[54px] text-end!">Disc. %</th>
        <th scope="col" className="w-[48px] text-end!">Tax</th>
        <th scope="col" className="w-[88px] text-end!">Amount</th>
        <th scope="col" className="w-8"><span className="sr-only">Remove</span></th>
      </tr>
    </thead>
  );
}

type KeyboardInput = Pick<LineGridProps, 'lines' | 'onLines'> & {
  readonly columns: readonly LineField[];
  readonly table: RefObject<HTMLTableElement | null>;
};

function useGridKeyboard({ lines, onLines, columns, table }: KeyboardInput) {
  const focus = useCellFocus(table);
  const add = (after: number = lines.length - 1, column = 0) => {
    const line = emptyLine();
    focus.later(line.key, column);
    onLines((now) => insertLine(now, after + 1, line));
  };
  const change = (verb: LineVerb, line: DraftLine, place: CellPlace) => {
    const field = columns[place.column];
    if (verb === 'copy' && field) return onLines((now) => copyAbove(now, line.key, field));
    if (verb === 'remove') {
      const next = lines[place.row + 1] ?? lines[place.row - 1];
      if (next) focus.later(next.key, place.column);
      return onLines((now) => removeLine(now, line.key));
    }
    focus.later(line.key, place.column);
    onLines((now) => moveLine(now, line.key, verb === 'up' ? -1 : 1));
  };
  const isLast = (place: CellPlace) => place.row === lines.length - 1;
  /** Before the cell itself sees the key: an open list takes arrows, but not those with Alt. */
  const onCapture = (event: KeyboardEvent) => {
    const place = focus.placeOf(event.target, lines);
    const line = place && lines[place.row];
    const verb = lineVerbOf(event);
    if (!place || !line || !verb) return;
    event.preventDefault();
    event.stopPropagation();
    change(verb, line, place);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const place = focus.placeOf(event.target, lines);
    const line = place && lines[place.row];
    if (!place || !line || event.ctrlKey || event.metaKey || event.altKey) return;
    const hasText = !isEmptyLine(line);
    if (event.key === 'Tab' && !event.shiftKey && isLast(place) && place.column === columns.length - 1 && hasText) add();
    else if (event.key === 'ArrowUp' && place.row > 0) focus.now(lines[place.row - 1]?.key, place.column);
    else if ((event.key === 'ArrowDown' || event.key === 'Enter') && !isLast(place)) focus.now(lines[place.row + 1]?.key, place.column);
    else if (event.key === 'Enter' && hasText) add(place.row, place.column);
    else return;
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

type LineVerb = 'up' | 'down' | 'copy' | 'remove';

function lineVerbOf(event: KeyboardEvent): LineVerb | undefined {
  const isMod = event.ctrlKey || event.metaKey;
  if (isMod && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'd') return 'copy';
  if (!event.altKey || isMod) return undefined;
  return ({ ArrowUp: 'up', ArrowDown: 'down', Delete: 'remove' } as const)[event.key];
}
