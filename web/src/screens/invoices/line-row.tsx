// One line of a draft: cells to type into, what is proposed in grey, tax and amount as worked out, and below it what a check says.
import { CircleCheck, CircleDashed, Trash2, TriangleAlert } from 'lucide-react';
import { memo, useId } from 'react';

import { formatDayNear } from '../../format/date.ts';
import { formatDecimal } from '../../format/money.ts';
import { fullSentence } from '../../format/sentence.ts';
import { IconButton } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import type { Option } from '../../kit/option.ts';
import { checkLabel, roleLabel } from '../charges/check-names.ts';
import { DayCell, NumberCell, TextCell } from './line-cells.tsx';
import { isBillable, isEmptyLine, isUnknownProduct, lineProblem, typeInto, type DraftLine } from './draft-lines.ts';
import { ProductCell } from './product-cell.tsx';
import type { Failure, PreviewLine } from './use-draft-preview.ts';

export type LineRowProps = {
  readonly line: DraftLine;
  readonly index: number;
  readonly preview: PreviewLine | undefined;
  readonly problem: string | undefined;
  readonly hasOrder: boolean;
  readonly issuedOn: string;
  readonly today: string;
  readonly onChange: (key: string, change: Partial<DraftLine>) => void;
  readonly onProduct: (key: string, product: Option | null) => void;
  readonly onRemove: (key: string) => void;
};

export const LineRow = memo(function LineRow(props: LineRowProps) {
  const { line, index, preview, hasOrder } = props;
  const noteId = useId();
  const problem = shownProblem(line) ?? props.problem;
  const failures = problem ? [] : preview?.failures ?? [];
  const hasNote = problem !== undefined || failures.length > 0;
  const cell = cellsOf(props, hasNote ? noteId : undefined);
  return (
    <>
      <tr data-line={line.key} className={hasNote ? 'line-noted' : ''}>
        <td className="text-center"><LineMark line={line} preview={preview} isHeld={failures.length > 0} problem={problem} no={index + 1} /></td>
        <td>
          <ProductCell
            label={`Line ${index + 1}, product`}
            value={line.product}
            text={line.productText}
            isInvalid={isUnknownProduct(line) || props.problem !== undefined}
            describedBy={hasNote ? noteId : undefined}
            onValue={(product) => props.onProduct(line.key, product)}
            onText={(productText) => props.onChange(line.key, { product: null, productText })}
          />
        </td>
        <td>{cell.text('description', 'description', preview?.description)}</td>
        {hasOrder && <td>{cell.number('orderLineNo', 'order line', '–')}</td>}
        <td>{cell.day(formatDayNear(preview?.service_on ?? props.issuedOn, props.today))}</td>
        <td>{cell.number('quantity', 'quantity', '1')}</td>
        <td>{cell.text('unit', 'unit', preview?.unit)}</td>
        <td>{cell.number('unitPrice', 'unit price', preview ? formatDecimal(preview.proposed_unit_price ?? preview.unit_price) : undefined)}</td>
        <td>{cell.number('discount', 'discount in percent', preview && formatDecimal(preview.discount_percent))}</td>
        <td className="px-1.5 text-end text-ink-2" title={preview?.tax_reason ?? undefined}>{preview && `${formatDecimal(preview.tax_rate)}%`}</td>
        <td className="px-1.5 text-end font-medium">{preview && <MoneyText money={preview.amount} look="plain" />}</td>
        <td className="text-center"><IconButton label={`Remove line ${index + 1}`} icon={Trash2} keys="Alt+Delete" tabIndex={-1} onClick={() => props.onRemove(line.key)} /></td>
      </tr>
      {hasNote && (
        <tr className="line-note">
          <td />
          <td id={noteId} colSpan={hasOrder ? 11 : 10}>{problem ? <p className="flex items-start gap-1.5 text-bad"><TriangleAlert aria-hidden="true" size={14} className="mt-0.5 shrink-0" />{fullSentence(problem)}</p> : <Failures failures={failures} />}</td>
        </tr>
      )}
    </>
  );
});

type TextField = 'description' | 'unit';
type NumberField = 'quantity' | 'unitPrice' | 'discount' | 'orderLineNo';

/** While something is still being typed nothing is said about it; a line that only waits for its product is marked, not scolded. */
function shownProblem(line: DraftLine): string | undefined {
  const isScolded = isUnknownProduct(line) || Object.values(line.faults).some((reason) => reason !== '');
  return isScolded ? lineProblem(line) : undefined;
}

function cellsOf({ line, index, today, onChange }: LineRowProps, describedBy: string | undefined) {
  const label = (name: string) => `Line ${index + 1}, ${name}`;
  return {
    text: (field: TextField, name: string, proposed?: string) => (
      <TextCell label={label(name)} value={line[field]} proposed={proposed} onValue={(value) => onChange(line.key, { [field]: value })} />
    ),
    number: (field: NumberField, name: string, proposed?: string) => (
      <NumberCell
        label={label(name)}
        value={line[field]}
        proposed={proposed}
        describedBy={describedBy}
        isWhole={field === 'orderLineNo'}
        onValue={(value, fault) => onChange(line.key, typeInto(line, field, value, fault))}
      />
    ),
    day: (proposed: string) => (
      <DayCell label={label('service day')} value={line.serviceOn} today={today} proposed={proposed} describedBy={describedBy} onValue={(value, fault) => onChange(line.key, typeInto(line, 'serviceOn', value, fault))} />
    ),
  };
}

type LineMarkProps = { readonly line: DraftLine; readonly preview: PreviewLine | undefined; readonly isHeld: boolean; readonly problem: string | undefined; readonly no: number };

/** Told by shape and words, not by colour alone. */
function LineMark({ line, preview, isHeld, problem, no }: LineMarkProps) {
  if (isEmptyLine(line)) return <span className="text-ink-3">{no}</span>;
  if (problem) return <TriangleAlert role="img" aria-label={`Line ${no} can’t be read`} size={15} className="mx-auto text-bad" />;
  if (isHeld) return <TriangleAlert role="img" aria-label={`Line ${no} is held`} size={15} className="mx-auto text-warn" />;
  if (preview) return <CircleCheck role="img" aria-label={`Line ${no} passes the checks`} size={15} className="mx-auto text-ok" />;
  return <CircleDashed role="img" aria-label={`Line ${no} is ${isBillable(line) ? 'not checked yet' : 'not complete'}`} size={15} className="mx-auto text-ink-3" />;
}

function Failures({ failures }: { readonly failures: readonly Failure[] }) {
  return (
    <ul className="grid gap-0.5">
      {failures.map((failure) => (
        <li key={failure.check} className="flex flex-wrap items-baseline gap-x-1.5">
          <span className="font-semibold text-warn">{checkLabel(failure.check)}</span>
          <span>{fullSentence(failure.reason)}</span>
          <span className="text-ink-3">{roleLabel(failure.owner_role)} decides.</span>
        </li>
      ))}
    </ul>
  );
}
