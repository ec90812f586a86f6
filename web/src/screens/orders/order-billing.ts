// What of an order was billed, waits or is held, per line: added up from the charges that name it.
import { useMay } from '../../api/session.ts';
import type { WireMoney, WirePage } from '../../api/types.ts';
import { useRecord } from '../../api/use-record.ts';
import { sumByCurrency } from '../../format/money.ts';
import type { ChargeRow } from '../charges/charge-wire.ts';

export type LineBilling = { readonly billed: string; readonly waiting: string; readonly held: string };

export type OrderBilling = {
  readonly charges: readonly ChargeRow[];
  readonly lineOf: (lineNo: number) => LineBilling;
  readonly billed: readonly WireMoney[];
  readonly isKnown: boolean;
};

const mostCharges = 500;

/** Charges are found by the beginning of the order's number; those of a longer number are left out. */
export function useOrderBilling(order: { readonly id: string; readonly number: string } | undefined): OrderBilling {
  const may = useMay('charge.read');
  const found = useRecord<WirePage<ChargeRow>>(order && may ? '/v1/charges' : undefined, { q: order?.number, limit: mostCharges });
  const charges = (found.data?.items ?? []).filter((charge) => charge.order_id === order?.id);
  const isWhole = found.data !== undefined && found.data.next_cursor === null;
  const quantityOf = (lineNo: number, status: ChargeRow['status']) =>
    sumTexts(charges.filter((charge) => charge.order_line_no === lineNo && charge.status === status).map((charge) => charge.quantity));
  return {
    charges,
    isKnown: isWhole,
    billed: sumByCurrency(charges.filter((charge) => charge.status === 'billed').map((charge) => charge.amount)),
    lineOf: (lineNo) => ({ billed: quantityOf(lineNo, 'billed'), waiting: quantityOf(lineNo, 'pending'), held: quantityOf(lineNo, 'held') }),
  };
}

function sumTexts(list: readonly string[]): string {
  return sumByCurrency(list.map((amount) => ({ amount, currency: '' })))[0]?.amount ?? '0';
}
