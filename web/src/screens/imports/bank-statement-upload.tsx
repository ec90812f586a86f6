// A bank file: the account is told from the file, or chosen where the file is a table; a run brings it in, each line once.
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { withQuery } from '../../api/client.ts';
import type { WirePage } from '../../api/types.ts';
import { useAction } from '../../api/use-action.ts';
import { useRecord } from '../../api/use-record.ts';
import { Field } from '../../kit/field.tsx';
import { Select } from '../../kit/input.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { DropArea } from './drop-area.tsx';
import { bankStatementKind, type ImportProfile } from './import-wire.ts';

type BankAccount = { readonly bank_account_id: string; readonly name: string; readonly account: string; readonly currency: string };

export function BankStatementUpload() {
  const navigate = useNavigate();
  const accounts = useRecord<WirePage<BankAccount>>('/v1/bank-accounts').data?.items;
  const profiles = useRecord<WirePage<ImportProfile>>('/v1/import-profiles', { kind: bankStatementKind }).data?.items ?? [];
  const [accountId, setAccountId] = useState('');
  const [profile, setProfile] = useState('');
  const upload = useAction<File, { run_id: string }>({
    request: (file) => ({ method: 'POST', path: withQuery('/v1/bank-statements', { bank_account_id: accountId, profile }), body: file }),
    refresh: ['/v1/runs', '/v1/bank', '/v1/work'],
    onDone: ({ run_id: runId }) => void navigate({ to: `/runs/${runId}` }),
  });
  return (
    <section aria-label="Bank file" className="grid gap-3">
      {upload.problem && <ProblemBanner problem={upload.problem} onClose={upload.reset} />}
      {accounts?.length === 0 && (
        <p className="rounded-control bg-warn-soft px-3 py-2">
          No bank account of yours is set up yet. <Link to="/settings" search={{ section: 'bank-accounts' } as never} className="font-medium text-accent underline">Set one up first</Link>, so that the file finds its account.
        </p>
      )}
      <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <Field label="Bank account" hint="Needed for a CSV file; its lines in other currencies go to your account of that currency.">
          <Select
            value={accountId}
            onValue={setAccountId}
            options={[{ value: '', label: 'Told from the file' }, ...(accounts ?? []).map((one) => ({ value: one.bank_account_id, label: `${one.name} · ${one.account} · ${one.currency}` }))]}
          />
        </Field>
        {profiles.length > 0 && (
          <Field label="Columns of a CSV file" hint="How the tables of this bank are read.">
            <Select value={profile} onValue={setProfile} options={[{ value: '', label: 'Told from their names' }, ...profiles.map(({ name }) => ({ value: name, label: name }))]} />
          </Field>
        )}
      </div>
      <DropArea hint="camt.052, camt.053, camt.054, MT940, MT942, OFX, or CSV with a column each for date and amount. Lines that are there already are left out." accept=".xml,.sta,.mt940,.940,.942,.ofx,.qfx,.csv,.txt,.zip" busy={upload.isRunning} onFile={upload.run} />
      <p className="text-ink-2">A table whose columns or dates aren’t understood here: upload it at <Link to="/bank-statements" className="font-medium text-accent underline">Bank statements</Link>, where you say which column is what.</p>
    </section>
  );
}
