// What shows only with long lists and old books: days of another year are read whole, and the frame of the page stays where it is.
import { expect, test, type Page } from '@playwright/test';

import { chooseFile } from './keyboard.ts';
import { signIn } from './sign-in.ts';
import { customersCsv } from './small-company.ts';

/** Answers of the server with their days moved to a year long past, as books brought over have them. */
async function inThePast(page: Page, path: string, fields: readonly string[]): Promise<void> {
  await page.route((url) => url.pathname === path, async (route) => {
    const response = await route.fetch();
    const answer = await response.json() as { items?: Record<string, unknown>[] };
    for (const row of answer.items ?? []) for (const field of fields) if (field in row) row[field] = field.endsWith('_days') ? 10_501 : '1997-12-30';
    await route.fulfill({ response, json: answer });
  });
}

for (const [list, path, fields, shown] of [
  ['/orders', '/v1/orders', ['ordered_on'], ['30 Dec 1997']],
  ['/deliveries', '/v1/deliveries', ['delivered_on'], ['30 Dec 1997']],
  ['/receipts?view=all', '/v1/receipts', ['received_on', 'age_days'], ['30 Dec 1997', '10,501']],
  ['/bank-statements?view=lines', '/v1/bank-lines', ['booked_on'], ['30 Dec 1997']],
] as const) {
  test(`days of another year are not cut: ${list}`, async ({ page }) => {
    await signIn(page);
    await inThePast(page, path, fields);
    await page.goto(list);
    for (const text of shown) {
      const cell = page.getByRole('gridcell').filter({ hasText: text }).first();
      await expect(cell).toBeVisible();
      expect(await cell.evaluate((element) => [element, ...element.querySelectorAll('*')].filter((one) => one.scrollWidth > one.clientWidth && one.clientWidth > 0).length), text).toBe(0);
    }
  });
}

test('a field far down a long page is reached without pushing the frame out of the window', async ({ page }) => {
  await signIn(page);
  await page.goto('/imports?kind=customers');
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeEnabled();
  await chooseFile(page, 'f', { name: 'customers.csv', mimeType: 'text/csv', text: customersCsv });
  await page.getByLabel('Rows that repeat a row above').selectOption('first');
  await page.getByRole('button', { name: 'Leave rows out' }).click();
  const label = page.getByLabel('Rows, condition 1: column of the condition');
  await label.focus();
  // As a reader of labels, or the browser's own search, goes to a field.
  await label.evaluate((element) => (element as HTMLSelectElement).labels[0]?.scrollIntoView({ block: 'end' }));
  expect(await page.evaluate(() => [document.scrollingElement?.scrollTop, document.getElementById('root')?.scrollTop])).toEqual([0, 0]);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeInViewport({ ratio: 1 });
});
