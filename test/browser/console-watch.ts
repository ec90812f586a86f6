// Keeps what a page complains about: errors on its console, and exceptions nobody caught.
import type { Page } from '@playwright/test';

export function watchConsole(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    // Before anyone has signed in, asking who is signed in is answered with 401, which Chromium writes to the console.
    if (message.type() === 'error' && !(message.location().url.endsWith('/v1/session') && message.text().includes('401'))) complaints.push(`${new URL(page.url()).pathname}: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complaints.push(`${new URL(page.url()).pathname}: ${error.message}`));
  return complaints;
}
