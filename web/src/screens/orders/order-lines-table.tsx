// Lines of an order, each with the way it went: ordered, delivered, billed, what waits or is held, and what is still to come.
import { formatDecimal, isZeroAmount } from '../../format/money.ts';
import type { OrderBilling } from './order-billing.ts';
import type { OrderLine } from './order-wire.ts';

type OrderLinesTableProps = { readonly lines: readonly OrderLine[]; readonly billing: OrderBilling };

const numbers = ['Ordered', 'Delivered', 'Returned', 'Billed', 'Ready', 'Held', 'To come', 'Unit price'];

export function OrderLinesTable({ lines, billing }: OrderLinesTableProps) {
  return (
    <table className="panel-table">
      <thead>
        <tr>
          <th scope="col">No</th><th scope="col">Product</th>
          {numbers.map((name) => <th key={name} scope="col" className="text-end!">{name}</th>)}
          <th scope="col" className="pl-4!">Unit</th>
        </tr>
      </thead>
      <tbody>{lines.map((line) => <LineRow key={line.line_no} line={line} billing={billing} />)}</tbody>
    </table>
  );
}

function LineRow({ line, billing }: { readonly line: OrderLine; readonly billing: OrderBilling }) {
  const { billed, waiting, held } = billing.lineOf(line.line_no);
  const known = (quantity: string) => (billing.isKnown ? shown(quantity) : '');
  return (
    <tr>
      <td>{line.line_no}</td>
      <td className="max-w-80 truncate" title={line.source_row === null ? undefined : `Row ${line.source_row} of the file`}>
        <span className="font-medium">{line.description ?? line.product_name}</span> <span className="text-ink-3">{line.sku}</span>
      </td>
      <td className="text-end">{formatDecimal(line.quantity)}</td>
      <td className="text-end">{shown(line.delivered)}</td>
      <td className="text-end">{shown(line.returned)}</td>
      <td className="text-end">{known(billed)}</td>
      <td className="text-end">{known(waiting)}</td>
      <td className={`text-end ${isZeroAmount(held) ? '' : 'font-medium text-warn'}`}>{known(held)}</td>
      <td className="text-end font-medium">{shown(line.remaining)}</td>
      <td className="text-end">
        {line.unit_price === null ? <span className="text-ink-3">Price book</span> : formatDecimal(line.unit_price)}
        {!isZeroAmount(line.discount_percent) && <span className="text-ink-3"> −{formatDecimal(line.discount_percent)}%</span>}
      </td>
      <td className="pl-4!">{line.unit}</td>
    </tr>
  );
}

function shown(quantity: string): string {
  return isZeroAmount(quantity) ? '–' : formatDecimal(quantity);
}
