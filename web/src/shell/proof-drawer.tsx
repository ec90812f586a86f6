// The proof of an amount as a tree: each step says what it worked out and from what, down to file and row.
import { Link } from '@tanstack/react-router';
import { ChevronRight, FileCheck2 } from 'lucide-react';

import { asProblem } from '../api/problem.ts';
import type { WireProof } from '../api/types.ts';
import { useSession } from '../api/session.ts';
import { useRecord } from '../api/use-record.ts';
import { withReadDays } from '../format/date.ts';
import { Drawer } from '../kit/dialog.tsx';
import { MoneyText } from '../kit/money-text.tsx';
import { ProblemBanner } from '../kit/problem-banner.tsx';
import { closeProof, type ProofRequest } from '../kit/proof-store.ts';
import { SkeletonLines } from '../kit/skeleton.tsx';

export function ProofDrawer({ request }: { readonly request: ProofRequest }) {
  const proof = useRecord<WireProof>(request.path);
  return (
    <Drawer onClose={closeProof} title={`Why ${request.title}?`} subtitle="Every step that made this amount, down to its source.">
      {proof.error && <ProblemBanner problem={asProblem(proof.error)} onRetry={() => void proof.refetch()} />}
      {proof.isPending && <SkeletonLines lines={6} />}
      {proof.data && <ol className="grid gap-1"><ProofStep step={proof.data} depth={0} /></ol>}
    </Drawer>
  );
}

/** The first levels are open; deeper ones wait until asked for. */
const openDepth = 2;

function ProofStep({ step, depth }: { readonly step: WireProof; readonly depth: number }) {
  const { children } = step;
  return (
    <li>
      {children.length === 0 ? <div className="rounded-control py-1.5 pr-2 pl-[22px]"><ProofLine step={step} /></div> : (
        <details open={depth < openDepth} className="group/proof">
          <summary className="flex list-none gap-1 rounded-control py-1.5 pr-2 pl-1 hover:bg-hover">
            <ChevronRight aria-hidden="true" size={14} className="mt-0.5 shrink-0 text-ink-3 group-open/proof:rotate-90" />
            <span className="min-w-0 grow"><ProofLine step={step} /></span>
          </summary>
          <div className="ml-2.5 border-l border-line pl-2">
            <ProofLink step={step} />
            <ol className="grid gap-0.5">{children.map((child, index) => <ProofStep key={index} step={child} depth={depth + 1} />)}</ol>
          </div>
        </details>
      )}
      {children.length === 0 && <div className="pl-[14px]"><ProofLink step={step} /></div>}
    </li>
  );
}

function ProofLine({ step }: { readonly step: WireProof }) {
  const { time_zone: timeZone } = useSession().company;
  return (
    <>
      <span className="flex items-baseline justify-between gap-4">
        <span className="min-w-0 font-medium break-words">{withReadDays(step.label, timeZone)}</span>
        {step.amount && <MoneyText money={step.amount} className="shrink-0 font-semibold" />}
      </span>
      {step.value && <span className="block text-minor break-all text-ink-2">{withReadDays(step.value, timeZone)}</span>}
    </>
  );
}

/** Where a statement can be looked at; those without a place of their own have none. */
const places: Readonly<Record<string, { readonly word: string; readonly path: (id: string) => string; readonly search?: (id: string) => object }>> = {
  document: { word: 'Open the document', path: (id) => `/invoices/${id}` },
  charge: { word: 'Open the charge', path: () => '/charges', search: (id) => ({ id }) },
  order: { word: 'Open the order', path: (id) => `/orders/${id}` },
  delivery: { word: 'Open the delivery', path: () => '/deliveries', search: (id) => ({ id }) },
  receipt: { word: 'Open the receipt', path: (id) => `/receipts/${id}` },
  entry: { word: 'Open the entry', path: (id) => `/ledger/entries/${id}` },
};

/** Outside of the summary: a link inside one could not be reached by assistive tools. */
function ProofLink({ step: { link } }: { readonly step: WireProof }) {
  const place = link && places[link.kind];
  const look = 'inline-flex min-h-6 items-center gap-1 px-2 text-minor text-accent hover:underline';
  if (link?.kind === 'file') return <a href={`/v1/files/${link.id}`} className={look}><FileCheck2 aria-hidden="true" size={12} className="shrink-0" />Download the file</a>;
  if (!link || !place) return null;
  return <Link to={place.path(link.id)} search={place.search?.(link.id) as never} className={look} onClick={closeProof}>{place.word}</Link>;
}
