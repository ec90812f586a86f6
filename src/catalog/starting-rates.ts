// VAT rates in force in 2026: the Union, the United Kingdom and Switzerland. What a new company's tax decisions start with.
// Sources: the European Commission's "Taxes in Europe" database, HMRC and the Swiss tax administration, and the national acts of the
// latest changes (EE 2025-07-01, FI 2024-09-01 and 2026-01-01, LT 2026-01-01, RO 2025-08-01, SK 2025-01-01). Where a country has
// several reduced rates, one with a wide range of goods stands here; a company adds others as it needs them. Of rates that are older
// than ten years the first day may be later than the law's: nothing of before is billed anew.

import type { LocalDate } from '#kernel/local-date.ts';

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
