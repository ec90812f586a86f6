// What can be done with an issued document: send, credit, void, copy its address, go to the one before or after.
import { useNavigate } from '@tanstack/react-router';
import { Ban, ChevronLeft, ChevronRight, Link as LinkIcon, ReceiptText, Send } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';

import { useMay } from '../../api/session.ts';
import { formatCount } from '../../format/money.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button, IconButton } from '../../kit/button.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { documentName, isDraft, type DocumentRecord } from './invoice-wire.ts';
import { neighboursOf } from './neighbours.ts';

const loadSend = () => import('./send-dialog.tsx');
const loadCredit = () => import('./credit-dialog.tsx');
const loadVoid = () => import('./void-dialog.tsx');
const SendDialog = lazy(async () => ({ default: (await loadSend()).SendDialog }));
const CreditDialog = lazy(async () => ({ default: (await loadCredit()).CreditDialog }));
const VoidDialog = lazy(async () => ({ default: (await loadVoid()).VoidDialog }));

const group = 'Document';

export function InvoiceActions({ document }: { readonly document: DocumentRecord }) {
  const [asked, setAsked] = useState<'send' | 'credit' | 'void'>();
  const { canSend, canCredit, canVoid } = useRights(document);
  const close = () => setAsked(undefined);
  usePreloading();
  useKeys([
    ...(canSend ? [{ keys: 's', label: 'Send', group, run: () => setAsked('send') }] : []),
    ...(canCredit ? [{ keys: 'c', label: 'Credit', group, run: () => setAsked('credit') }] : []),
    ...(canVoid ? [{ keys: 'v', label: 'Void', group, run: () => setAsked('void') }] : []),
    { keys: 'y', label: 'Copy the address', group, run: copyAddress },
  ]);
  return (
    <>
      <Steps document={document} />
      <IconButton label="Copy the address" icon={LinkIcon} keys="y" small={false} onClick={copyAddress} />
      {canVoid && <Button look="quiet" icon={Ban} keys="v" onClick={() => setAsked('void')}>Void</Button>}
      {canCredit && <Button icon={ReceiptText} keys="c" onClick={() => setAsked('credit')}>Credit</Button>}
      {canSend && <Button look="primary" icon={Send} keys="s" onClick={() => setAsked('send')}>Send</Button>}
      <Suspense>
        {asked === 'send' && <SendDialog document={document} onClose={close} />}
        {asked === 'credit' && <CreditDialog document={document} onClose={close} />}
        {asked === 'void' && <VoidDialog document={document} onClose={close} />}
      </Suspense>
    </>
  );
}

/** Fetched while the document is read: what is typed right after a key must not be lost. */
function usePreloading(): void {
  useEffect(() => {
    const timer = setTimeout(() => void Promise.all([loadSend(), loadCredit(), loadVoid()]).catch(() => undefined), 500);
    return () => clearTimeout(timer);
  }, []);
}

function useRights(document: DocumentRecord) {
  const isLive = !isDraft(document) && document.state !== 'voided';
  const isBill = document.kind !== 'credit_note';
  return {
    canSend: useMay('invoice.send') && isLive && document.source !== 'opening',
    canCredit: useMay('invoice.credit') && isLive && isBill,
    canVoid: useMay('invoice.void') && isLive && isBill,
  };
}

function Steps({ document }: { readonly document: DocumentRecord }) {
  const navigate = useNavigate();
  const { before, after, place, count } = neighboursOf(document.document_id);
  const go = (id: string | undefined) => id && void navigate({ to: `/invoices/${id}` });
  useKeys([
    { keys: '[', label: 'The one before in the list', group, run: () => go(before) },
    { keys: ']', label: 'The next one in the list', group, run: () => go(after) },
    { keys: 'Escape', label: 'Back to the list', group, run: () => void navigate({ to: '/invoices', search: { id: document.document_id } as never }) },
  ]);
  if (count === 0) return null;
  return (
    <span className="flex items-center">
      <IconButton label="The one before in the list" icon={ChevronLeft} keys="[" disabled={!before} onClick={() => go(before)} />
      <span className="px-1 text-minor text-ink-3 max-nav:hidden">{formatCount(place)} of {formatCount(count)}</span>
      <IconButton label="The next one in the list" icon={ChevronRight} keys="]" disabled={!after} onClick={() => go(after)} />
      <span className="sr-only">{documentName(document)}</span>
    </span>
  );
}

function copyAddress(): void {
  const { origin, pathname } = window.location;
  const address = `${origin}${pathname}`;
  // Only pages on https and localhost may write to the clipboard.
  if (!navigator.clipboard) return showToast(address);
  navigator.clipboard.writeText(address).then(() => showToast('Address copied'), () => showToast(address));
}
