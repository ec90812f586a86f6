// A draft as it is typed, and as the API takes it: what is left empty is left out, and the server proposes it.
import type { Option } from '../../kit/option.ts';
import { emptyLine, isBillable, type DraftLine } from './draft-lines.ts';
import type { DocumentRecord } from './invoice-wire.ts';

export type DraftForm = {
  readonly kind: 'invoice' | 'debit_note';
  /** The legal entity that bills; undefined for the first. */
  readonly entityId: number | undefined;
  readonly customer: Option | null;
  readonly issuedOn: string;
  /** '' where those of the customer are meant. */
  readonly termsCode: string;
  readonly order: Option | null;
  readonly customerPo: string;
  readonly shipTo: string;
  readonly reference: Option | null;
  readonly reasonCode: string;
  readonly reason: string;
  readonly note: string;
};

export type DraftBody = {
  readonly kind: DraftForm['kind'];
  readonly entity_id: number | undefined;
  readonly customer_id: string;
  readonly issued_on: string;
  readonly terms_code: string | null;
  readonly order_number: string | null;
  readonly customer_po: string | null;
  readonly ship_to_code: string | null;
  readonly references_document_id: string | null;
  readonly reason_code: string | null;
  readonly reason: string | null;
  readonly note: string | null;
  readonly lines: readonly DraftBodyLine[];
};

type DraftBodyLine = {
  readonly product: string | null;
  readonly charge_code: string | null;
  readonly description: string | null;
  readonly service_on: string | null;
  readonly quantity: string;
  readonly unit: string | null;
  readonly unit_price: string | null;
  readonly discount_percent: string | null;
  readonly order_line_no: number | null;
};

export function emptyForm(today: string): DraftForm {
  return {
    kind: 'invoice', entityId: undefined, customer: null, issuedOn: today, termsCode: '', order: null, customerPo: '', shipTo: '', reference: null, reasonCode: '', reason: '', note: '',
  };
}

const codeMark = 'charge code ';

/** Lines without a product are booked by charge code; both are found in the same box. */
export function chargeCodeOption(code: string, name: string): Option {
  return { id: codeMark + code, label: code, detail: name };
}

export function productOption(sku: string, name?: string): Option {
  return { id: sku, label: sku, detail: name };
}

/** What is sent, and the keys of the lines that are, in the same order. */
export function bodyOf(form: DraftForm, lines: readonly DraftLine[]): { readonly body: DraftBody | undefined; readonly keys: readonly string[] } {
  const sent = lines.filter(isBillable);
  const keys = sent.map((line) => line.key);
  if (form.customer === null) return { body: undefined, keys };
  const isDebit = form.kind === 'debit_note';
  return {
    keys,
    body: {
      kind: form.kind,
      entity_id: form.entityId,
      customer_id: form.customer.id,
      issued_on: form.issuedOn,
      terms_code: orNull(form.termsCode),
      order_number: form.order?.id ?? null,
      customer_po: orNull(form.customerPo),
      ship_to_code: orNull(form.shipTo),
      references_document_id: isDebit ? form.reference?.id ?? null : null,
      reason_code: isDebit ? orNull(form.reasonCode) : null,
      reason: isDebit ? orNull(form.reason) : null,
      note: orNull(form.note),
      lines: sent.map((line) => lineBody(line, form.order !== null)),
    },
  };
}

function lineBody(line: DraftLine, hasOrder: boolean): DraftBodyLine {
  const id = line.product?.id;
  const isCode = id?.startsWith(codeMark) ?? false;
  return {
    product: id === undefined || isCode ? null : id,
    charge_code: id !== undefined && isCode ? id.slice(codeMark.length) : null,
    description: orNull(line.description),
    service_on: orNull(line.serviceOn),
    quantity: line.quantity === '' ? '1' : line.quantity,
    unit: orNull(line.unit),
    unit_price: orNull(line.unitPrice),
    discount_percent: orNull(line.discount),
    order_line_no: hasOrder && /^[1-9]\d{0,5}$/.test(line.orderLineNo) ? Number(line.orderLineNo) : null,
  };
}

/** A saved draft, to be typed on. A price as proposed counts as not typed, so that it follows the price list. */
export function draftOf(record: DocumentRecord, today: string): { readonly form: DraftForm; readonly lines: readonly DraftLine[] } {
  const form: DraftForm = {
    kind: record.kind === 'debit_note' ? 'debit_note' : 'invoice',
    entityId: record.entity_id,
    customer: { id: record.customer_id, label: record.customer_name, detail: record.customer_number },
    issuedOn: record.issued_on ?? today,
    termsCode: record.terms_code,
    order: record.order_reference ? { id: record.order_reference, label: record.order_reference } : null,
    customerPo: record.customer_po ?? '',
    shipTo: record.ship_to_code ?? '',
    reference: record.references_document_id ? { id: record.references_document_id, label: record.references_number ?? 'Document' } : null,
    reasonCode: record.reason_code ?? '',
    reason: record.reason ?? '',
    note: record.note ?? '',
  };
  const lines = record.lines.map((line): DraftLine => ({
    ...emptyLine(),
    product: line.sku ? productOption(line.sku) : chargeCodeOption(line.charge_code, ''),
    description: line.description,
    serviceOn: line.service_on === null || line.service_on === form.issuedOn ? '' : line.service_on,
    quantity: plain(line.quantity),
    unit: line.unit,
    unitPrice: plain(line.unit_price) === plain(line.proposed_unit_price ?? '') ? '' : plain(line.unit_price),
    discount: plain(line.discount_percent) === '0' ? '' : plain(line.discount_percent),
    orderLineNo: line.order_line_no === null ? '' : String(line.order_line_no),
  }));
  return { form, lines: lines.length === 0 ? [emptyLine()] : lines };
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** 12.50 and 12.5 are one number. */
function plain(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}
