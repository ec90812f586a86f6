// Brings a file of the bank in: formats are recognised, only a table needs its account and a kept mapping. A run does the work.
import { useNavigate } from '@tanstack/react-router';
import { Upload } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';

import { withQuery } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import type { WirePage } from '../../api/types.ts';
import { useAction } from '../../api/use-action.ts';
import { useRecord } from '../../api/use-record.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { Select } from '../../kit/input.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { showToast } from '../../kit/toast-store.ts';
import type { BankAccount } from './bank-wire.ts';
import { readTableHead, type TableHead } from './table-head.ts';

const TableMappingDialog = lazy(async () => ({ default: (await import('./table-mapping.tsx')).TableMappingDialog }));

export function UploadStatement({ accounts }: { readonly accounts: readonly BankAccount[] }) {
  const mayWrite = useMay('receipt.write');
  const [isOpen, setOpen] = useState(false);
  useKeys([{ keys: 'c', label: 'Upload a statement', group: 'Bank statements', run: () => setOpen(true) }], mayWrite);
  if (!mayWrite) return null;
  return (
    <>
      <Button look="primary" icon={Upload} keys="c" onClick={() => setOpen(true)}>Upload statement</Button>
      {isOpen && <UploadDialog accounts={accounts} onClose={() => setOpen(false)} />}
    </>
  );
}

type UploadInput = { readonly file: File; readonly accountId: string; readonly profile: string };

function UploadDialog({ accounts, onClose }: { readonly accounts: readonly BankAccount[]; readonly onClose: () => void }) {
  const navigate = useNavigate();
  const picker = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  // A table does not say whose it is; where there is one account only, it is of that.
  const [chosenId, setAccountId] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [profile, setProfile] = useState('');
  const [head, setHead] = useState<TableHead>();
  const isTable = file !== undefined && /\.(csv|tsv|xlsx)$/i.test(file.name);
  const accountId = chosenId || (isTable && accounts.length === 1 ? accounts[0]?.bank_account_id ?? '' : '');
  const profiles = useRecord<WirePage<{ readonly name: string }>>(useMay('import.run') ? '/v1/import-profiles' : undefined, { kind: 'bank-statement' }).data?.items ?? [];
  const action = useAction<UploadInput, { readonly run_id: string }>({
    request: (input) => ({ method: 'POST', path: withQuery('/v1/bank-statements', { bank_account_id: input.accountId, profile: input.profile }), body: input.file }),
    refresh: ['/v1/bank', '/v1/runs', '/v1/receipts', '/v1/work'],
    onDone: ({ run_id: runId }, input) => {
      showToast(`${input.file.name} is being brought in`);
      onClose();
      void navigate({ to: `/runs/${runId}` as never });
    },
  });
  const start = () => {
    setMissing(isTable && accountId === '');
    if (!file) picker.current?.click();
    else if (!isTable || accountId !== '') action.run({ file, accountId, profile });
  };
  const names = [...new Set([...profiles.map(({ name }) => name), ...(profile ? [profile] : [])])];
  const keep = (name: string) => {
    setProfile(name);
    setHead(undefined);
  };
  if (head) return <Suspense><TableMappingDialog head={head} onKept={keep} onClose={() => setHead(undefined)} /></Suspense>;
  return (
    <Dialog
      onClose={onClose}
      title="Upload a bank statement"
      description="camt.053, camt.054, MT940, OFX or a table. Nothing comes in twice: a line that is known is skipped."
      footer={(
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" busy={action.isRunning} onClick={start}>{file ? 'Bring it in' : 'Choose a file'}</Button>
        </>
      )}
    >
      <div className="grid gap-3">
        {action.problem && <ProblemBanner problem={action.problem} />}
        <Field label="File" required hint={file?.name}>
          <FileBox pickerRef={picker} onFile={setFile} />
        </Field>
        <Field label="Bank account" hint="Only needed for a table; its lines in other currencies go to your account of that currency." error={isMissing && accountId === '' ? 'Choose the account that this table is of.' : undefined}>
          <Select value={accountId} options={[{ value: '', label: 'As the file says' }, ...accounts.map((account) => ({ value: account.bank_account_id, label: `${account.name} ${account.currency}` }))]} onValue={setAccountId} />
        </Field>
        {(isTable || names.length > 0) && (
          <Field label="Columns of a table"><Select value={profile} options={[{ value: '', label: 'Told from their names' }, ...names.map((name) => ({ value: name, label: name }))]} onValue={setProfile} /></Field>
        )}
        {isTable && !/xlsx$/i.test(file.name) && <p><Button small onClick={() => void readTableHead(file).then(setHead)}>Say which column is what</Button></p>}
      </div>
    </Dialog>
  );
}

type FileBoxProps = { readonly pickerRef: React.RefObject<HTMLInputElement | null>; readonly onFile: (file: File | undefined) => void };

function FileBox({ pickerRef, onFile }: FileBoxProps) {
  return (
    <input
      ref={pickerRef}
      type="file"
      aria-label="File"
      className="block w-full rounded-control border border-line-strong bg-surface p-2 text-read"
      onChange={(event) => onFile(event.target.files?.[0])}
    />
  );
}
