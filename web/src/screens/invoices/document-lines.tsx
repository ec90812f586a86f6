// Lines and taxes of a document; Why? beside an amount leads to what it rests on.
import { formatDate } from '../../format/date.ts';
import { formatDecimal, isZeroAmount } from '../../format/money.ts';
import { placeName, taxCategoryName } from '../../format/place.ts';
import { MoneyText } from '../../kit/money-text.tsx';
import { Why } from '../../kit/why.tsx';
import type { DocumentLine, DocumentRecord, TaxGroup } from './invoice-wire.ts';

export function DocumentLines({ document }: { readonly document: DocumentRecord }) {
  return (
    <div className="grid gap-4 px-4 py-2">
      <div className="overflow-x-auto">
        <table className="panel-table">
          <thead>
            <tr>
              <th scope="col">No</th><th scope="col">What</th><th scope="col" className="text-end!">Quantity</th><th scope="col" className="text-end!">Unit price</th>
              <th scope="col" className="text-end!">Tax</th><th scope="col"><span className="sr-only">Why</span></th><th scope="col" className="text-end!">Amount</th>
            </tr>
          </thead>
          <tbody>{document.lines.map((line) => <LineRow key={line.line_no} line={line} documentId={document.document_id} />)}</tbody>
        </table>
      </div>
      <Totals document={document} />
      {document.note && <p className="rounded-control bg-sunken px-3 py-2 whitespace-pre-wrap">{document.note}</p>}
    </div>
  );
}

function LineRow({ line, documentId }: { readonly line: DocumentLine; readonly documentId: string }) {
  const differs = line.proposed_unit_price !== null && line.proposed_unit_price !== line.unit_price;
  return (
    <tr className="why-reveal align-top [&>td]:py-2!">
      <td>{line.line_no}</td>
      <td className="whitespace-normal!">
        <span className="block min-w-40 font-medium">{line.description}</span>
        <span className="block text-minor text-ink-3"><LineSource line={line} /></span>
        {line.credited && !isZeroAmount(line.credited.amount) && <span className="block text-minor text-warn"><MoneyText money={line.credited} /> credited</span>}
      </td>
      <td className="text-end">{formatDecimal(line.quantity)} <span className="text-ink-3">{line.unit}</span></td>
      <td className="text-end" title={differs ? `The price list says ${formatDecimal(line.proposed_unit_price ?? '')}` : undefined}>
        {formatDecimal(line.unit_price)}{differs && <span className="text-warn"> *</span>}
        {!isZeroAmount(line.discount_percent) && <span className="block text-minor text-ink-3">−{formatDecimal(line.discount_percent)}%</span>}
      </td>
      <td className="text-end" title={line.tax_reason ?? undefined}>{formatDecimal(line.tax_rate)}%</td>
      <td className="w-7 py-1!"><Why of={`line ${line.line_no}`} proof={`/v1/invoices/${documentId}/explain?line_no=${line.line_no}`} /></td>
      <td className="text-end font-medium"><MoneyText money={line.amount} look="plain" /></td>
    </tr>
  );
}

/** What the line rests on, in words: product, day, order line, delivery. */
function LineSource({ line }: { readonly line: DocumentLine }) {
  const parts = [
    line.sku,
    line.service_on && formatDate(line.service_on),
    line.order_reference && `order ${line.order_reference}${line.order_line_no === null ? '' : ` line ${line.order_line_no}`}`,
    line.delivery_reference && `delivery ${line.delivery_reference}`,
    line.credits_line_no !== null && `credits line ${line.credits_line_no}`,
  ];
  return <>{parts.filter(Boolean).join(' · ')}</>;
}

function Totals({ document }: { readonly document: DocumentRecord }) {
  const { taxes, net, total } = document;
  return (
    <table className="panel-table ml-auto max-w-md">
      <thead>
        <tr><th scope="col">Tax</th><th scope="col" className="text-end!">Rate</th><th scope="col" className="text-end!">On</th><th scope="col" className="text-end!">Amount</th></tr>
      </thead>
      <tbody>{taxes.map((tax) => <TaxRow key={tax.group_no} tax={tax} />)}</tbody>
      <tfoot>
        <tr><th scope="row" colSpan={3} className="font-normal!">Before tax</th><td className="text-end font-normal!"><MoneyText money={net} /></td></tr>
        <tr><th scope="row" colSpan={3}>Total</th><td className="text-end"><MoneyText money={total} /></td></tr>
      </tfoot>
    </table>
  );
}

function TaxRow({ tax }: { readonly tax: TaxGroup }) {
  return (
    <tr>
      <td className="whitespace-normal!" title={tax.reason ?? undefined}>{placeName(tax.jurisdiction)} · {taxCategoryName(tax.category)}{tax.reason && <span className="block text-minor text-ink-3">{tax.reason}</span>}</td>
      <td className="text-end">{formatDecimal(tax.rate)}%</td>
      <td className="text-end"><MoneyText money={tax.base} look="plain" /></td>
      <td className="text-end"><MoneyText money={tax.tax} look="plain" /></td>
    </tr>
  );
}
