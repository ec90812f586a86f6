// Takes over what an order still has to come: one line each, with its number, so that price and discount follow the order.
import { ListPlus } from 'lucide-react';
import { useState } from 'react';

import { get } from '../../api/client.ts';
import { isZeroAmount } from '../../format/money.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { showProblem, showToast } from '../../kit/toast-store.ts';
import type { OrderRecord } from '../orders/order-wire.ts';
import { productOption } from './draft-form.ts';
import { emptyLine, isEmptyLine, type DraftLine } from './draft-lines.ts';

type OrderLinesProps = {
  readonly orderNumber: string;
  readonly onLines: (change: (lines: readonly DraftLine[]) => readonly DraftLine[]) => void;
};

export function OrderLines({ orderNumber, onLines }: OrderLinesProps) {
  const [isBusy, setBusy] = useState(false);
  const take = () => {
    setBusy(true);
    openLines(orderNumber)
      .then((found) => {
        if (found.length === 0) return showToast(`Nothing is to come on ${orderNumber}`);
        onLines((lines) => [...lines.filter((line) => !isEmptyLine(line)), ...found]);
      }, showProblem)
      .finally(() => setBusy(false));
  };
  useKeys([{ keys: 'Alt+o', label: 'Take the open lines of the order', group: 'Lines', whileTyping: true, run: take }]);
  return <Button small look="quiet" icon={ListPlus} keys="Alt+o" busy={isBusy} onClick={take}>Take what is to come on {orderNumber}</Button>;
}

async function openLines(orderNumber: string): Promise<DraftLine[]> {
  const order = await get<OrderRecord>(`/v1/orders/${encodeURIComponent(orderNumber)}`);
  return order.order_lines.filter((line) => !isZeroAmount(line.remaining)).map((line) => ({
    ...emptyLine(), product: productOption(line.sku, line.product_name), description: line.description ?? '', quantity: line.remaining, orderLineNo: String(line.line_no),
  }));
}
