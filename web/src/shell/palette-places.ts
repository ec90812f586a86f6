// Places that have no letter of their own: imports by kind, reports, sections of the settings. The palette finds them by their name.
import { allReports } from '../screens/reports/report-list.ts';
import { settingsSections } from './settings-sections.ts';

export type PalettePlace = { readonly title: string; readonly path: string; readonly search?: Readonly<Record<string, string>>; readonly needs?: string };

const importKinds = ['customers', 'products', 'prices', 'orders', 'deliveries', 'invoices', 'receipts'] as const;

export const palettePlaces: readonly PalettePlace[] = [
  { title: 'Write an invoice', path: '/invoices/new', needs: 'invoice.draft' },
  { title: 'Import a file', path: '/imports', needs: 'import.run' },
  ...importKinds.map((kind) => ({ title: `Import ${kind}`, path: '/imports', search: { kind }, needs: 'import.run' })),
  { title: 'Deliveries', path: '/deliveries' },
  ...allReports.map(({ id, label, permission }) => ({ title: `Report: ${label}`, path: `/reports/${id}`, needs: permission })),
  ...settingsSections.map(({ id, label, needs }) => ({ title: `Settings: ${label}`, path: '/settings', search: { section: id }, needs })),
];
