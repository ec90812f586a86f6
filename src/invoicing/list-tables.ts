// The lists of invoicing as people download them.

import type { Table } from '#platform/http/route.ts';

export const documentTable: Table = {
  name: 'Invoices',
  columns: [
    { key: 'number', title: 'Number', kind: 'text' }, { key: 'kind', title: 'Kind', kind: 'text' }, { key: 'state', title: 'State', kind: 'text' }, { key: 'customerNumber', title: 'Customer', kind: 'text' },
    { key: 'customerName', title: 'Name', kind: 'text' }, { key: 'issuedOn', title: 'Issued', kind: 'date' }, { key: 'dueOn', title: 'Due', kind: 'date' }, { key: 'daysOverdue', title: 'Days overdue', kind: 'integer' },
    { key: 'reference', title: 'Reference', kind: 'text' }, { key: 'orderReference', title: 'Order', kind: 'text' }, { key: 'customerPo', title: 'Customer PO', kind: 'text' }, { key: 'currency', title: 'Currency', kind: 'text' }, { key: 'netMinor', title: 'Net', kind: 'amount' },
    { key: 'taxMinor', title: 'Tax', kind: 'amount' }, { key: 'totalMinor', title: 'Total', kind: 'amount' }, { key: 'openMinor', title: 'Open', kind: 'amount', total: true },
  ],
};

export const unbilledTable: Table = {
  name: 'Delivered not billed',
  columns: [
    { key: 'customerNumber', title: 'Customer', kind: 'text' }, { key: 'customerName', title: 'Name', kind: 'text' }, { key: 'deliveryNumber', title: 'Delivery', kind: 'text' }, { key: 'lineNo', title: 'Line', kind: 'integer' },
    { key: 'deliveredOn', title: 'Delivered', kind: 'date' }, { key: 'ageDays', title: 'Days', kind: 'integer' }, { key: 'orderNumber', title: 'Order', kind: 'text' }, { key: 'customerPo', title: 'Customer PO', kind: 'text' },
    { key: 'sku', title: 'SKU', kind: 'text' }, { key: 'description', title: 'Description', kind: 'text' }, { key: 'quantity', title: 'Quantity', kind: 'decimal' }, { key: 'why', title: 'Why', kind: 'text' },
    { key: 'reasons', title: 'Checks', kind: 'text' }, { key: 'ownerRole', title: 'Decides', kind: 'text' }, { key: 'currency', title: 'Currency', kind: 'text' }, { key: 'amountMinor', title: 'Amount', kind: 'amount', total: true },
  ],
};

export const undeliveredTable: Table = {
  name: 'Billed not delivered',
  columns: [
    { key: 'customerNumber', title: 'Customer', kind: 'text' }, { key: 'customerName', title: 'Name', kind: 'text' }, { key: 'documentNumber', title: 'Document', kind: 'text' }, { key: 'lineNo', title: 'Line', kind: 'integer' },
    { key: 'issuedOn', title: 'Issued', kind: 'date' }, { key: 'ageDays', title: 'Days', kind: 'integer' }, { key: 'orderNumber', title: 'Order', kind: 'text' }, { key: 'description', title: 'Description', kind: 'text' },
    { key: 'billedQuantity', title: 'Billed', kind: 'decimal' }, { key: 'deliveredQuantity', title: 'Delivered', kind: 'decimal' }, { key: 'excessQuantity', title: 'Not delivered', kind: 'decimal' },
    { key: 'why', title: 'Why', kind: 'text' }, { key: 'currency', title: 'Currency', kind: 'text' }, { key: 'amountMinor', title: 'Amount', kind: 'amount', total: true },
  ],
};
