// The list of receipts as people download it.

import type { Table } from '#platform/http/route.ts';

export const receiptTable: Table = {
  name: 'Receipts',
  columns: [
    { key: 'number', title: 'Number', kind: 'text' }, { key: 'receivedOn', title: 'Received', kind: 'date' }, { key: 'method', title: 'Method', kind: 'text' }, { key: 'status', title: 'Status', kind: 'text' },
    { key: 'ageDays', title: 'Days', kind: 'integer' }, { key: 'customerNumber', title: 'Customer', kind: 'text' }, { key: 'customerName', title: 'Name', kind: 'text' }, { key: 'payerName', title: 'Payer', kind: 'text' },
    { key: 'payerAccount', title: 'Account', kind: 'text' }, { key: 'text', title: 'Text', kind: 'text' }, { key: 'reference', title: 'Reference', kind: 'text' }, { key: 'currency', title: 'Currency', kind: 'text' },
    { key: 'amountMinor', title: 'Amount', kind: 'amount', total: true }, { key: 'leftMinor', title: 'Left', kind: 'amount', total: true },
  ],
};
