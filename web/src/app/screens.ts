// All screens inside the shell: one line each. Every screen is a file of its own that is fetched when it is first shown.
import { lazyRouteComponent } from '@tanstack/react-router';

export type Screen = { readonly path: string; readonly component: ReturnType<typeof lazyRouteComponent> };

/** Where the workbench opens. */
export const homePath = '/today';

export const screens: readonly Screen[] = [
  { path: '/today', component: lazyRouteComponent(() => import('../screens/today/today-screen.tsx'), 'TodayScreen') },
  { path: '/imports', component: lazyRouteComponent(() => import('../screens/imports/imports-screen.tsx'), 'ImportsScreen') },
  { path: '/runs', component: lazyRouteComponent(() => import('../screens/runs/runs-screen.tsx'), 'RunsScreen') },
  { path: '/runs/$runId', component: lazyRouteComponent(() => import('../screens/runs/run-screen.tsx'), 'RunScreen') },
  { path: '/products', component: lazyRouteComponent(() => import('../screens/products/products-screen.tsx'), 'ProductsScreen') },
  { path: '/settings', component: lazyRouteComponent(() => import('../screens/settings/settings-screen.tsx'), 'SettingsScreen') },
  { path: '/customers', component: lazyRouteComponent(() => import('../screens/customers/customers-screen.tsx'), 'CustomersScreen') },
  { path: '/customers/$customerId/account', component: lazyRouteComponent(() => import('../screens/reports/account-report.tsx'), 'CustomerAccountScreen') },
  { path: '/orders', component: lazyRouteComponent(() => import('../screens/orders/orders-screen.tsx'), 'OrdersScreen') },
  { path: '/orders/$order', component: lazyRouteComponent(() => import('../screens/orders/order-screen.tsx'), 'OrderScreen') },
  { path: '/deliveries', component: lazyRouteComponent(() => import('../screens/deliveries/deliveries-screen.tsx'), 'DeliveriesScreen') },
  { path: '/charges', component: lazyRouteComponent(() => import('../screens/charges/charges-screen.tsx'), 'ChargesScreen') },
  { path: '/bill-runs', component: lazyRouteComponent(() => import('../screens/bill-runs/bill-runs-screen.tsx'), 'BillRunsScreen') },
  { path: '/bill-runs/new', component: lazyRouteComponent(() => import('../screens/bill-runs/new-bill-run-screen.tsx'), 'NewBillRunScreen') },
  { path: '/bill-runs/$run', component: lazyRouteComponent(() => import('../screens/bill-runs/bill-run-screen.tsx'), 'BillRunScreen') },
  { path: '/invoices', component: lazyRouteComponent(() => import('../screens/invoices/invoices-screen.tsx'), 'InvoicesScreen') },
  { path: '/invoices/new', component: lazyRouteComponent(() => import('../screens/invoices/invoice-editor-screen.tsx'), 'InvoiceEditorScreen') },
  { path: '/invoices/$invoice', component: lazyRouteComponent(() => import('../screens/invoices/invoice-screen.tsx'), 'InvoiceScreen') },
  { path: '/invoices/$invoice/edit', component: lazyRouteComponent(() => import('../screens/invoices/invoice-editor-screen.tsx'), 'InvoiceEditorScreen') },
  { path: '/receipts', component: lazyRouteComponent(() => import('../screens/receipts/receipts-screen.tsx'), 'ReceiptsScreen') },
  { path: '/receipts/$receiptId', component: lazyRouteComponent(() => import('../screens/receipts/match-screen.tsx'), 'MatchScreen') },
  { path: '/bank-statements', component: lazyRouteComponent(() => import('../screens/bank-statements/bank-statements-screen.tsx'), 'BankStatementsScreen') },
  { path: '/aging', component: lazyRouteComponent(() => import('../screens/aging/aging-screen.tsx'), 'AgingScreen') },
  { path: '/reports', component: lazyRouteComponent(() => import('../screens/reports/reports-screen.tsx'), 'ReportsScreen') },
  { path: '/reports/$report', component: lazyRouteComponent(() => import('../screens/reports/reports-screen.tsx'), 'ReportsScreen') },
  { path: '/ledger', component: lazyRouteComponent(() => import('../screens/ledger/ledger-screen.tsx'), 'LedgerScreen') },
  { path: '/ledger/checks', component: lazyRouteComponent(() => import('../screens/ledger/checks-screen.tsx'), 'ChecksScreen') },
  { path: '/ledger/accounts/$accountId', component: lazyRouteComponent(() => import('../screens/ledger/account-screen.tsx'), 'AccountScreen') },
  { path: '/ledger/entries/$entryId', component: lazyRouteComponent(() => import('../screens/ledger/entry-screen.tsx'), 'EntryScreen') },
  { path: '/audit', component: lazyRouteComponent(() => import('../screens/audit/audit-screen.tsx'), 'AuditScreen') },
];
