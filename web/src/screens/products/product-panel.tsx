// One product beside the list: what it is, and its prices by the day they count from.
import { Pencil, Plus } from 'lucide-react';
import { memo } from 'react';

import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.ts';
import { useRecord } from '../../api/use-record.ts';
import { useSettled } from '../../app/use-settled.ts';
import { formatCount } from '../../format/money.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, ButtonRow } from '../../kit/button.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { FactGrid, PanelBody, PanelHead, PanelSection, SidePanel } from '../../kit/side-panel.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { PriceTable } from './price-table.tsx';
import { taxClassLabel, type ProductRecord, type ProductRow } from './product-wire.ts';

type ProductPanelProps = {
  readonly id: string | undefined;
  readonly row: ProductRow | undefined;
  readonly mayWrite: boolean;
  readonly onAddPrice: (product: ProductRow) => void;
  readonly onChange: (product: ProductRow) => void;
  readonly onClose: () => void;
};

const arrowingMs = 120;

export const ProductPanel = memo(function ProductPanel({ id, row, mayWrite, onAddPrice, onChange, onClose }: ProductPanelProps) {
  const { today } = useSession().company;
  const settledId = useSettled(id, arrowingMs);
  const record = useRecord<ProductRecord>(settledId && `/v1/products/${settledId}`);
  const full = record.data?.product_id === id ? record.data : undefined;
  const product = full ?? row;
  return (
    <SidePanel label="Product" onClose={onClose}>
      {product && (
        <PanelHead title={product.name} badge={!product.active && <Badge>Not for sale</Badge>} detail={product.external_id ? `${product.sku} · ${product.external_id}` : product.sku}>
          {product.description && <p className="mt-2">{product.description}</p>}
          {mayWrite && (
            <div className="mt-2">
              <ButtonRow>
                <Button look="primary" icon={Plus} keys="p" onClick={() => onAddPrice(product)}>New price</Button>
                <Button icon={Pencil} keys="e" onClick={() => onChange(product)}>Change</Button>
              </ButtonRow>
            </div>
          )}
        </PanelHead>
      )}
      {record.error && <div className="p-3"><ProblemBanner problem={asProblem(record.error)} onRetry={() => void record.refetch()} /></div>}
      {product && (
        <PanelBody>
          <PanelSection>
            <FactGrid facts={[{ label: 'Unit', value: product.unit }, { label: 'Charge code', value: product.charge_code }, { label: 'Tax class', value: taxClassLabel(product.tax_class) }]} />
          </PanelSection>
          {full && (
            <PanelSection title="Prices" count={formatCount(full.prices.length)}>
              {full.prices.length === 0
                ? <p className="text-ink-2">No price yet: lines of this product are billed only where the order names one.</p>
                : <PriceTable prices={full.prices} today={today} />}
            </PanelSection>
          )}
          {!full && !record.error && <SkeletonLines lines={5} />}
        </PanelBody>
      )}
      {!product && !record.error && <SkeletonLines lines={9} />}
    </SidePanel>
  );
});
