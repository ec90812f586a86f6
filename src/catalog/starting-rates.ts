// VAT rates in force in 2026: the Union, the United Kingdom and Switzerland. What a new company's tax decisions start with.
// Sources: the European Commission's "Taxes in Europe" database, HMRC and the Swiss tax administration, and the national acts of the
// latest changes (EE 2025-07-01, FI 2024-09-01 and 2026-01-01, LT 2026-01-01, RO 2025-08-01, SK 2025-01-01). Where a country has
// several reduced rates, the one with the widest range of goods is the class reduced; the others follow in furtherRates. Of rates that are older
// than ten years the first day may be later than the law's: nothing of before is billed anew.

import type { LocalDate } from '#kernel/local-date.ts';
import type { TaxClass } from './tax.ts';

type Since = readonly [rate: string, since: LocalDate];

/** Country, standard rate, reduced rate (null: it has none). */
export const startingRates: readonly (readonly [country: string, standard: Since, reduced: Since | null])[] = [
  ['AT', ['20', '2016-01-01'], ['10', '2016-01-01']], ['BE', ['21', '1996-01-01'], ['6', '1996-01-01']], ['BG', ['20', '2011-04-01'], ['9', '2011-04-01']],
  ['CH', ['8.1', '2024-01-01'], ['2.6', '2024-01-01']], ['CY', ['19', '2014-01-13'], ['5', '2014-01-13']], ['CZ', ['21', '2013-01-01'], ['12', '2024-01-01']],
  ['DE', ['19', '2021-01-01'], ['7', '2021-01-01']], ['DK', ['25', '1992-01-01'], null], ['EE', ['24', '2025-07-01'], ['9', '2009-01-01']],
  ['ES', ['21', '2012-09-01'], ['10', '2012-09-01']], ['FI', ['25.5', '2024-09-01'], ['13.5', '2026-01-01']], ['FR', ['20', '2014-01-01'], ['5.5', '2014-01-01']],
  ['GB', ['20', '2011-01-04'], ['5', '2011-01-04']], ['GR', ['24', '2016-06-01'], ['13', '2016-06-01']], ['HR', ['25', '2012-03-01'], ['13', '2014-01-01']],
  ['HU', ['27', '2012-01-01'], ['18', '2012-01-01']], ['IE', ['23', '2021-03-01'], ['13.5', '2021-03-01']], ['IT', ['22', '2013-10-01'], ['10', '2013-10-01']],
  ['LT', ['21', '2009-09-01'], ['12', '2026-01-01']], ['LU', ['17', '2024-01-01'], ['8', '2024-01-01']], ['LV', ['21', '2012-07-01'], ['12', '2012-07-01']],
  ['MT', ['18', '2004-01-01'], ['5', '2004-01-01']], ['NL', ['21', '2012-10-01'], ['9', '2019-01-01']], ['PL', ['23', '2011-01-01'], ['8', '2011-01-01']],
  ['PT', ['23', '2011-01-01'], ['6', '2011-01-01']], ['RO', ['21', '2025-08-01'], ['11', '2025-08-01']], ['SE', ['25', '1996-01-01'], ['12', '1996-01-01']],
  ['SI', ['22', '2013-07-01'], ['9.5', '2013-07-01']], ['SK', ['23', '2025-01-01'], ['19', '2025-01-01']],
];

/** Further reduced rates, by the class under which a product asks for them. */
export const furtherRates: readonly (readonly [country: string, taxClass: TaxClass, rate: string, since: LocalDate])[] = [
  ['AT', 'second_reduced', '13', '2016-01-01'], ['BE', 'second_reduced', '12', '1996-01-01'], ['CH', 'second_reduced', '3.8', '2024-01-01'], ['CY', 'second_reduced', '9', '2014-01-13'],
  ['EE', 'second_reduced', '13', '2025-01-01'], ['ES', 'super_reduced', '4', '2012-09-01'], ['FI', 'second_reduced', '10', '2013-01-01'], ['FR', 'second_reduced', '10', '2014-01-01'],
  ['FR', 'super_reduced', '2.1', '2014-01-01'], ['GR', 'second_reduced', '6', '2016-06-01'], ['HR', 'second_reduced', '5', '2014-01-01'], ['HU', 'second_reduced', '5', '2012-01-01'],
  ['IE', 'second_reduced', '9', '2021-03-01'], ['IE', 'super_reduced', '4.8', '2021-03-01'], ['IT', 'second_reduced', '5', '2016-01-01'], ['IT', 'super_reduced', '4', '2013-10-01'],
  ['LT', 'second_reduced', '5', '2009-09-01'], ['LU', 'second_reduced', '14', '2024-01-01'], ['LU', 'super_reduced', '3', '2015-01-01'], ['LV', 'second_reduced', '5', '2018-01-01'],
  ['MT', 'second_reduced', '7', '2011-01-01'], ['PL', 'second_reduced', '5', '2011-01-01'], ['PT', 'second_reduced', '13', '2012-01-01'], ['SE', 'second_reduced', '6', '1996-01-01'],
  ['SI', 'second_reduced', '5', '2020-01-01'], ['SK', 'second_reduced', '5', '2025-01-01'],
];
