// Configuration: what is not set has its default, what is wrong is named, lists are read.

import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readConfig } from './config.ts';

const font = (weight: string): string => fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${weight}.ttf`));

test('fonts are read as names and files', () => {
  const [regular, bold] = [font('400Regular/Inter_400Regular'), font('600SemiBold/Inter_600SemiBold')];
  assert.deepEqual(readConfig({}).fonts, []);
  assert.deepEqual(readConfig({ FONTS: `One=${regular}; Two=${path.relative('.', bold)}` }).fonts, [{ family: 'One', file: regular }, { family: 'Two', file: bold }]);
});

test('the address of the server is kept without the slash that its links begin with', () => {
  assert.equal(readConfig({ BASE_URL: 'https://billing.example.com:8443/' }).baseUrl, 'https://billing.example.com:8443');
  for (const odd of ['HTTPS://Billing.example.com', 'https://billing.example.com\r', 'https://billing.example.com/ ', 'https://billing.example.com:443']) assert.equal(readConfig({ BASE_URL: odd }).baseUrl, 'https://billing.example.com', JSON.stringify(odd));
});

const wrong = {
  PORT: ['70000', 'none', '1.5'], BASE_URL: ['billing.example.com', 'ftp://billing.example.com', 'https://example.com/billing'],
  MAIL_FROM: ['billing', 'Billing <billing>'], SMTP_URL: ['mail.example'], SECRET_KEY: ['short'], UPLOAD_MAX_MB: ['0', 'much'],
  FONTS: ['/fonts/jp.ttf', 'Nowhere=/fonts/nowhere.ttf', `No font=${import.meta.filename}`], PG_BIN: [import.meta.dirname],
  LOG_LEVEL: ['loud'], TRUST_PROXY: ['yes'], DATABASE_URL: ['mysql://localhost/books'],
};
for (const [name, values] of Object.entries(wrong)) {
  for (const value of values) test(`${name}=${path.basename(value)} is wrong and named`, () => assert.throws(() => readConfig({ [name]: value }), new RegExp(`^Error: ${name}: `)));
}

test('who sends mails is an address, or a name and an address', () => {
  for (const from of ['billing@localhost', '<billing@example.com>', 'Ink & Paper <billing@example.com>']) assert.equal(readConfig({ MAIL_FROM: from }).mailFrom, from);
});
