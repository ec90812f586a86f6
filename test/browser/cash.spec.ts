// What a cashier does beside the main job: lets a small rest off and takes that back, and pays money back with a second person.
import { expect, test, type Browser, type Page } from '@playwright/test';

import { watchConsole } from './console-watch.ts';
import { chooseFile, goTo, pickByTyping, press, tabTo, typeInto } from './keyboard.ts';
import { signIn } from './sign-in.ts';
import { bankStatementOut } from './small-company.ts';

test.describe.configure({ timeout: 300_000 });

type Money = { readonly amount: string };
type Application = { readonly number: string; readonly cash: Money; readonly tolerance: Money; readonly unapplied_on: string | null };
type Document = { readonly number: string; readonly open: Money };

const firstOf = async <Item>(page: Page, address: string): Promise<Item> => {
  const { items } = await (await page.request.get(address)).json() as { items: readonly [Item, ...Item[]] };
  expect(items.length, address).toBeGreaterThan(0);
  return items[0];
};

test('what a cheque falls short of is written off with a reason; Ctrl+Z takes all of it back', async ({ page }) => {
  const complaints = watchConsole(page);
  await signIn(page);
  const invoice = await firstOf<Document>(page, '/v1/open-documents?q=Badkamer');
  const short = lessCents(invoice.open.amount, 37);
  const receipt = await enterCheque(page, 'Badkamer', short, 'Chq 1001');
  await openReceipt(page, receipt);
  const line = page.getByRole('checkbox', { name: `Apply to ${invoice.number}` });
  await tabTo(page, line);
  await page.keyboard.press('x');
  await page.keyboard.press('Space');
  await page.keyboard.press('w');
  const foot = page.getByLabel('Left to apply');
  await expect(foot).toContainText('Everything is applied.');
  await expect(foot).toContainText('€0.37');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByLabel('Why something is let off')).toBeFocused();
  await page.keyboard.type('Rounded down by the payer.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(`${receipt}, €${grouped(short)}: applied`)).toBeVisible();
  expect(await applicationsOf(page, receipt)).toEqual([[invoice.number, short, '0.37', true]]);
  await page.keyboard.press('Control+z');
  await expect(page.getByText(`${receipt}: taken back`)).toBeVisible();
  expect(await applicationsOf(page, receipt)).toEqual([[invoice.number, short, '0.37', false]]);
  expect((await firstOf<Document>(page, `/v1/open-documents?q=${invoice.number}`)).open.amount).toBe(invoice.open.amount);
  expect(complaints).toEqual([]);
});

test('Esc throws no half-typed cheque away without asking', async ({ page }) => {
  await signIn(page);
  await goTo(page, 'p', 'Receipts & matching');
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Enter receipts' });
  const amount = dialog.getByLabel('Amount');
  await expect(amount).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press('c');
  await expect(amount).toBeFocused();
  await page.keyboard.type('12.34');
  await page.keyboard.press('Escape');
  await expect(dialog.getByRole('alert')).toContainText('What you typed is not recorded.');
  await page.keyboard.press('Escape');
  await expect(amount).toBeFocused();
  await expect(amount).toHaveValue('12.34');
  await page.keyboard.press('Escape');
  await press(page, dialog.getByRole('button', { name: 'Leave it' }));
  await expect(dialog).toHaveCount(0);
});

