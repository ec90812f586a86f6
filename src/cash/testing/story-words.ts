// Number series and the ways in which payers write numbers, rightly and wrongly.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Chance } from './chance.ts';

/** 'running': one number after another, as most sellers do; 'scattered': far apart, one form per country. */
export function numberSeries(chance: Chance, kind: 'running' | 'scattered'): (country: string, issuedOn: LocalDate) => string {
  const used = new Set<string>();
  const digits = (count: number): string => Array.from({ length: count }, () => chance.below(10)).join('');
  let running = 1_200 + chance.below(5_000);
  return (country, issuedOn) => {
    if (kind === 'running') return `INV-${issuedOn.slice(0, 4)}-${String((running += 1)).padStart(5, '0')}`;
    for (;;) {
      const year = issuedOn.slice(0, 4);
      const number = { DE: `RE${year}${digits(6)}`, US: `INV-${digits(7)}`, GB: `${year}/${digits(5)}`, FR: `FA${digits(7)}`, NL: `${year}${digits(7)}` }[country] ?? `R${digits(8)}`;
      if (!used.has(number)) {
        used.add(number);
        return number;
      }
    }
  };
}

const before: Readonly<Record<string, readonly string[]>> = {
  DE: ['', 'Rechnung ', 'Rg.Nr. ', 'RNr ', 'Beleg '], US: ['', 'Invoice ', 'INV ', 'Ref ', 'Inv# '], GB: ['', 'INVOICE ', 'Inv no ', 'REF: '], FR: ['', 'Facture ', 'FACT ', 'Réf '], NL: ['', 'Factuur ', 'factuurnr ', 'Betreft '],
};

export function wordsBefore(chance: Chance, country: string): string {
  return chance.pick(before[country] ?? ['']);
}

export function listNumbers(chance: Chance, numbers: readonly string[]): string {
  return numbers.join(chance.pick([', ', ' ', '; ', ' / ', ' und ', ' + ']));
}

export function misspell(chance: Chance, number: string): string {
  const places = [...number].flatMap((char, at) => (/[0-9]/.test(char) ? [at] : []));
  const at = chance.pick(places);
  const rest = number.slice(at + 1);
  switch (chance.weighted([['swap', 25], ['drop', 20], ['replace', 25], ['letter', 15], ['join', 15]])) {
    case 'swap': return /^[0-9]/.test(rest) ? number.slice(0, at) + rest.slice(0, 1) + (number[at] ?? '') + rest.slice(1) : number;
    case 'drop': return number.slice(0, at) + rest;
    case 'replace': return number.slice(0, at) + String((Number(number[at]) + 1 + chance.below(8)) % 10) + rest;
    case 'letter': return number.replace('0', 'O');
    default: return number.replace(/[^A-Z0-9]/g, '');
  }
}
