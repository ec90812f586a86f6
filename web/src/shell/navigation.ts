// Where one can go: one table for the navigation, the `g` keys and the palette.
import {
  BookOpen, CalendarClock, ChartColumn, FileStack, FileText, HandCoins, History, Inbox, Landmark, ListChecks, PackageCheck, ReceiptText,
  Settings, Tags, Users, type LucideIcon,
} from 'lucide-react';

import { useSession } from '../api/session.ts';

export type NavEntry = {
  readonly path: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Second letter after `g`. */
  readonly letter: string;
  /** Who may not read what stands there is not led to it. */
  readonly needs?: string;
};

export type NavGroup = { readonly title: string; readonly entries: readonly NavEntry[] };

const navGroups: readonly NavGroup[] = [
  {
    title: 'Work',
    entries: [
      { path: '/today', label: 'Today', icon: Inbox, letter: 'd', needs: 'report.read' },
      { path: '/runs', label: 'Imports & runs', icon: ListChecks, letter: 'm', needs: 'report.read' },
    ],
  },
  {
    title: 'Billing',
    entries: [
      { path: '/orders', label: 'Orders & deliveries', icon: PackageCheck, letter: 'o', needs: 'evidence.read' },
      { path: '/charges', label: 'Charges', icon: ReceiptText, letter: 'h', needs: 'charge.read' },
      { path: '/bill-runs', label: 'Bill runs', icon: FileStack, letter: 'b', needs: 'charge.read' },
    ],
  },
  {
    title: 'Cash',
    entries: [
      { path: '/receipts', label: 'Receipts & matching', icon: HandCoins, letter: 'p', needs: 'receipt.read' },
      { path: '/bank-statements', label: 'Bank statements', icon: Landmark, letter: 'k', needs: 'receipt.read' },
    ],
  },
  {
    title: 'Records',
    entries: [
      { path: '/customers', label: 'Customers', icon: Users, letter: 'u', needs: 'customer.read' },
      { path: '/invoices', label: 'Invoices', icon: FileText, letter: 'i', needs: 'invoice.read' },
      { path: '/products', label: 'Products & prices', icon: Tags, letter: 'c', needs: 'catalog.read' },
    ],
  },
  {
    title: 'Insight',
    entries: [
      { path: '/aging', label: 'Aging', icon: CalendarClock, letter: 'a', needs: 'report.read' },
      { path: '/reports', label: 'Reports', icon: ChartColumn, letter: 'r', needs: 'report.read' },
      { path: '/ledger', label: 'Ledger', icon: BookOpen, letter: 'l', needs: 'ledger.read' },
      { path: '/audit', label: 'Audit trail', icon: History, letter: 't', needs: 'audit.read' },
    ],
  },
];

export const settingsEntry: NavEntry = { path: '/settings', label: 'Settings', icon: Settings, letter: 's' };

/** The places of the person who is signed in. */
export function useNavGroups(): readonly NavGroup[] {
  const { permissions } = useSession();
  const isOpen = ({ needs }: NavEntry) => needs === undefined || permissions.includes(needs);
  return navGroups.map((group) => ({ ...group, entries: group.entries.filter(isOpen) })).filter(({ entries }) => entries.length > 0);
}

export function useNavEntries(): readonly NavEntry[] {
  return [...useNavGroups().flatMap((group) => group.entries), settingsEntry];
}

const lastSearches = new Map<string, Record<string, unknown>>();

/** A section is found again as it was left: view, filter, sort and row. To one run it was narrowed by a link, not by the person. */
export function rememberSearch(path: string, { run: _run, ...search }: Record<string, unknown>): void {
  lastSearches.set(path, search);
}

export function rememberedSearch(path: string): Record<string, unknown> | undefined {
  return lastSearches.get(path);
}
