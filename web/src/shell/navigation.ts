// Where one can go: one table for the navigation, the `g` keys and the palette.
import {
  BookOpen, CalendarClock, ChartColumn, FileStack, FileText, HandCoins, History, Inbox, Landmark, ListChecks, PackageCheck, ReceiptText,
  Settings, Tags, Users, type LucideIcon,
} from 'lucide-react';

export type NavEntry = {
  readonly path: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Second letter after `g`. */
  readonly letter: string;
};

export type NavGroup = { readonly title: string; readonly entries: readonly NavEntry[] };

export const navGroups: readonly NavGroup[] = [
  {
    title: 'Work',
    entries: [
      { path: '/today', label: 'Today', icon: Inbox, letter: 'd' },
      { path: '/runs', label: 'Imports & runs', icon: ListChecks, letter: 'm' },
    ],
  },
  {
    title: 'Billing',
    entries: [
      { path: '/orders', label: 'Orders & deliveries', icon: PackageCheck, letter: 'o' },
      { path: '/charges', label: 'Charges', icon: ReceiptText, letter: 'h' },
      { path: '/bill-runs', label: 'Bill runs', icon: FileStack, letter: 'b' },
    ],
  },
  {
    title: 'Cash',
    entries: [
      { path: '/receipts', label: 'Receipts & matching', icon: HandCoins, letter: 'p' },
      { path: '/bank-statements', label: 'Bank statements', icon: Landmark, letter: 'k' },
    ],
  },
  {
    title: 'Records',
    entries: [
      { path: '/customers', label: 'Customers', icon: Users, letter: 'u' },
      { path: '/invoices', label: 'Invoices', icon: FileText, letter: 'i' },
      { path: '/products', label: 'Products & prices', icon: Tags, letter: 'c' },
    ],
  },
  {
    title: 'Insight',
    entries: [
      { path: '/aging', label: 'Aging', icon: CalendarClock, letter: 'a' },
      { path: '/reports', label: 'Reports', icon: ChartColumn, letter: 'r' },
      { path: '/ledger', label: 'Ledger', icon: BookOpen, letter: 'l' },
      { path: '/audit', label: 'Audit trail', icon: History, letter: 't' },
    ],
  },
];

export const settingsEntry: NavEntry = { path: '/settings', label: 'Settings', icon: Settings, letter: 's' };

export const allEntries: readonly NavEntry[] = [...navGroups.flatMap((group) => group.entries), settingsEntry];

const lastSearches = new Map<string, Record<string, unknown>>();

/** A section is found again as it was left: view, filter, sort and row. */
export function rememberSearch(path: string, search: Record<string, unknown>): void {
  lastSearches.set(path, search);
}

export function rememberedSearch(path: string): Record<string, unknown> | undefined {
  return lastSearches.get(path);
}
