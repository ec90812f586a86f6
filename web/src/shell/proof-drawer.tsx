// The proof of an amount as a tree: each step says what it worked out and from what, down to file and row.
import { ChevronRight, FileCheck2 } from 'lucide-react';

import { asProblem } from '../api/problem.ts';
import type { WireProof } from '../api/types.ts';
import { useRecord } from '../api/use-record.ts';
import { Drawer } from '../kit/dialog.tsx';
import { ProblemBanner } from '../kit/problem-banner.tsx';
import { closeProof, type ProofRequest } from '../kit/proof-store.ts';
import { SkeletonLines } from '../kit/skeleton.tsx';

export function ProofDrawer({ request }: { readonly request: ProofRequest }) {
  const proof = useRecord<WireProof>(request.path);
  return (
    <Drawer open onClose={closeProof} title={`Why ${request.title}?`} subtitle="Every step that made this amount, down to its source.">
      {proof.error && <ProblemBanner problem={asProblem(proof.error)} onRetry={() => void proof.refetch()} />}
      {proof.isPending && <SkeletonLines lines={6} />}
      {proof.data && <ol className="grid gap-1"><ProofStep step={proof.data} depth={0} /></ol>}
    </Drawer>
  );
}

/** The first levels are open; deeper ones wait until asked for. */
const openDepth = 2;

function ProofStep({ step, depth }: { readonly step: WireProof; readonly depth: number }) {
  const { steps = [] } = step;
  return (
    <li>
      {steps.length === 0 ? <div className="rounded-control py-1.5 pr-2 pl-[22px]"><ProofLine step={step} /></div> : (
        <details open={depth < openDepth} className="group/proof">
          <summary className="flex list-none gap-1 rounded-control py-1.5 pr-2 pl-1 hover:bg-hover">
            <ChevronRight aria-hidden="true" size={14} className="mt-0.5 shrink-0 text-ink-3 group-open/proof:rotate-90" />
            <span className="min-w-0 grow"><ProofLine step={step} count={steps.length} /></span>
          </summary>
          <ol className="ml-2.5 grid gap-0.5 border-l border-line pl-2">
            {steps.map((child, index) => <ProofStep key={index} step={child} depth={depth + 1} />)}
          </ol>
        </details>
      )}
    </li>
  );
}

function ProofLine({ step, count }: { readonly step: WireProof; readonly count?: number }) {
  return (
    <>
      <span className="flex items-baseline justify-between gap-4">
        <span className="font-medium">
          {step.label}{count !== undefined && <span className="font-normal text-ink-3"> {count}</span>}
        </span>
        {step.value && <span className="shrink-0 font-semibold">{step.value}</span>}
      </span>
      {step.detail && <span className="block text-minor text-ink-2">{step.detail}</span>}
      {step.source && (
        <span className="flex items-center gap-1 text-minor text-ink-3">
          <FileCheck2 aria-hidden="true" size={12} className="shrink-0" />{step.source}
        </span>
      )}
    </>
  );
}
