// The main job from an empty server to a proven ledger, by keyboard alone: nothing is clicked.
import { expect, test, type Locator, type Page } from '@playwright/test';

import { watchConsole } from './console-watch.ts';
import { chooseFile, goTo, pickByTyping, press, tabTo, typeInto } from './keyboard.ts';
import { bankStatement, companyName, customersCsv, daysAgo, deliveriesCsv, invoicesCsv, ordersCsv, owner, ownIban, productsCsv } from './small-company.ts';

test('the main job is done by keyboard alone', async ({ page }) => {
  test.setTimeout(300_000);
  const complaints = watchConsole(page);
  await test.step('first start', () => startEmptyCompany(page));
  await test.step('import', async () => {
    await importFile(page, 'customers', customersCsv, 3);
    await importFile(page, 'products', productsCsv, 3);
    await importFile(page, 'orders', ordersCsv(), 4);
    await importFile(page, 'deliveries', deliveriesCsv(), 4);
  });
  await test.step('see what may be billed, release what is held', () => releaseHeldCharge(page));
  await test.step('bill everything through a day', () => billEverything(page));
  await test.step('look at an invoice, its PDF and its proof', () => readInvoice(page));
  await test.step('type an invoice', () => typeInvoice(page));
  await test.step('upload many invoices, issue them together', () => issueMany(page));
  await test.step('set up a bank account and upload its statement', () => uploadStatement(page));
  await test.step('match a receipt', () => matchReceipt(page));
  await test.step('aging as of a day', () => readAging(page));
  await test.step('every check holds, every amount is made again', () => runChecks(page));
  expect(complaints).toEqual([]);
});

async function startEmptyCompany(page: Page): Promise<void> {
  await page.goto('/');
  await typeInto(page, page.getByLabel('Your name'), owner.name);
  await typeInto(page, page.getByLabel('E-mail'), owner.email);
  await typeInto(page, page.getByRole('textbox', { name: 'Password' }), owner.password);
  await page.keyboard.press('Enter');

  const choice = page.getByRole('region', { name: 'Start an empty company' });
  await typeInto(page, choice.getByLabel('Name'), companyName);
  await tabTo(page, choice.getByLabel('Country'));
  await page.keyboard.type('Netherlands');
  await expect(choice.getByLabel('Country')).toHaveValue('NL');
  await tabTo(page, choice.getByLabel('Currency of the books'));
  await page.keyboard.type('EUR');
  await expect(choice.getByLabel('Currency of the books')).toHaveValue('EUR');
  await press(page, choice.getByRole('button', { name: 'Start empty' }));
  await expect(page.getByRole('heading', { name: 'Three steps to the first invoice' })).toBeVisible();
}

async function importFile(page: Page, kind: string, text: string, rows: number): Promise<void> {
  await goTo(page, 'd', 'Today');
  await press(page, page.getByRole('link', { name: `Import ${kind}` }));
  await bringIn(page, kind, text, rows);
}

async function bringIn(page: Page, kind: string, text: string, rows: number): Promise<void> {
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeEnabled();
  await chooseFile(page, 'f', { name: `${kind}.csv`, mimeType: 'text/csv', text });
  await expect(page.getByRole('button', { name: 'Check the rows' })).toBeEnabled();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: `Import ${rows} rows` })).toBeEnabled();
  await page.keyboard.press('Control+Enter');
  await waitForRun(page);
}

