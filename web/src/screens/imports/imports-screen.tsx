// The import wizard: file, columns, check, import. Nothing is written before the last step, and each step can be gone back to.
import { Link } from '@tanstack/react-router';
import { History } from 'lucide-react';

import { asProblem } from '../../api/problem.ts';
import type { WirePage } from '../../api/types.ts';
import { useRecord } from '../../api/use-record.ts';
import { buttonClass } from '../../kit/button.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { Page } from '../../shell/page.tsx';
import { CheckRows } from './check-rows.tsx';
import { ChooseFile } from './choose-file.tsx';
import type { ImportKind } from './import-wire.ts';
import { MapColumns } from './map-columns.tsx';
import { StepBar } from './step-bar.tsx';
import { useWizard, type WizardStep } from './use-wizard.ts';

export function ImportsScreen() {
  const wizard = useWizard();
  const kinds = useRecord<WirePage<ImportKind>>('/v1/import-kinds');
  const kind = kinds.data?.items.find((one) => one.kind === wizard.kind);
  const step: WizardStep = kind ? wizard.step : 'file';
  const goBack = (to: WizardStep) => (to === 'file' ? wizard.go({ file: undefined, name: undefined, step: undefined }) : wizard.go({ step: to }));
  return (
    <Page
      title="Import"
      beside={step !== 'file' && <span className="min-w-0 truncate text-ink-2">{kind?.title}: {wizard.file?.name}</span>}
      actions={<Link to="/runs" search={{ view: 'imports' } as never} className={buttonClass('plain')}><History aria-hidden="true" size={15} strokeWidth={1.75} />Earlier imports</Link>}
      scrolls
    >
      <StepBar step={step} onStep={goBack} />
      <div className="mx-auto grid max-w-[1120px] px-4 pt-5">
        {kinds.error && <ProblemBanner problem={asProblem(kinds.error)} onRetry={() => void kinds.refetch()} />}
        {kinds.isPending && <SkeletonLines lines={6} />}
        {kinds.data && step === 'file' && <ChooseFile wizard={wizard} kinds={kinds.data.items} />}
        {kind && step === 'map' && <MapColumns key={wizard.file?.id} wizard={wizard} kind={kind} />}
        {kind && step === 'check' && <CheckRows key={wizard.file?.id} wizard={wizard} kind={kind} />}
      </div>
    </Page>
  );
}
