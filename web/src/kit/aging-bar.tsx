// How old what is owed is: a thin bar for grids and tiles, and bars with amounts for panels. The ramp darkens with age.
import type { WireAgingBucket } from '../api/types.ts';
import { formatMoney, isNegativeAmount, isZeroAmount, sharesOf, zeroDash } from '../format/money.ts';

const oldest = 4;

/** Companies choose their buckets; whatever their number, the ramp runs from current to oldest. */
export function ageColour(index: number, count: number): string {
  const step = count <= 1 ? 0 : Math.round((index * oldest) / (count - 1));
  return `var(--age-${step})`;
}

/** One bar, its parts in proportion. Described by its `label`; the numbers stand beside it in the row. */
export function AgingBar({ amounts, label }: { readonly amounts: readonly string[]; readonly label?: string }) {
  return (
    <span
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      className="block h-1.5 w-full rounded-full bg-line"
      style={{ backgroundImage: stripes(sharesOf(amounts)) }}
    />
  );
}

/** One element with hard colour stops: parts of their own would be made and thrown away in every row while scrolling. */
function stripes(shares: readonly number[]): string | undefined {
  const stops: string[] = [];
  let from = 0;
  shares.forEach((share, index) => {
    if (share === 0) return;
    if (from > 0) stops.push(`var(--surface) ${from / 10}% calc(${from / 10}% + 1px)`);
    const to = from + share;
    stops.push(`${ageColour(index, shares.length)} ${from > 0 ? `calc(${from / 10}% + 1px)` : '0'} ${to >= 995 ? 100 : to / 10}%`);
    from = to;
  });
  return stops.length === 0 ? undefined : `linear-gradient(to right, ${stops.join(', ')})`;
}

export function AgingLegend({ buckets }: { readonly buckets: readonly { readonly label: string }[] }) {
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1 text-meta text-ink-2">
      {buckets.map((bucket, index) => (
        <li key={bucket.label} className="flex items-center gap-1">
          <span aria-hidden="true" className="size-2 rounded-[2px]" style={{ background: ageColour(index, buckets.length) }} />
          {bucket.label}
        </li>
      ))}
    </ul>
  );
}

type AgingColumnsProps = { readonly buckets: readonly WireAgingBucket[]; readonly currency: string };

const columnHeight = 64;
const leastHeight = 3;

export function AgingColumns({ buckets, currency }: AgingColumnsProps) {
  const heights = heightsOf(buckets.map((bucket) => bucket.amount));
  return (
    <dl className="grid auto-cols-fr grid-flow-col gap-3 text-center text-meta">
      {buckets.map((bucket, index) => (
        <div key={bucket.label} className="flex flex-col-reverse">
          <dt className="mt-1 border-t border-line pt-1 text-ink-2">{bucket.label}</dt>
          <dd title={formatMoney({ amount: bucket.amount, currency })} className="flex grow flex-col justify-end gap-1">
            <span className={isNegativeAmount(bucket.amount) ? 'text-ok' : 'font-medium'}>
              {isZeroAmount(bucket.amount) ? zeroDash : formatMoney({ amount: bucket.amount, currency }, 'short')}
            </span>
            <span
              aria-hidden="true"
              className="rounded-t-[3px]"
              style={{ height: heights[index], background: ageColour(index, buckets.length) }}
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function heightsOf(amounts: readonly string[]): number[] {
  const shares = sharesOf(amounts);
  const largest = Math.max(1, ...shares);
  return shares.map((share, index) => {
    if (isZeroAmount(amounts[index] ?? '0') || isNegativeAmount(amounts[index] ?? '0')) return 0;
    return Math.max(leastHeight, Math.round((share / largest) * columnHeight));
  });
}
