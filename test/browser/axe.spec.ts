// Every screen in light and dark, on what the main job has left: axe finds nothing, the console stays silent, a picture is kept of each.
import path from 'node:path';

import { expect, test, type Page } from '@playwright/test';
import axe from 'axe-core';

import { watchConsole } from './console-watch.ts';
import { owner } from './small-company.ts';

const pictures = path.join(import.meta.dirname, '..', '..', 'test-results', 'pictures');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const addresses = [
  '/today', '/orders', '/deliveries', '/charges?view=pending', '/charges?view=held', '/charges?view=unbilled', '/charges?view=undelivered',
  '/bill-runs', '/bill-runs/new', '/receipts?view=all', '/receipts?view=unidentified', '/receipts?view=applied', '/bank-statements', '/bank-statements?view=lines', '/customers',
  '/invoices', '/invoices/new', '/products', '/products?view=price-books', '/aging', '/reports', '/reports/trial-balance', '/reports/statement', '/reports/sales-by-tax',
  '/ledger', '/ledger/checks?run=replay', '/audit', '/imports?kind=orders', '/imports?kind=bank-statement', '/runs', '/nowhere',
  ...['company', 'documents', 'bank-accounts', 'terms', 'charge-codes', 'tax-rates', 'accounts', 'periods', 'people', 'keys', 'you'].map((section) => `/settings?section=${section}`),
];

/** Screens of one thing: the list that the API gives, the name of its key, and the address. */
const records = [
  { list: '/v1/invoices', key: 'document_id', address: (id: string) => `/invoices/${id}` },
  { list: '/v1/invoices', key: 'document_id', address: (id: string) => `/invoices/${id}?tab=ledger` },
  { list: '/v1/orders', key: 'order_id', address: (id: string) => `/orders/${id}` },
  { list: '/v1/customers', key: 'customer_id', address: (id: string) => `/customers/${id}/account` },
  { list: '/v1/receipts', key: 'receipt_id', address: (id: string) => `/receipts/${id}` },
  { list: '/v1/runs?kind=bill', key: 'run_id', address: (id: string) => `/bill-runs/${id}` },
  { list: '/v1/runs?kind=import', key: 'run_id', address: (id: string) => `/runs/${id}` },
];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test(`nothing stands in anybody's way in ${colorScheme}`, async ({ page }) => {
      test.setTimeout(400_000);
      await page.goto('/sign-in');
      await expect(page.getByLabel('E-mail')).toBeVisible();
      const found = await look(page, `${colorScheme}-sign-in`);
      await signIn(page);
      const complaints = watchConsole(page);
      for (const address of [...addresses, ...await addressesOfRecords(page)]) {
        await page.goto(address);
        found.push(...await look(page, `${colorScheme}${address.replaceAll(/[^a-z]+/gi, '-').slice(0, 60)}`));
      }
      expect.soft(found).toEqual([]);
      expect(complaints).toEqual([]);
    });
  });
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByLabel('Password').fill(owner.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();
}

async function addressesOfRecords(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const { list, key, address } of records) {
    const answer = await page.request.get(list);
    const { items } = await answer.json() as { items: readonly Readonly<Record<string, string>>[] };
    expect(items.length, `${list} has something to look at`).toBeGreaterThan(0);
    found.push(address(items[0]?.[key] ?? ''));
  }
  return found;
}

/** Waits until the screen has its data, takes its picture, and lets axe look. */
async function look(page: Page, name: string): Promise<string[]> {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await page.waitForLoadState('networkidle');
  await expect(page.locator('.skeleton, [aria-busy="true"]')).toHaveCount(0);
  await page.screenshot({ path: path.join(pictures, `${name}.png`), animations: 'disabled' });
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(axe.source);
  // Frames are left out: the only one is the browser's own view of a PDF.
  const violations = await page.evaluate(async (values) => {
    const { axe: run } = window as unknown as { axe: typeof axe };
    const { violations: all } = await run.run(document, { runOnly: { type: 'tag', values }, iframes: false });
    return all.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join(' | ')}`);
  }, tags);
  return violations.map((violation) => `${name} ${violation}`);
}
