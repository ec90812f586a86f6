// VAT rates in force in 2026: the Union, the United Kingdom and Switzerland. What a new company's tax decisions start with.
// Sources: the tax authorities as gathered in the European Commission's "Taxes in Europe" database and the national acts of the
// latest changes (EE 2025-07-01, RO 2025-08-01, SK 2025-01-01, CZ and LU and CH 2024-01-01, FI 2024-09-01 and 2026-01-01,
// LT 2026-01-01). Where a country has several reduced rates, the one is meant that covers food or books and the widest range of goods;
// others are added as a company needs them. A rate older than 2020 begins on 2020-01-01 here: nothing earlier is billed anew.

import type { LocalDate } from '#kernel/local-date.ts';

type Since = { readonly rate: string; readonly since: LocalDate };

const old = (rate: string): Since => ({ rate, since: '2020-01-01' });
const from = (since: LocalDate, rate: string): Since => ({ rate, since });

/** Country, standard rate, reduced rate (null: it has none). */
export const startingRates: readonly (readonly [string, Since, Since | null])[] = [
  ['AT', old('20'), old('10')], ['BE', old('21'), old('6')], ['BG', old('20'), old('9')], ['CY', old('19'), old('5')], ['CZ', old('21'), from('2024-01-01', '12')],
  ['DE', from('2021-01-01', '19'), from('2021-01-01', '7')], ['DK', old('25'), null], ['EE', from('2025-07-01', '24'), old('9')], ['ES', old('21'), old('10')],
  ['FI', from('2024-09-01', '25.5'), from('2026-01-01', '13.5')], ['FR', old('20'), old('5.5')], ['GR', old('24'), old('13')], ['HR', old('25'), old('13')],
  ['HU', old('27'), old('18')], ['IE', from('2021-03-01', '23'), old('13.5')], ['IT', old('22'), old('10')], ['LT', old('21'), from('2026-01-01', '12')],
  ['LU', from('2024-01-01', '17'), from('2024-01-01', '8')], ['LV', old('21'), old('12')], ['MT', old('18'), old('5')], ['NL', old('21'), old('9')], ['PL', old('23'), old('8')],
  ['PT', old('23'), old('6')], ['RO', from('2025-08-01', '21'), from('2025-08-01', '11')], ['SE', old('25'), old('12')], ['SI', old('22'), old('9.5')],
  ['SK', from('2025-01-01', '23'), from('2025-01-01', '19')], ['GB', old('20'), old('5')], ['CH', from('2024-01-01', '8.1'), from('2024-01-01', '2.6')],
];