test('one person asks to pay money back, another one decides', async ({ page, browser }) => {
  const complaints = watchConsole(page);
  await signIn(page);
  const receipt = await enterCheque(page, 'Vloeren', '61.50', 'Chq 1002');
  await openReceipt(page, receipt);
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', { name: 'Pay money back' });
  await typeInto(page, dialog.getByLabel('To', { exact: true }), 'NL02ABNA0123456789');
  await typeInto(page, dialog.getByLabel('Reason'), 'Paid twice, asked for it back.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('€61.50 waits for a second person to approve')).toBeVisible();
  await page.goto('/receipts?view=refunds');
  await expect(page.getByRole('grid', { name: 'Refunds' })).toContainText('Waits for a second person');
  await expect(page.getByText('You asked for it: another person who may approve refunds decides.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0);

  const second = await invited(page, browser);
  await press(second, second.getByRole('main').getByRole('link', { name: /Refunds to approve/ }));
  const refunds = second.getByRole('grid', { name: 'Refunds' });
  await expect(refunds).toContainText(receipt);
  await second.keyboard.press('a');
  await expect(second.getByText('€61.50 is paid back')).toBeVisible();
  await expect(refunds).toContainText('Bo de Vries');
  await expect(refunds).toContainText('Paid');
  await second.context().close();
  expect(complaints).toEqual([]);
});

test('lines that went out are booked together, to an account found by its name and never to one that others keep', async ({ page }) => {
  const complaints = watchConsole(page);
  await signIn(page);
  await goTo(page, 'k', 'Bank statements');
  await page.keyboard.press('c');
  const upload = page.getByRole('dialog', { name: 'Upload a bank statement' });
  await tabTo(page, upload.getByLabel('File'));
  await chooseFile(page, 'Space', { name: 'KN-2.xml', mimeType: 'application/xml', text: bankStatementOut() });
  await press(page, upload.getByRole('button', { name: 'Bring it in' }));
  await expect(page.getByRole('main').getByText('Done', { exact: true }).first()).toBeVisible({ timeout: 30_000 });
  await page.goto('/bank-statements?view=to_clarify');
  const lines = page.getByRole('grid', { name: 'Bank lines' });
  await expect(lines).toContainText('Kantoor Huur B.V.');
  await tabTo(page, lines);
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText('2 selected');
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: '2 lines are no receipts' });
  const account = dialog.getByRole('combobox', { name: 'Account', exact: true });
  await typeInto(page, account, '1200');
  await expect(page.getByText('Accounts receivable')).toHaveCount(0);
  await pickByTyping(page, account, 'Bad debts', 'Enter');
  await typeInto(page, dialog.getByLabel('Reason'), 'Rent, until it has an account of its own.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('2 lines, -€900.00: booked')).toBeVisible();
  await expect(page.getByText('No line here')).toBeVisible();
  expect(complaints).toEqual([]);
});

/** Typed into the form for cheques; answers with the number that the receipt has got. */
async function enterCheque(page: Page, customer: string, amount: string, reference: string): Promise<string> {
  await goTo(page, 'p', 'Receipts & matching');
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Enter receipts' });
  await typeInto(page, dialog.getByLabel('Amount'), amount);
  await pickByTyping(page, dialog.getByRole('combobox', { name: 'Customer', exact: true }), customer, 'Enter');
  await typeInto(page, dialog.getByLabel('Reference'), reference);
  await page.keyboard.press('Control+Enter');
  const number = await dialog.getByRole('link', { name: /^RCP-/ }).innerText();
  await press(page, dialog.getByRole('button', { name: 'Done' }));
  return number;
}

async function openReceipt(page: Page, number: string): Promise<void> {
  await page.goto(`/receipts?view=all&find=${number}`);
  const list = page.getByRole('grid', { name: 'Receipts' });
  await expect(list).toContainText(number);
  await tabTo(page, list);
  await page.keyboard.press('o');
  await expect(page.getByRole('region', { name: 'Payment', exact: true })).toContainText(number);
}

/** Somebody with the right to approve, in a browser of their own. */
async function invited(page: Page, browser: Browser): Promise<Page> {
  await page.goto('/settings?section=people');
  await expect(page.getByRole('button', { name: 'Invite' })).toBeVisible();
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Invite someone' });
  await typeInto(page, dialog.getByLabel('Name'), 'Bo de Vries');
  await typeInto(page, dialog.getByLabel('E-mail'), 'bo@keramiek.example');
  await dialog.getByLabel('Role').selectOption({ label: 'Billing manager' });
  await page.keyboard.press('Control+Enter');
  const link = await page.getByRole('dialog', { name: 'Link for Bo de Vries' }).getByRole('textbox').inputValue();
  const other = await (await browser.newContext()).newPage();
  await other.goto(link);
  await typeInto(other, other.getByRole('textbox', { name: 'Password' }), 'nog een lange zin als wachtwoord');
  await other.keyboard.press('Enter');
  await expect(other.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();
  return other;
}

async function applicationsOf(page: Page, number: string): Promise<unknown[][]> {
  const { receipt_id: id } = await firstOf<{ receipt_id: string }>(page, `/v1/receipts?q=${number}`);
  const { applications } = await (await page.request.get(`/v1/receipts/${id}`)).json() as { applications: readonly Application[] };
  return applications.map(({ number: document, cash, tolerance, unapplied_on: takenBack }) => [document, cash.amount, tolerance.amount, takenBack === null]);
}

function lessCents(amount: string, cents: number): string {
  const minor = (BigInt(amount.replace('.', '')) - BigInt(cents)).toString().padStart(3, '0');
  return `${minor.slice(0, -2)}.${minor.slice(-2)}`;
}

/** As a British reader writes it. */
function grouped(amount: string): string {
  const [whole = '0', fraction = '00'] = amount.split('.');
  return `${BigInt(whole).toLocaleString('en-GB')}.${fraction}`;
}
