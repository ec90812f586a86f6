// The lines of a document with what is left to credit; ticking takes it all, a quantity or an amount takes a part.
import { formatDecimal, formatMoney, isZeroAmount } from '../../format/money.ts';
import { AmountField } from '../../kit/amount-field.tsx';
import { Field } from '../../kit/field.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { leftOf, type LineChoice } from './credit-choice.ts';
import { DecimalField } from './decimal-field.tsx';
import type { DocumentLine, DocumentRecord } from './invoice-wire.ts';

type CreditLinesProps = {
  readonly document: DocumentRecord;
  readonly choices: readonly LineChoice[];
  readonly onChoices: (choices: readonly LineChoice[]) => void;
};

export function CreditLines({ document, choices, onChoices }: CreditLinesProps) {
  const open = document.lines.filter((line) => !isZeroAmount(leftOf(line).amount));
  const isAll = open.every((line) => choices.find((choice) => choice.lineNo === line.line_no)?.isChosen);
  const change = (lineNo: number, next: Partial<LineChoice>) => onChoices(choices.map((choice) => (choice.lineNo === lineNo ? { ...choice, ...next } : choice)));
  const tickAll = (isChosen: boolean) => onChoices(choices.map((choice) => (open.some((line) => line.line_no === choice.lineNo) ? { ...choice, isChosen } : choice)));
  if (open.length === 0) return <p className="rounded-control bg-sunken p-3">Every line was credited before: nothing is left.</p>;
  return (
    <div className="max-h-[38vh] overflow-auto rounded-control border border-line px-3">
      <table className="panel-table">
        <thead>
          <tr>
            <th scope="col"><input type="checkbox" className="tick" aria-label="All lines" autoFocus checked={isAll} onChange={(event) => tickAll(event.target.checked)} /></th>
            <th scope="col">Line</th><th scope="col" className="text-end!">Billed</th><th scope="col" className="text-end!">Left</th><th scope="col">Quantity</th><th scope="col">or amount</th>
          </tr>
        </thead>
        <tbody>
          {document.lines.map((line) => {
            const choice = choices.find(({ lineNo }) => lineNo === line.line_no);
            return choice && <CreditLineRow key={line.line_no} line={line} choice={choice} onChange={(next) => change(line.line_no, next)} />;
          })}
        </tbody>
      </table>
    </div>
  );
}

type CreditLineRowProps = { readonly line: DocumentLine; readonly choice: LineChoice; readonly onChange: (next: Partial<LineChoice>) => void };

function CreditLineRow({ line, choice, onChange }: CreditLineRowProps) {
  const left = leftOf(line);
  const isDone = isZeroAmount(left.amount);
  const name = `Line ${line.line_no}`;
  return (
    <tr className={isDone ? 'text-ink-3' : ''}>
      <td><input type="checkbox" className="tick" aria-label={`${name}: ${line.description}`} disabled={isDone} checked={choice.isChosen} onChange={(event) => onChange({ isChosen: event.target.checked })} /></td>
      <td className="max-w-48 truncate" title={line.description}>{line.description} <span className="text-ink-3">{formatDecimal(line.quantity)} {line.unit}</span></td>
      <td className="text-end"><MoneyText money={line.amount} look="plain" /></td>
      <td className="text-end font-medium">{isDone ? '–' : <MoneyText money={left} look="plain" />}</td>
      <td className="w-24 py-1!">
        {!isDone && (
          <Field label={`${name}, quantity`} hideLabel>
            <DecimalField value={choice.quantity} placeholder="All left" onValue={(quantity) => onChange({ quantity, amount: '', isChosen: choice.isChosen || quantity !== '' })} />
          </Field>
        )}
      </td>
      <td className="w-32 py-1!">
        {!isDone && (
          <Field label={`${name}, amount of at most ${formatMoney(left)}`} hideLabel>
            <AmountField value={choice.amount} currency={left.currency} negative onValue={(amount = '') => onChange({ amount, quantity: '', isChosen: choice.isChosen || amount !== '' })} />
          </Field>
        )}
      </td>
    </tr>
  );
}
