// The customer whom a report is about, kept in the address by id and shown by name.
import type { WireMoney } from '../../api/types.ts';
import { useRecord } from '../../api/use-record.ts';
import { Combobox } from '../../kit/combobox.tsx';
import { Field } from '../../kit/field.tsx';
import { searchCustomers } from '../receipts/find-documents.tsx';

export type ReportCustomer = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly currency: string;
  readonly receivable: WireMoney;
  readonly other_currencies: readonly { readonly currency: string }[];
};

export function useReportCustomer(customerId: string | undefined): ReportCustomer | undefined {
  return useRecord<ReportCustomer>(customerId && `/v1/customers/${customerId}`).data;
}

type CustomerChoiceProps = { readonly customer: ReportCustomer | undefined; readonly onCustomer: (id: string | undefined) => void };

export function CustomerChoice({ customer, onCustomer }: CustomerChoiceProps) {
  return (
    <Field label="Customer" hideLabel className="w-64">
      <Combobox
        value={customer ? { id: customer.id, label: customer.name } : null}
        search={searchCustomers}
        placeholder="Customer by name or number"
        onValue={(option) => onCustomer(option?.id)}
      />
    </Field>
  );
}
