// Browser tests run against a real server on a fresh data directory, in the Chromium of the system, light and dark.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { defineConfig } from '@playwright/test';

const port = Number(process.env['BROWSER_TEST_PORT'] ?? 4397);
const dataDirectory = process.env['BROWSER_TEST_DATA'] ?? fs.mkdtempSync(path.join(os.tmpdir(), 'counterfoil-browser-'));
fs.chmodSync(dataDirectory, 0o755);
// The workers of the test run read the configuration again and must find the same place.
process.env['BROWSER_TEST_DATA'] = dataDirectory;
const program = path.join(import.meta.dirname, '..', '..', 'bin', 'counterfoil.mjs');

export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: path.join(import.meta.dirname, '..', '..', 'test-results'),
  workers: 2,
  fullyParallel: true,
  // The main job makes the company in which the others then look and work.
  projects: [
    { name: 'main-job', testMatch: 'main-job.spec.ts' },
    { name: 'axe', testMatch: 'axe.spec.ts', dependencies: ['main-job'] },
    { name: 'cash', testMatch: 'cash.spec.ts', dependencies: ['main-job'] },
    { name: 'past-days', testMatch: 'past-days.spec.ts', dependencies: ['main-job'] },
  ],
  timeout: 120_000,
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Amsterdam',
    trace: 'retain-on-failure',
    // The policy of the pages forbids injected scripts; only axe needs one.
    bypassCSP: true,
    launchOptions: {
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  webServer: {
    command: `"${process.execPath}" "${program}" serve --data-dir "${dataDirectory}"`,
    url: `http://localhost:${port}/health`,
    env: { PORT: String(port), LOG_LEVEL: 'error' },
    timeout: 60_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
  },
});