async function waitForRun(page: Page): Promise<void> {
  await expect(page).toHaveURL(/runs\//);
  await expect(page.getByRole('main').getByText('Done', { exact: true }).first()).toBeVisible({ timeout: 30_000 });
}

async function releaseHeldCharge(page: Page): Promise<void> {
  await goTo(page, 'h', 'Charges');
  const views = page.getByRole('navigation', { name: 'Views' });
  await expect(page.getByRole('grid', { name: 'Charges ready to bill' })).toContainText('Tegelhuis Amstel B.V.');
  await press(page, views.getByRole('button', { name: /^Held/ }));
  const held = page.getByRole('grid', { name: 'Held charges' });
  await expect(held).toContainText('Vloeren Zuid V.O.F.');
  await tabTo(page, held);
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog', { name: 'Release 1 charge' });
  await typeInto(page, dialog.getByLabel('Reason'), 'The customer signed for all nine bags.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('1 charge released')).toBeVisible();
  await expect(page.getByText('Nothing is held')).toBeVisible();
}

async function billEverything(page: Page): Promise<void> {
  await goTo(page, 'b', 'Bill runs');
  await page.keyboard.press('c');
  await typeInto(page, page.getByLabel('Due through'), daysAgo(1));
  await page.keyboard.press('Tab');
  await expect(page).toHaveURL(new RegExp(`through=${daysAgo(1)}`));
  await expect(page.getByRole('button', { name: 'Start the run' })).toBeEnabled();
  await page.keyboard.press('Control+Enter');
  await waitForRun(page);
  await press(page, page.getByRole('link', { name: 'Show 3 documents' }));
  await expect(page.getByRole('heading', { level: 1, name: 'Invoices' })).toBeVisible();
}

async function readInvoice(page: Page): Promise<void> {
  const list = page.getByRole('grid').first();
  await expect(list).toContainText('Tegelhuis Amstel B.V.');
  await tabTo(page, list);
  await page.keyboard.press('o');
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}/);
  const number = await page.getByRole('heading', { level: 1, name: /^INV-/ }).innerText();
  const paper = page.getByTitle(`PDF of ${number}`).or(page.getByRole('link', { name: 'Open the PDF' }));
  await expect(paper).toBeVisible();
  const address = await paper.evaluate((element) => element.getAttribute('src') ?? element.getAttribute('href') ?? '');
  const pdf = await page.request.get(address);
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');

  await press(page, page.getByRole('button', { name: `Why? ${number}` }));
  const proof = page.getByRole('dialog', { name: `Why ${number}?` });
  await expect(proof.getByRole('listitem').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(proof).toBeHidden();
}

async function typeInvoice(page: Page): Promise<void> {
  await goTo(page, 'i', 'Invoices');
  await page.keyboard.press('c');
  await pickByTyping(page, page.getByRole('combobox', { name: 'Customer', exact: true }), 'Badkamer', 'Enter');
  await pickByTyping(page, page.getByLabel('Line 1, product'), 'TILE-60', 'Tab');
  await typeInto(page, page.getByLabel('Line 1, quantity'), '10');
  await typeInto(page, page.getByLabel('Line 1, unit price'), '27.50');
  await tabTo(page, page.getByLabel('Line 1, discount in percent'));
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Line 2, product')).toBeFocused();
  await pickByTyping(page, page.getByLabel('Line 2, product'), 'CUT-1', 'Tab');
  await typeInto(page, page.getByLabel('Line 2, quantity'), '2');
  await typeInto(page, page.getByLabel('Line 2, unit price'), '45');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+s');
  await expect(page.getByText(/^Saved/).first()).toBeVisible();
  await page.keyboard.press('Control+Enter');
  const reason = page.getByRole('dialog').getByLabel('Release reason');
  const issued = page.getByRole('heading', { level: 1, name: /^INV/ });
  await expect(reason.or(issued)).toBeVisible();
  if (await reason.isVisible()) {
    await typeInto(page, reason, 'Ordered by telephone.');
    await page.keyboard.press('Control+Enter');
  }
  await expect(issued).toBeVisible();
}

/** Of five one is dated before the last number and stays, one is like another and goes with a reason given beforehand, and one is held and let go later. */
async function issueMany(page: Page): Promise<void> {
  await goTo(page, 'i', 'Invoices');
  await page.keyboard.press('u');
  await bringIn(page, 'invoices', invoicesCsv(), 5);
  await press(page, page.getByRole('main').getByRole('link', { name: 'Drafts', exact: true }));
  const early = await askToIssueAll(page, 'Issue 4 drafts');
  await expect(early.getByText('€453.00')).toBeVisible();
  await expect(early.getByText('1 draft is dated before the last number')).toBeVisible();
  await expect(early.getByRole('definition').filter({ hasText: /^3$/ })).toBeVisible();
  await tabTo(page, early.getByLabel('Release what a check holds when its turn comes'));
  await page.keyboard.press('Space');
  await typeInto(page, early.getByLabel('Release reason'), 'Two deliveries of the same goods.');
  await page.keyboard.press('Control+Enter');
  await waitForRun(page);
  await expect(page.getByRole('group', { name: 'Reasons' })).toContainText('UP-4');
  await expect(page.getByRole('group', { name: 'Reasons' })).not.toContainText('UP-5');

  await press(page, page.getByRole('main').getByRole('link', { name: 'Drafts', exact: true }));
  await press(page, page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: /^Held drafts/ }));
  const held = await askToIssueAll(page, 'Issue 1 draft');
  await expect(held.getByText('1 draft is held by a check')).toBeVisible();
  // Without the reason nothing starts, from wherever in the window the key is pressed.
  for (const target of [held.getByLabel('Release reason'), held.getByRole('button', { name: 'Keep as drafts' })]) {
    await tabTo(page, target);
    await page.keyboard.press('Control+Enter');
    await expect(held).toBeVisible();
  }
  await typeInto(page, held.getByLabel('Release reason'), 'Ordered by telephone.');
  await page.keyboard.press('Control+Enter');
  await waitForRun(page);
}

