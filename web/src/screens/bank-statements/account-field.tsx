// The account of the chart that a bank line belongs to, found by code or name; who may not see the books writes its code.
import { useQueryClient } from '@tanstack/react-query';

import { get } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import type { WirePage } from '../../api/types.ts';
import { Combobox } from '../../kit/combobox.tsx';
import { Field } from '../../kit/field.tsx';
import { Input } from '../../kit/input.tsx';
import type { Option } from '../../kit/option.ts';
import type { Account } from '../settings/company-wire.ts';

type AccountFieldProps = { readonly entityId: number; readonly value: Option | null; readonly onValue: (account: Option | null) => void; readonly error?: string };

export function AccountField({ entityId, value, onValue, error }: AccountFieldProps) {
  const { maySee, find } = useAccounts(entityId);
  return (
    <Field label="Account" hint="Left empty, it waits on lines to be clarified." error={error}>
      {maySee
        ? <Combobox value={value} search={async (text) => (await find()).filter((account) => isFree(account) && speaksOf(account, text)).map(optionOf)} placeholder="Code or name" onValue={onValue} />
        : <Input value={value?.id ?? ''} onValue={(code) => onValue(code === '' ? null : { id: code, label: code })} />}
    </Field>
  );
}

export type Accounts = { readonly maySee: boolean; readonly find: () => Promise<readonly Account[]> };

/** The chart, read once and only when somebody looks for an account. */
export function useAccounts(entityId: number): Accounts {
  const queries = useQueryClient();
  const path = `/v1/entities/${entityId}/accounts`;
  return {
    maySee: useMay('ledger.read'),
    find: async () => (await queries.fetchQuery({ queryKey: [path, {}], queryFn: ({ signal }) => get<WirePage<Account>>(path, {}, signal), staleTime: 60_000 })).items,
  };
}

export function optionOf({ code, name }: Account): Option {
  return { id: code, label: `${code} ${name}` };
}

/** What documents, receipts and bank lines keep is moved by them alone. */
const keptControls = ['bank', 'receivable', 'unapplied_cash', 'unidentified_cash', 'tax_payable'];

function isFree({ control, purpose }: Account): boolean {
  return !keptControls.includes(control ?? '') && purpose !== 'suspense';
}

function speaksOf({ code, name }: Account, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return code.toLowerCase().startsWith(wanted) || name.toLowerCase().includes(wanted);
}
