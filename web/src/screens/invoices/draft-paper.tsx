// The draft as a page, beside the lines while they are typed. The PDF itself, set by the server, opens in a window of its own.
import { FileText } from 'lucide-react';
import { useState } from 'react';

import { asProblem, ApiProblem, problemOf } from '../../api/problem.ts';
import { newActionKey } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { formatDate } from '../../format/date.ts';
import { formatDecimal } from '../../format/money.ts';
import { placeName } from '../../format/place.ts';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { showProblem } from '../../kit/toast-store.ts';
import type { DraftBody, DraftForm } from './draft-form.ts';
import type { DraftCustomer } from './use-customer.ts';
import type { DraftPreview, Preview } from './use-draft-preview.ts';

type DraftPaperProps = {
  readonly form: DraftForm;
  readonly body: DraftBody | undefined;
  readonly customer: DraftCustomer | undefined;
  readonly preview: DraftPreview;
};

export function DraftPaper({ form, body, customer, preview }: DraftPaperProps) {
  const [isOpening, setOpening] = useState(false);
  const open = () => {
    if (!body) return;
    setOpening(true);
    openPdf(body).catch(showProblem).finally(() => setOpening(false));
  };
  return (
    <aside aria-label="Preview" className="flex w-[400px] shrink-0 flex-col border-l border-line bg-sunken max-panel:absolute max-panel:inset-y-0 max-panel:right-0 max-panel:z-20 max-panel:max-w-full max-panel:[box-shadow:var(--float)]">
      <div className="flex h-10 shrink-0 items-center justify-between border-b border-line bg-surface px-3">
        <h2 className="font-semibold">Preview</h2>
        <Button small icon={FileText} busy={isOpening} disabled={!preview.preview} onClick={open}>As PDF</Button>
      </div>
      <div tabIndex={0} role="group" aria-label="Page" className="min-h-0 grow overflow-y-auto p-4 -outline-offset-2">
        <article className={`paper rounded-panel border border-line bg-surface p-5 ${preview.isFresh || !preview.preview ? '' : 'opacity-70'}`}>
          <PaperHead form={form} customer={customer} preview={preview.preview} />
          {preview.preview ? <PaperBody preview={preview.preview} /> : <p className="mt-8 text-ink-3">Choose a customer and type a line: the page fills itself.</p>}
          {form.note && <p className="mt-4 whitespace-pre-wrap">{form.note}</p>}
        </article>
      </div>
    </aside>
  );
}

function PaperHead({ form, customer, preview }: Pick<DraftPaperProps, 'form' | 'customer'> & { readonly preview: Preview | undefined }) {
  const { company } = useSession();
  const { bill_to: billTo } = customer ?? {};
  const facts: readonly (readonly [string, string])[] = [
    ['Date', formatDate(form.issuedOn)],
    ...(preview ? [['Due', formatDate(preview.due_on)] as const] : []),
    ...(form.order ? [['Order', form.order.label] as const] : []),
    ...(form.customerPo ? [['Your order', form.customerPo] as const] : []),
    ...(form.reference ? [['To invoice', form.reference.label] as const] : []),
  ];
  return (
    <header>
      <p className="text-read font-semibold">{company.name}</p>
      <div className="mt-5 flex justify-between gap-4">
        <address className="min-h-16 not-italic">
          <span className="font-medium">{customer?.name ?? form.customer?.label}</span>
          {billTo?.lines.map((line) => <span key={line} className="block">{line}</span>)}
          {billTo && <span className="block">{[billTo.postal_code, billTo.city].filter(Boolean).join(' ')}</span>}
          {billTo && <span className="block">{placeName(billTo.country)}</span>}
        </address>
        <dl className="grid grid-cols-[auto_auto] content-start gap-x-3">
          {facts.map(([name, value]) => <div key={name} className="contents"><dt className="text-ink-3">{name}</dt><dd className="text-end whitespace-nowrap">{value}</dd></div>)}
        </dl>
      </div>
      <h3 className="mt-5 text-title font-semibold">{form.kind === 'debit_note' ? 'Debit note' : 'Invoice'} <span className="font-normal text-ink-3">draft</span></h3>
      {form.kind === 'debit_note' && form.reason && <p className="mt-1">{form.reason}</p>}
    </header>
  );
}

function PaperBody({ preview }: { readonly preview: Preview }) {
  return (
    <>
      <table className="mt-3">
        <thead><tr><th scope="col">Description</th><th scope="col" className="text-end!">Quantity</th><th scope="col" className="text-end!">Price</th><th scope="col" className="text-end!">Amount</th></tr></thead>
        <tbody>
          {preview.lines.map((line) => (
            <tr key={line.line_no}>
              <td>{line.description}{line.product && <span className="block text-ink-3">{line.product}</span>}</td>
              <td className="text-end! whitespace-nowrap">{formatDecimal(line.quantity)} {line.unit}</td>
              <td className="text-end!">{formatDecimal(line.unit_price)}{line.discount_percent !== '0' && <span className="block text-ink-3">−{formatDecimal(line.discount_percent)}%</span>}</td>
              <td className="text-end!"><MoneyText money={line.amount} look="plain" /></td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="mt-3 ml-auto grid w-fit grid-cols-[auto_auto] gap-x-6 gap-y-0.5">
        <dt>Before tax</dt><dd className="text-end"><MoneyText money={preview.net} /></dd>
        {preview.taxes.map((tax) => (
          <div key={tax.group_no} className="contents"><dt>Tax {formatDecimal(tax.rate)}%</dt><dd className="text-end"><MoneyText money={tax.tax} /></dd></div>
        ))}
        <dt className="font-semibold">Total</dt><dd className="text-end font-semibold"><MoneyText money={preview.total} /></dd>
      </dl>
      <p className="mt-4 text-ink-2">{preview.terms_text}</p>
    </>
  );
}

/** The window is opened at once, since browsers refuse one that opens after an answer. */
async function openPdf(body: DraftBody): Promise<void> {
  const page = window.open('', '_blank');
  try {
    const response = await fetch('/v1/invoices/preview.pdf', {
      method: 'POST', credentials: 'same-origin', body: JSON.stringify(body), headers: { 'content-type': 'application/json', accept: 'application/pdf', 'idempotency-key': newActionKey() },
    });
    if (!response.ok) throw await problemOf(response);
    const address = URL.createObjectURL(await response.blob());
    if (page) page.location.href = address;
    else throw new ApiProblem({ title: 'The browser opened no window', status: 0, code: 'workbench.no_window', next: 'Allow windows for this page, then try again.' });
  } catch (error) {
    page?.close();
    throw asProblem(error);
  }
}
