// Prints what the browser must load for the first screen and for each further one, compressed, and fails over the budget.
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist');
const manifest = JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8'));

const budgetKb = { firstScript: 220, route: 60, style: 12, font: 50 };

const gzipKb = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1024;

/** The chunk and everything it imports at once; imports on demand are not followed. */
function closureOf(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) closureOf(next, seen);
  return seen;
}

const sumKb = (keys) => [...keys].reduce((sum, key) => sum + gzipKb(manifest[key].file), 0);
const entryKey = Object.keys(manifest).find((key) => manifest[key].isEntry);
const entry = closureOf(entryKey);
const routes = Object.keys(manifest)
  .filter((key) => manifest[key].isDynamicEntry)
  .map((key) => ({ key, kb: sumKb([...closureOf(key)].filter((part) => !entry.has(part))) }))
  .sort((a, b) => b.kb - a.kb);

const styles = [...new Set(Object.values(manifest).flatMap((chunk) => chunk.css ?? []))];
const fonts = Object.values(manifest).flatMap((chunk) => chunk.assets ?? []).filter((file) => /inter-latin-wght-normal.*woff2$/.test(file));

const entryKb = sumKb(entry);
const screens = routes.filter(({ key }) => key.includes('screens/'));
const lines = [
  ['first screen (today), script', entryKb + (screens.find(({ key }) => key.includes('screens/today/'))?.kb ?? Infinity), budgetKb.firstScript],
  ['style', styles.reduce((sum, file) => sum + gzipKb(file), 0), budgetKb.style],
  ['font (latin)', [...new Set(fonts)].reduce((sum, file) => sum + statSync(join(dist, file)).size / 1024, 0), budgetKb.font],
  ...routes.map(({ key, kb }) => [key.replace(/^src\//, ''), kb, budgetKb.route]),
];

console.log(`${'entry and shell, script'.padEnd(52)} ${entryKb.toFixed(1).padStart(7)} KB`);
let over = 0;
for (const [name, kb, limit] of lines) {
  const isOver = kb > limit;
  if (isOver) over += 1;
  console.log(`${name.padEnd(52)} ${kb.toFixed(1).padStart(7)} KB of ${limit}${isOver ? '  OVER' : ''}`);
}
if (over > 0) {
  console.error(`${over} over budget (gzip, level 9)`);
  process.exit(1);
}
