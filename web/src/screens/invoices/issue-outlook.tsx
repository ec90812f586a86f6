// What a run over chosen drafts would do: how many go, what stays and why, in words and sums.
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

import { formatDate } from '../../format/date.ts';
import { counted, formatCount } from '../../format/money.ts';
import { sentence } from '../../format/sentence.ts';
import { MoneyText } from '../../kit/money-text.tsx';
import { checkLabel } from '../charges/check-names.ts';
import { kindWord } from './invoice-wire.ts';
import type { IssuePreview } from './issue-preview-wire.ts';

type IssueOutlookProps = { readonly preview: IssuePreview; readonly releases: boolean; readonly movesDays: boolean };

export function IssueOutlook({ preview, releases, movesDays }: IssueOutlookProps) {
  const { drafts, held, unreleasable, refused, earlier_drafts: earlier } = preview;
  const staying = Math.min(drafts, refused + (releases ? unreleasable : held) + (movesDays ? 0 : earlier));
  return (
    <section aria-label="What the run would do" aria-live="polite" className="grid gap-3">
      <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-1 rounded-control bg-sunken p-3">
        {preview.totals.map((sum) => (
          <div key={sum.currency} className="contents">
            <dt>{counted(sum.drafts, 'draft', 'drafts')} in {sum.currency}</dt><dd className="text-end font-semibold"><MoneyText money={sum.total} /></dd>
          </div>
        ))}
        {staying > 0 && (
          <div className="contents">
            <dt className="border-t border-line pt-1">Can go as chosen below</dt>
            <dd className="border-t border-line pt-1 text-end font-semibold">{staying === drafts ? 'none' : `${earlier > 0 && !movesDays && held > 0 ? 'at least ' : ''}${formatCount(drafts - staying)}`}</dd>
          </div>
        )}
      </dl>
      {drafts === 0 && <p>None of them is a draft any more.</p>}
      {held > 0 && <Held preview={preview} />}
      {preview.refusals.map((row) => (
        <Warning key={row.code} title={`${counted(row.drafts, 'draft', 'drafts')} cannot be issued`}>{sentence(row.detail)}. {row.next}</Warning>
      ))}
      {earlier > 0 && <Earlier preview={preview} />}
      {preview.unprintable > 0 && (
        <Warning title={`${counted(preview.unprintable, 'draft has', 'drafts have')} characters that no font draws`}>
          The paper would show squares for {preview.unprintable_characters}. Have the operator name a font with them in the setting FONTS before the PDFs are made.
        </Warning>
      )}
      {preview.checked < drafts && <p className="text-minor text-ink-2">{formatCount(preview.checked)} were checked just now, those held before first; the others count as they were saved. Each is checked again when its turn comes.</p>}
    </section>
  );
}

function Held({ preview }: { readonly preview: IssuePreview }) {
  const { held, unreleasable } = preview;
  return (
    <Warning title={`${counted(held, 'draft is', 'drafts are')} held by a check`} money={preview.held_totals.map((sum) => sum.total)}>
      <span className="flex flex-wrap gap-x-4">{preview.held_by.map((row) => <span key={row.check}>{checkLabel(row.check)} <span className="font-semibold">{formatCount(row.drafts)}</span></span>)}</span>
      {unreleasable > 0 && <span className="block">{counted(unreleasable, 'draft', 'drafts')} of them cannot be released: a price or a tax is missing.</span>}
      <span className="block">What stays held goes to “Held drafts”. Once a later day has a number, it can only be issued with a later date.</span>
    </Warning>
  );
}

function Earlier({ preview }: { readonly preview: IssuePreview }) {
  return (
    <Warning title={`${counted(preview.earlier_drafts, 'draft is', 'drafts are')} dated before the last number`}>
      Numbers are in date order, so they are refused on their own day.
      <span className="block max-h-24 overflow-y-auto">
        {preview.earlier.map((day) => (
          <span key={`${day.entity_id} ${day.kind} ${day.issued_on}`} className="block">{formatDate(day.issued_on)}: {formatCount(day.drafts)}; the last {kindWord(day.kind).toLowerCase()} is of {formatDate(day.last_on)}</span>
        ))}
      </span>
    </Warning>
  );
}

function Warning({ title, money = [], children }: { readonly title: string; readonly money?: readonly IssuePreview['totals'][number]['total'][]; readonly children: ReactNode }) {
  return (
    <div className="rounded-control bg-warn-soft px-3 py-2">
      <p className="flex items-center gap-2 font-semibold text-warn">
        <TriangleAlert aria-hidden="true" size={15} className="shrink-0" />{title}
        <span className="ml-auto flex gap-3 font-medium">{money.map((one) => <MoneyText key={one.currency} money={one} />)}</span>
      </p>
      <div className="mt-0.5">{children}</div>
    </div>
  );
}