async function askToIssueAll(page: Page, name: string): Promise<Locator> {
  const list = page.getByRole('grid', { name: 'Invoices' });
  await expect(list).toContainText('Badkamer Merwede B.V.');
  await tabTo(page, list);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+Enter');
  return page.getByRole('dialog', { name });
}

async function uploadStatement(page: Page): Promise<void> {
  await goTo(page, 's', 'Settings');
  await press(page, page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'Bank accounts' }));
  await press(page, page.getByRole('button', { name: 'New bank account' }));
  const dialog = page.getByRole('dialog', { name: 'New bank account' });
  await typeInto(page, dialog.getByLabel('Name'), 'Main bank');
  await typeInto(page, dialog.getByLabel('IBAN or account number'), ownIban);
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('cell', { name: 'Main bank' })).toBeVisible();

  await goTo(page, 'k', 'Bank statements');
  await page.keyboard.press('c');
  const upload = page.getByRole('dialog', { name: 'Upload a bank statement' });
  await tabTo(page, upload.getByLabel('File'));
  await chooseFile(page, 'Space', { name: 'KN-1.xml', mimeType: 'application/xml', text: bankStatement() });
  await press(page, upload.getByRole('button', { name: 'Bring it in' }));
  await waitForRun(page);
}

async function matchReceipt(page: Page): Promise<void> {
  await goTo(page, 'p', 'Receipts & matching');
  await press(page, page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: /^All receipts/ }));
  const list = page.getByRole('grid', { name: 'Receipts' });
  await expect(list).toContainText('J. Onbekend');
  await page.keyboard.press('/');
  await page.keyboard.type('Tegelhuis');
  await expect(list).not.toContainText('J. Onbekend');
  await expect(list).toContainText('Tegelhuis');
  await page.keyboard.press('Enter');
  await expect(list).toBeFocused();
  await page.keyboard.press('o');
  await expect(page.getByRole('heading', { level: 1, name: 'Match receipt' })).toBeVisible();
  // Who paid is not known by the account alone: the person says whose documents are meant.
  await expect(page.getByRole('button', { name: 'Find another payer' })).toBeVisible();
  await page.keyboard.press('f');
  await pickByTyping(page, page.getByRole('dialog').getByLabel('Customer'), 'Tegelhuis', 'Enter');
  const document = page.getByRole('checkbox', { name: /^Apply to INV/ }).first();
  await tabTo(page, document);
  if (!(await document.isChecked())) await page.keyboard.press('Space');
  await expect(page.getByText('Everything is applied.')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/: applied/)).toBeVisible();
}

async function readAging(page: Page): Promise<void> {
  await goTo(page, 'a', 'Aging');
  const grid = page.getByRole('grid', { name: 'Aging by customer' });
  await expect(grid).toContainText('Tegelhuis Amstel B.V.');
  await press(page, page.getByRole('button', { name: /^As of/ }));
  await typeInto(page, page.getByLabel('Day', { exact: true }), daysAgo(60));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`as_of=${daysAgo(60)}`));
  await expect(page.getByText('Nothing is owed')).toBeVisible();
}

async function runChecks(page: Page): Promise<void> {
  await goTo(page, 'l', 'Ledger');
  await press(page, page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Checks' }));
  await expect(page.getByText('Nothing was checked yet')).toBeVisible();
  await page.keyboard.press('r');
  await expect(page.getByText('Everything holds')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Does not hold')).toHaveCount(0);
  await page.keyboard.press('c');
  await expect(page.getByText('Everything holds')).toBeVisible({ timeout: 30_000 });
}
