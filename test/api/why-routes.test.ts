// Every Why? of the workbench leads to a route that answers with a proof.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { assembly } from '#server/assembly.ts';

const folder = path.join(import.meta.dirname, '..', '..', 'web', 'src');

type Asked = { readonly file: string; readonly address: string };

/** The addresses that the code hands to Why and to openProof, with {} for what it fills in. */
function proofsAsked(): Asked[] {
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !/kit\/(why|proof-store)\./.test(name));
  return files.flatMap((name) => {
    const text = fs.readFileSync(path.join(folder, name), 'utf8');
    const uses = [...text.matchAll(/<Why\b[^>]*?\bproof=\{(?:withQuery\()?`([^`]+)`/g), ...text.matchAll(/openProof\(\{[^`]*?path: `([^`]+)`/g)];
    const expected = text.split(/<Why\b|openProof\(/).length - 1;
    assert.equal(uses.length, expected, `${name}: a Why? whose address this test can't read`);
    return uses.map((use) => ({ file: name, address: (use[1] ?? '').replaceAll(/\$\{[^}]+\}/g, '{}') }));
  });
}

test('every Why? leads to a route that answers with a proof', () => {
  const asked = proofsAsked();
  assert.ok(asked.length >= 6, `${asked.length} found`);
  for (const { file, address } of asked) {
    const [wanted, query] = address.split('?');
    const route = assembly.routes.find((candidate) => candidate.method === 'GET' && candidate.path.replaceAll(/\{\w+\}/g, '{}') === wanted);
    assert.ok(route !== undefined, `${file}: there is no GET ${address}`);
    assert.ok(route.answer !== 'bytes' && ['label', 'children'].every((field) => route.answer instanceof z.ZodObject && field in route.answer.shape), `${file}: ${route.operation} answers no proof`);
    const fields = route.query instanceof z.ZodObject ? Object.keys(route.query.shape) : [];
    for (const name of new URLSearchParams(query).keys()) assert.ok(fields.includes(name), `${file}: ${route.operation} takes no ${name}`);
  }
});
