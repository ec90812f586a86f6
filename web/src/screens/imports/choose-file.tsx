// First step: what the file holds, and the file.
import { Download } from 'lucide-react';

import { useMay, useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { lowered } from '../../format/sentence.ts';
import { Button } from '../../kit/button.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { BankStatementUpload } from './bank-statement-upload.tsx';
import { DropArea } from './drop-area.tsx';
import { bankStatementKind, type ImportKind, type KeptFile } from './import-wire.ts';
import type { Wizard } from './use-wizard.ts';

type ChooseFileProps = { readonly wizard: Wizard; readonly kinds: readonly ImportKind[] };

export function ChooseFile({ wizard, kinds }: ChooseFileProps) {
  const { permissions } = useSession();
  const mayBank = useMay('receipt.write');
  const allowed = kinds.filter((kind) => permissions.includes(kind.permission));
  const choices = [
    ...allowed.map(({ kind, title, fields }) => ({ kind, title, needs: fields.filter((field) => field.required).map((field) => lowered(field.title)).join(', ') })),
    ...(mayBank ? [{ kind: bankStatementKind, title: 'Bank statement', needs: 'camt, MT940, OFX or CSV' }] : []),
  ];
  const isBank = wizard.kind === bankStatementKind;
  const chosen = allowed.find(({ kind }) => kind === wizard.kind);
  return (
    <div className="grid gap-6">
      <fieldset>
        <legend className="mb-2 text-title font-semibold">What does the file hold?</legend>
        <div className="grid grid-cols-3 gap-2 max-nav:grid-cols-2 max-sm:grid-cols-1">
          {choices.map(({ kind, title, needs }) => (
            <label
              key={kind}
              className="flex items-start gap-2.5 rounded-panel border border-line bg-surface p-3 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
            >
              <input type="radio" name="kind" className="mt-0.5 size-4 outline-none" checked={wizard.kind === kind} onChange={() => wizard.go({ kind, file: undefined, name: undefined, step: undefined })} />
              <span className="min-w-0">
                <span className="block font-semibold">{title}</span>
                <span className="block text-minor text-ink-2">{needs === '' ? 'Any columns you have' : `Needs ${needs}`}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      {isBank && mayBank ? <BankStatementUpload /> : <TableUpload wizard={wizard} kind={chosen} />}
    </div>
  );
}

function TableUpload({ wizard, kind }: { readonly wizard: Wizard; readonly kind: ImportKind | undefined }) {
  const upload = useAction<File, KeptFile>({
    request: (file) => ({ method: 'POST', path: '/v1/files', body: file }),
    onDone: (kept) => wizard.go({ file: kept.file_id, name: kept.name, step: 'map' }),
  });
  return (
    <section aria-label="File" className="grid gap-3">
      {upload.problem && <ProblemBanner problem={upload.problem} onClose={upload.reset} />}
      <DropArea
        hint={kind ? `CSV or Excel${kind.kind === 'rates' ? ', or the ECB’s XML,' : ''} with ${kind.title.toLowerCase()}; nothing is written until you have checked it.` : 'First say what it holds.'}
        accept={kind?.kind === 'rates' ? '.csv,.txt,.tsv,.xlsx,.xml' : '.csv,.txt,.tsv,.xlsx'}
        busy={upload.isRunning}
        disabled={!kind}
        onFile={upload.run}
      />
      {kind && <p className="flex flex-wrap items-center gap-2 text-ink-2"><Button small icon={Download} onClick={() => saveText(kind)}>Example file</Button> with every column there is, to fill in or to compare.</p>}
    </section>
  );
}

function saveText({ kind, example_csv: text }: ImportKind): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${kind}-example.csv`;
  link.click();
  URL.revokeObjectURL(address);
}
