// Finds what a payment may be for beyond the payer's own documents: one open document by number or amount, or all of a customer.
import { useState } from 'react';

import { get } from '../../api/client.ts';
import type { WireMoney, WirePage } from '../../api/types.ts';
import { formatDate } from '../../format/date.ts';
import { formatMoney } from '../../format/money.ts';
import { Button } from '../../kit/button.tsx';
import { Combobox } from '../../kit/combobox.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import type { Option } from '../../kit/option.ts';
import type { Candidate } from './receipt-wire.ts';

type CustomerHit = { readonly id: string; readonly number: string; readonly name: string; readonly receivable: WireMoney };

export async function searchCustomers(text: string, signal: AbortSignal): Promise<readonly Option[]> {
  const page = await get<WirePage<CustomerHit>>('/v1/customers', { q: text, limit: 12, sort: 'name' }, signal);
  return page.items.map(({ id, number, name, receivable }) => ({ id, label: name, detail: `${number} · ${formatMoney(receivable)}` }));
}

const leastLetters = 2;
const documentMark = 'document ';

async function searchDocuments(text: string, signal: AbortSignal): Promise<readonly Candidate[]> {
  if (text.trim().length < leastLetters) return [];
  return (await get<WirePage<Candidate>>('/v1/open-documents', { q: text.trim() }, signal)).items;
}

type FindDocumentsProps = { readonly onPayer: (payer: Option) => void; readonly onDocument: (document: Candidate) => void; readonly onClose: () => void };

export function FindDocuments({ onPayer, onDocument, onClose }: FindDocumentsProps) {
  const [hits, setHits] = useState<readonly Candidate[]>([]);
  const search = async (text: string, signal: AbortSignal): Promise<readonly Option[]> => {
    const [documents, customers] = await Promise.all([searchDocuments(text, signal), searchCustomers(text, signal)]);
    setHits(documents);
    const shown = documents.map((item) => ({ id: `${documentMark}${item.document_id}`, label: `${item.number} · ${item.customer_name}`, detail: `${formatMoney(item.open)} · due ${formatDate(item.due_on, 'short')}` }));
    // Who types letters means a customer, who types digits a document.
    return /\d/.test(text) ? [...shown, ...customers] : [...customers, ...shown];
  };
  const take = (option: Option | null) => {
    const document = hits.find((item) => option?.id === `${documentMark}${item.document_id}`);
    if (document) onDocument(document);
    else if (option) onPayer(option);
    if (option) onClose();
  };
  return (
    <Dialog onClose={onClose} title="Find documents" description="A document is ticked at once; of a customer all open documents are shown. Nothing is posted yet." footer={<Button onClick={onClose}>Close</Button>}>
      <Field label="Customer, document number or amount">
        <Combobox autoFocus value={null} search={search} placeholder="Badkamer, 00123 or 1,182.55" onValue={take} />
      </Field>
    </Dialog>
  );
}
