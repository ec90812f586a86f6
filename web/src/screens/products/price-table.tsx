// The prices of a product by the day they count from: in force, to come, and those before.
import { formatDate } from '../../format/date.ts';
import { formatDecimal, isZeroAmount } from '../../format/money.ts';
import { Badge } from '../../kit/badge.tsx';
import type { Price } from './product-wire.ts';

export function PriceTable({ prices, today }: { readonly prices: readonly Price[]; readonly today: string }) {
  const rows = [...prices].sort((a, b) => b.valid_from.localeCompare(a.valid_from) || b.recorded_at.localeCompare(a.recorded_at));
  const inForce = pricesInForce(rows, today);
  return (
    <table className="panel-table">
      <thead><tr><th scope="col">From</th><th scope="col">For</th><th scope="col" className="text-end!">Unit price</th></tr></thead>
      <tbody>
        {rows.map((price) => (
          <tr key={price.price_id} className={`[&>td]:py-1.5! ${inForce.has(price.price_id) || price.valid_from > today ? '' : 'text-ink-3'}`}>
            <td>
              <time dateTime={price.valid_from} title={`Recorded by ${price.recorded_by}`}>{formatDate(price.valid_from)}</time>
              {price.valid_to && <span className="block text-minor text-ink-3">to {formatDate(price.valid_to)}</span>}
            </td>
            <td className="max-w-36 whitespace-normal!">
              <span className="block truncate" title={price.customer_name ?? undefined}>{price.customer_name ?? 'Everyone'}</span>
              <span className="block text-minor text-ink-3">{price.price_book}{!isZeroAmount(price.min_quantity) && `, from ${formatDecimal(price.min_quantity)}`}</span>
            </td>
            <td className="text-end">
              <span className="block font-medium">{formatDecimal(price.unit_price)} <span className="text-meta font-normal text-ink-3">{price.currency}</span></span>
              {inForce.has(price.price_id) && <Badge tone="ok">In force</Badge>}
              {price.valid_from > today && <Badge tone="info">To come</Badge>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Per price book, customer and quantity the latest start that has begun and not ended counts; the rows come latest first. */
function pricesInForce(rows: readonly Price[], today: string): ReadonlySet<string> {
  const taken = new Map<string, string>();
  for (const price of rows) {
    const place = [price.price_book, price.currency, price.customer_number, price.min_quantity].join(' ');
    if (price.valid_from > today || (price.valid_to !== null && price.valid_to < today) || taken.has(place)) continue;
    taken.set(place, price.price_id);
  }
  return new Set(taken.values());
}
