// A person without a mouse: goes to a thing by Tab alone, presses it, types into it.
import { expect, type Locator, type Page } from '@playwright/test';

/** More steps than any page has: who is not there by then never arrives. */
const mostTabs = 150;

export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  await expect(target).toBeEnabled();
  for (let tabs = 0; tabs <= mostTabs; tabs += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${target.toString()}`);
}

export async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

/** What stood in the field is replaced. */
export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

/** Types, waits for the list of answers, takes the marked one. */
export async function pickByTyping(page: Page, target: Locator, text: string, takeKey: 'Enter' | 'Tab'): Promise<void> {
  await typeInto(page, target, text);
  await expect(page.getByRole('option', { name: text }).first()).toBeVisible();
  await page.keyboard.press(takeKey);
}

/** `g` and the letter of the place, from anywhere outside of a text field. */
export async function goTo(page: Page, letter: string, heading: string): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press(letter);
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
}

/** The one thing a keyboard of a test can't do is to walk through the file dialog of the system. */
export async function chooseFile(page: Page, key: string, file: { readonly name: string; readonly mimeType: string; readonly text: string }): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press(key);
  await (await chooser).setFiles({ name: file.name, mimeType: file.mimeType, buffer: Buffer.from(file.text) });
}
