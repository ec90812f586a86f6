// Exchange rates by currency, newest first, and the postings that were made without one: what they lack and how it is given to them.
import { useState } from 'react';

import { useMay, useSession } from '../../api/session.ts';
import { useAddressText } from '../../app/address.ts';
import { formatDate } from '../../format/date.ts';
import { formatDecimal } from '../../format/money.ts';
import { Badge } from '../../kit/badge.tsx';
import { Field } from '../../kit/field.tsx';
import { Input } from '../../kit/input.tsx';
import { PlainList } from '../products/plain-list.tsx';
import { MissingRates } from './missing-rates.tsx';
import { RateDialog } from './rate-dialog.tsx';
import { ratePath, warningText, type ExchangeRate } from './rate-wire.ts';

const mostRows = 500;

export function RatesSection() {
  const mayWrite = useMay('rate.write');
  const { currency: homeCurrency } = useSession().company;
  const [currency = '', setCurrency] = useAddressText('currency');
  const [isAdding, setAdding] = useState(false);
  const isWhole = /^[A-Z]{3}$/.test(currency);
  return (
    <div className="grid gap-5">
      <MissingRates />
      <PlainList<ExchangeRate>
        title="Exchange rates"
        lead={`What one unit of a currency is worth in ${homeCurrency}. A rate counts from its day until the next one; another rate of the same day corrects it for what is posted from then on. The first ${mostRows} rows are shown; whole tables and the ECB’s file come in through Import.`}
        path={`${ratePath}?limit=${mostRows}${isWhole ? `&currency=${currency}` : ''}`}
        rowKey={(rate) => `${rate.currency} ${rate.base_currency} ${rate.rated_on} ${rate.revision}`}
        empty={isWhole ? `No rate of ${currency} yet.` : 'No rates yet. Without one, what is posted in a foreign currency has no amount in that of the books.'}
        filter={<div className="w-44"><Field label="Currency" hint="USD; empty: all"><Input value={currency} maxLength={3} onValue={(text) => setCurrency(text.trim().toUpperCase() || undefined)} /></Field></div>}
        addLabel="Record rate"
        onAdd={mayWrite ? () => setAdding(true) : undefined}
        columns={[
          { header: 'Currency', cell: (rate) => <span className="font-medium">{rate.currency}</span> },
          { header: 'Day', cell: (rate) => formatDate(rate.rated_on) },
          { header: 'Rate', end: true, cell: (rate) => <span className={rate.is_current ? '' : 'text-ink-3 line-through'}>{formatDecimal(rate.rate)} {rate.base_currency}</span> },
          { header: 'Source', cell: (rate) => rate.source },
          {
            header: 'State',
            cell: (rate) => (
              <span className="flex gap-1.5">
                {!rate.is_current && <Badge>Corrected</Badge>}
                {rate.is_current && rate.warning && <Badge tone="warn">{warningText[rate.warning]}</Badge>}
              </span>
            ),
          },
        ]}
      />
      {isAdding && <RateDialog currency={isWhole ? currency : ''} onClose={() => setAdding(false)} />}
    </div>
  );
}
