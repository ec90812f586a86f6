// Finds a Chromium for the browser tests; as root on a Debian-like system it installs one, otherwise it says in one line what to install.
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'google-chrome-beta', 'chrome', 'microsoft-edge', 'msedge'];
const places = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/opt/google/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS',
  '/Applications/Chromium.app/Contents/MacOS',
  'C:\\Program Files\\Google\\Chrome\\Application',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application',
];
const fileNames = [...names, 'Google Chrome', 'Chromium', 'chrome.exe', 'msedge.exe'];
const whatToInstall = 'The browser tests need Chromium: install it (Debian and Ubuntu: apt-get install chromium fonts-liberation) or set CHROMIUM_PATH to a Chrome or Chromium.';

/** The path of a browser that starts; null, after saying what to do, where none can be had. */
export function ensureChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given !== undefined && given !== '') {
    if (starts(given)) return given;
    return fail(`CHROMIUM_PATH names ${given}, which does not start as a browser.`);
  }
  return find() ?? (mayInstall() && install() ? find() : null) ?? fail(whatToInstall);
}

function find() {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''), ...places];
  const seen = new Set();
  for (const path of folders.flatMap((folder) => fileNames.map((name) => join(folder, name)))) {
    if (!existsSync(path) || seen.has(realpathSync(path))) continue;
    seen.add(realpathSync(path));
    // A name alone proves nothing: Ubuntu's chromium-browser package is a script that asks for snap.
    if (starts(path)) return path;
  }
  return null;
}

function starts(path) {
  // Edge and Chrome on Windows open a window instead of printing their version.
  if (process.platform === 'win32') return existsSync(path);
  const answer = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 });
  return answer.status === 0 && /\d+\.\d+\.\d+/.test(answer.stdout);
}

function mayInstall() {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
}

function install() {
  process.stderr.write('No Chromium was found: installing it from the packages of this system …\n');
  const options = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const steps = [['update'], ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation']];
  return steps.every((step) => spawnSync('apt-get', step, options).status === 0);
}

function fail(reason) {
  process.stderr.write(`${reason}\n`);
  return null;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = ensureChromium();
  if (path === null) process.exitCode = 1;
  else process.stdout.write(`${path}\n`);
}
