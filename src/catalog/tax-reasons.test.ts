// The reasons of tax decisions in other languages: none is missing, and what was filled in is carried over.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reasons } from './tax.ts';
import { taxReasonIn } from './tax-reasons.ts';

for (const [name, reason] of Object.entries(reasons)) {
  const english = typeof reason === 'string' ? reason : reason('US-CA', 'E-77 (b)');
  test(`${name} has words in German, French and Spanish`, () => {
    assert.equal(taxReasonIn(english, 'en'), english);
    for (const language of ['de', 'fr', 'es']) assert.notEqual(taxReasonIn(english, language), english, language);
  });
}

for (const [reason, language, expected] of [
  [reasons.certificate('embassy', 'E-77 (b)'), 'de', 'Steuerfrei: embassy (Bescheinigung E-77 (b)).'],
  [reasons.notRegistered('US-CA'), 'es', 'No se repercute impuesto: el vendedor no está registrado a efectos fiscales en US-CA.'],
  [reasons.reverseCharge, 'de', 'Steuerschuldnerschaft des Leistungsempfängers.'],
  ['As a person wrote it', 'de', 'As a person wrote it'], [reasons.exempt, 'nl', reasons.exempt],
] as const) test(`"${reason}" in ${language}`, () => assert.equal(taxReasonIn(reason, language), expected));
