// One customer as the filter of a list: found by name or number, kept in the address by id, shown by name.
import { Users } from 'lucide-react';
import { useState } from 'react';

import { useMay } from '../../api/session.ts';
import { useRecord } from '../../api/use-record.ts';
import { chosenChip, ClearChip } from '../../grid/filter-bar.tsx';
import { Button } from '../../kit/button.tsx';
import { Combobox } from '../../kit/combobox.tsx';
import { Field } from '../../kit/field.tsx';
import type { Option } from '../../kit/option.ts';
import { Popover } from '../../kit/popover.tsx';
import { findCustomers } from './find-customers.ts';

type Found = { readonly id: string; readonly name: string };
type CustomerFilterProps = { readonly customerId: string | undefined; readonly onCustomer: (id: string | undefined) => void };

export function CustomerFilter({ customerId, onCustomer }: CustomerFilterProps) {
  const [open, setOpen] = useState(false);
  const may = useMay('customer.read');
  const customer = useRecord<Found>(may && customerId ? `/v1/customers/${customerId}` : undefined).data;
  if (!may && !customerId) return null;
  const take = (option: Option | null) => {
    onCustomer(option?.id);
    setOpen(false);
  };
  return (
    <span className="flex">
      <Popover
        title="Only this customer"
        open={open}
        onOpen={setOpen}
        trigger={(
          <Button small icon={customerId ? undefined : Users} className={customerId ? chosenChip : ''}>
            Customer{customerId && <span className="max-w-40 truncate font-semibold text-accent">{customer?.name ?? '…'}</span>}
          </Button>
        )}
      >
        <Field label="Customer" hideLabel>
          <Combobox autoFocus value={customer ? { id: customer.id, label: customer.name } : null} search={findCustomers} placeholder="Name or number" onValue={take} />
        </Field>
      </Popover>
      {customerId && <ClearChip label="Customer" onClear={() => onCustomer(undefined)} />}
    </span>
  );
}
