// What a draft comes to, live: before tax, each tax, the total, when it is due; greyed for the moment in which it is worked out anew.
import { formatDate } from '../../format/date.ts';
import { formatDecimal } from '../../format/money.ts';
import { placeName, taxCategoryName } from '../../format/place.ts';
import { MoneyText } from '../../kit/money-text.tsx';
import type { DraftPreview } from './use-draft-preview.ts';

export function DraftTotals({ preview: { preview, isFresh } }: { readonly preview: DraftPreview }) {
  if (!preview) return <p className="text-ink-3">Totals appear with the first line.</p>;
  return (
    <div role="status" aria-live="polite" aria-busy={!isFresh || undefined} className={`w-full max-w-80 ${isFresh ? '' : 'opacity-60'}`}>
      <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-1">
        <dt className="text-ink-2">Before tax</dt><dd className="text-end"><MoneyText money={preview.net} /></dd>
        {preview.taxes.map((tax) => (
          <div key={tax.group_no} className="contents">
            <dt className="text-ink-2" title={tax.reason ?? undefined}>{placeName(tax.jurisdiction)} · {taxCategoryName(tax.category)} {formatDecimal(tax.rate)}% on <MoneyText money={tax.base} look="plain" /></dt>
            <dd className="text-end"><MoneyText money={tax.tax} /></dd>
          </div>
        ))}
        <dt className="border-t border-line-strong pt-1 font-semibold">Total</dt>
        <dd className="border-t border-line-strong pt-1 text-end"><MoneyText money={preview.total} className="text-amount font-semibold" /></dd>
      </dl>
      <p className="mt-1 text-end text-minor text-ink-2">Due {formatDate(preview.due_on)}, {preview.terms_text}</p>
    </div>
  );
}
