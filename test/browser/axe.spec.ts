// Every screen on what the main job has left, and what opens over it: axe finds nothing in light nor in dark, and the console stays silent.
import { expect, test, type Page } from '@playwright/test';
import axe from 'axe-core';

import { watchConsole } from './console-watch.ts';
import { signIn } from './sign-in.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The theme changes colours and nothing else. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/** An address; one with a list is the first thing of it, by the name of its key. After it, what a person does there. */
type Look = { readonly address: string; readonly first?: readonly [list: string, key: string]; readonly does?: (page: Page) => Promise<void> };

const press = (...keys: readonly string[]) => async (page: Page): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};
const click = (name: string | RegExp) => (page: Page): Promise<void> => page.getByRole('button', { name }).first().click();
const dialogAfter = (act: (page: Page) => Promise<void>) => async (page: Page): Promise<void> => {
  await act(page);
  await expect(page.getByRole('dialog').first()).toBeVisible();
};

const work: readonly Look[] = [
  { address: '/today' },
  { address: '/today', does: dialogAfter(press('Control+k')) },
  { address: '/orders' },
  { address: '/orders', does: dialogAfter(press('?')) },
  { address: '/orders/', first: ['/v1/orders', 'id'] },
  { address: '/orders?as_of=2026-01-31' },
  { address: '/deliveries' },
  { address: '/charges?view=pending' },
  { address: '/charges?view=held' },
  { address: '/charges?view=unbilled' },
  { address: '/charges?view=undelivered' },
  { address: '/bill-runs' },
  { address: '/bill-runs/new' },
  { address: '/bill-runs/', first: ['/v1/runs?kind=bill', 'run_id'] },
  { address: '/receipts?view=all' },
  { address: '/receipts?view=unidentified' },
  { address: '/receipts?view=applied' },
  { address: '/receipts?view=not_a_receipt' },
  { address: '/receipts?view=refunds' },
  { address: '/receipts/', first: ['/v1/receipts', 'receipt_id'] },
  { address: '/bank-statements' },
  { address: '/bank-statements?view=lines' },
  { address: '/bank-statements', does: dialogAfter(press('c')) },
  { address: '/imports?kind=orders' },
  { address: '/imports?kind=bank-statement' },
  { address: '/runs' },
  { address: '/runs/', first: ['/v1/runs?kind=import', 'run_id'] },
];

const records: readonly Look[] = [
  { address: '/customers' },
  { address: '/customers', does: dialogAfter(press('c')) },
  { address: '/customers/', first: ['/v1/customers', 'id'] },
  { address: '/invoices' },
  { address: '/invoices', does: press('x', 'Shift+ArrowDown') },
  { address: '/invoices?view=draft', does: dialogAfter(press('x', 'Control+Enter')) },
  { address: '/invoices?view=failed_sending' },
  { address: '/invoices/new' },
  { address: '/invoices/', first: ['/v1/invoices', 'document_id'] },
  { address: '/invoices/', first: ['/v1/invoices', 'document_id'], does: dialogAfter(click(/^Why\?/)) },
  { address: '/products' },
  { address: '/products', does: dialogAfter(press('c')) },
  { address: '/products?view=price-books' },
  { address: '/aging' },
  { address: '/aging', does: dialogAfter(click(/^As of/)) },
  ...['trial-balance', 'sales-by-tax', 'account', 'statement', 'unbilled', 'undelivered', 'overrides', 'match-rates'].map((report) => ({ address: `/reports/${report}` })),
  { address: '/ledger' },
  { address: '/ledger/checks?run=replay' },
  { address: '/audit' },
  { address: '/nowhere' },
  ...['company', 'documents', 'bank-accounts', 'terms', 'charge-codes', 'tax-rates', 'accounts', 'periods', 'rates', 'people', 'keys', 'you'].map((section) => ({ address: `/settings?section=${section}` })),
];

test('nothing stands in anybody’s way at the work', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByLabel('E-mail')).toBeVisible();
  const found = await examine(page, 'sign-in');
  await lookAtAll(page, work, found);
});

test('nothing stands in anybody’s way in records, reports and settings', async ({ page }) => {
  await lookAtAll(page, records, []);
});

async function lookAtAll(page: Page, looks: readonly Look[], found: string[]): Promise<void> {
  test.setTimeout(300_000);
  await signIn(page);
  const complaints = watchConsole(page);
  for (const look of looks) {
    const address = await addressOf(page, look);
    await page.goto(address);
    await settle(page);
    await look.does?.(page);
    found.push(...await examine(page, `${address}${look.does ? ', opened' : ''}`));
  }
  expect.soft(found).toEqual([]);
  expect(complaints).toEqual([]);
}

async function addressOf(page: Page, { address, first }: Look): Promise<string> {
  if (!first) return address;
  const [list, key] = first;
  const { items } = await (await page.request.get(list)).json() as { items: readonly Readonly<Record<string, string>>[] };
  expect(items.length, `${list} has something to look at`).toBeGreaterThan(0);
  return `${address}${items[0]?.[key] ?? ''}${list === '/v1/customers' ? '/account' : ''}`;
}

/** The screen has its data: nothing is asked of the server any more and nothing grey stands in for it. */
async function settle(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
  await page.waitForLoadState('networkidle');
  await expect(page.locator('.skeleton, [aria-busy="true"]')).toHaveCount(0);
}

async function examine(page: Page, name: string): Promise<string[]> {
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(axe.source);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const inLight = await breaches(page, { type: 'tag', values: tags });
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const inDark = await breaches(page, { type: 'rule', values: colourRules });
  return [...inLight.map((breach) => `${name}, light: ${breach}`), ...inDark.map((breach) => `${name}, dark: ${breach}`)];
}

/** Frames are left out: the only one is the browser's own view of a PDF. */
async function breaches(page: Page, runOnly: axe.RunOnly): Promise<string[]> {
  return page.evaluate(async (only) => {
    const { axe: examiner } = window as unknown as { axe: typeof axe };
    const { violations } = await examiner.run(document, { runOnly: only, iframes: false, resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join(' | ')}`);
  }, runOnly);
}
