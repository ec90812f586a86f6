// Issued documents with everything they were computed from, a page at a time.

import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { CreditedGroup } from './document-store.ts';
import type { TaxedLine } from './totals.ts';

export type ReplayLine = TaxedLine & {
  readonly documentId: string;
  readonly lineNo: number;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly discountPercent: string;
  readonly charge: {
    readonly kind: string; readonly amountMinor: bigint; readonly deliveryNamed: boolean; readonly evidenceQuantity: string | null; readonly priceSource: string | null;
    readonly orderPrice: string | null; readonly bookPrice: string | null;
  } | null;
};

export type ReplayTax = {
  readonly documentId: string; readonly jurisdiction: string; readonly category: string; readonly rate: string; readonly reason: string | null; readonly baseMinor: bigint; readonly taxMinor: bigint;
  /** For a credit note: the credited document's group and what earlier credit notes had taken. */
  readonly original: Pick<CreditedGroup, 'baseMinor' | 'taxMinor' | 'creditedBaseMinor' | 'creditedTaxMinor'> | null;
};

export type ReplayDocument = {
  readonly documentId: string; readonly number: string; readonly kind: string; readonly currency: string; readonly taxRounding: 'group' | 'line'; readonly netMinor: bigint; readonly taxMinor: bigint;
  readonly totalMinor: bigint; readonly postedMinor: bigint; readonly lines: readonly ReplayLine[]; readonly taxes: readonly ReplayTax[];
};

export async function replayPage(tx: Tx, after: string, limit: number): Promise<ReplayDocument[]> {
  const heads = await tx.many<Omit<ReplayDocument, 'lines' | 'taxes'>>(sql`
    select d.document_id, d.number, d.kind, d.currency, d.tax_rounding, d.net_minor, d.tax_minor, d.total_minor, coalesce((
      select sum(case when a.purpose = 'receivable' then t.amount_minor else 0 end) - sum(case when b.purpose = 'receivable' then t.amount_minor else 0 end)
      from ledger.transfer t join ledger.account a on a.org_id = t.org_id and a.account_id = t.debit_account_id join ledger.account b on b.org_id = t.org_id and b.account_id = t.credit_account_id
      where t.org_id = d.org_id and t.entry_id = d.entry_id), 0)::bigint as posted_minor
    from invoicing.document d where d.org_id = ${tx.orgId} and d.status = 'issued' and d.document_id > ${after}::uuid order by d.document_id limit ${limit}`);
  const ids = heads.map((head) => head.documentId);
  const lines = Map.groupBy((await replayLines(tx, ids)).map(toLine), (line) => line.documentId);
  const taxes = Map.groupBy((await replayTaxes(tx, ids)).map(toTax), (tax) => tax.documentId);
  return heads.map((head) => ({ ...head, lines: lines.get(head.documentId) ?? [], taxes: taxes.get(head.documentId) ?? [] }));
}

type LineRow = Omit<ReplayLine, 'charge'> & {
  chargeId: string | null; chargeKind: string; chargeAmount: bigint; deliveryId: string | null; evidenceQuantity: string | null; priceSource: string | null; orderPrice: string | null; bookPrice: string | null;
};

function replayLines(tx: Tx, ids: readonly string[]): Promise<LineRow[]> {
  return tx.many(sql`
    select l.document_id, l.line_no, l.quantity, l.unit_price, l.discount_percent, l.amount_minor, l.tax_jurisdiction, l.tax_category, l.tax_rate, l.tax_reason, l.charge_id,
      c.kind as charge_kind, c.amount_minor as charge_amount, c.delivery_id, e.quantity as evidence_quantity, s.step ->> 'source' as price_source, o.unit_price as order_price, p.unit_price as book_price
    from invoicing.document_line l
    left join charges.charge c on c.org_id = l.org_id and c.charge_id = l.charge_id
    left join evidence.delivery_line e on e.org_id = c.org_id and e.delivery_id = c.delivery_id and e.line_no = c.delivery_line_no
    left join evidence.order_line o on o.org_id = c.org_id and o.order_id = c.order_id and o.line_no = c.order_line_no
    left join lateral (select step from jsonb_array_elements(c.proof -> 'steps') as step where step ->> 'step' = 'price' limit 1) s on true
    left join catalog.price p on p.org_id = c.org_id and p.price_id = (s.step ->> 'priceId')::uuid
    where l.org_id = ${tx.orgId} and l.document_id = any(${ids}::uuid[]) order by l.document_id, l.line_no`);
}

function toLine(row: LineRow): ReplayLine {
  const charge = row.chargeId === null ? null : {
    kind: row.chargeKind, amountMinor: row.chargeAmount, deliveryNamed: row.deliveryId !== null, evidenceQuantity: row.evidenceQuantity, priceSource: row.priceSource,
    orderPrice: row.orderPrice, bookPrice: row.bookPrice,
  };
  return { ...row, charge };
}

type TaxRow = Omit<ReplayTax, 'original'> & { originalBase: bigint | null; originalTax: bigint | null; creditedBase: bigint; creditedTax: bigint };

function replayTaxes(tx: Tx, ids: readonly string[]): Promise<TaxRow[]> {
  return tx.many(sql`
    select g.document_id, g.jurisdiction, g.category, g.rate, g.reason, g.base_minor, g.tax_minor, o.base_minor as original_base, o.tax_minor as original_tax,
      coalesce(before.base, 0)::bigint as credited_base, coalesce(before.tax, 0)::bigint as credited_tax
    from invoicing.document_tax g
    join invoicing.document d on d.org_id = g.org_id and d.document_id = g.document_id
    left join invoicing.document_tax o on d.kind = 'credit_note' and o.org_id = d.org_id and o.document_id = d.references_document_id and o.jurisdiction = g.jurisdiction and o.category = g.category
      and o.rate = g.rate and o.reason is not distinct from g.reason
    left join lateral (
      select sum(t.base_minor) as base, sum(t.tax_minor) as tax from invoicing.document x join invoicing.document_tax t on t.org_id = x.org_id and t.document_id = x.document_id
      where x.org_id = d.org_id and x.references_document_id = d.references_document_id and x.kind = 'credit_note' and x.status = 'issued' and (x.fiscal_year, x.sequence) < (d.fiscal_year, d.sequence)
        and t.jurisdiction = g.jurisdiction and t.category = g.category and t.rate = g.rate and t.reason is not distinct from g.reason
    ) before on d.kind = 'credit_note'
    where g.org_id = ${tx.orgId} and g.document_id = any(${ids}::uuid[]) order by g.document_id, g.group_no`);
}

function toTax(row: TaxRow): ReplayTax {
  const original = row.originalBase === null || row.originalTax === null ? null
    : { baseMinor: row.originalBase, taxMinor: row.originalTax, creditedBaseMinor: row.creditedBase, creditedTaxMinor: row.creditedTax };
  return { ...row, original };
}
