// What is usual in a country, proposed for a new company and changed in its settings: time zone, language of documents, paper.

export type PlaceDefaults = { readonly timeZone: string; readonly language: string; readonly page: 'a4' | 'us-letter' };

/** The zone of the seat of government where a country has several. */
const zones: Readonly<Record<string, string>> = {
  AE: 'Asia/Dubai', AR: 'America/Argentina/Buenos_Aires', AT: 'Europe/Vienna', AU: 'Australia/Sydney', BE: 'Europe/Brussels', BG: 'Europe/Sofia', BR: 'America/Sao_Paulo',
  CA: 'America/Toronto', CH: 'Europe/Zurich', CL: 'America/Santiago', CN: 'Asia/Shanghai', CO: 'America/Bogota', CY: 'Asia/Nicosia', CZ: 'Europe/Prague', DE: 'Europe/Berlin',
  DK: 'Europe/Copenhagen', EE: 'Europe/Tallinn', ES: 'Europe/Madrid', FI: 'Europe/Helsinki', FR: 'Europe/Paris', GB: 'Europe/London', GR: 'Europe/Athens', HK: 'Asia/Hong_Kong',
  HR: 'Europe/Zagreb', HU: 'Europe/Budapest', IE: 'Europe/Dublin', IL: 'Asia/Jerusalem', IN: 'Asia/Kolkata', IS: 'Atlantic/Reykjavik', IT: 'Europe/Rome', JP: 'Asia/Tokyo',
  KR: 'Asia/Seoul', KW: 'Asia/Kuwait', LI: 'Europe/Vaduz', LT: 'Europe/Vilnius', LU: 'Europe/Luxembourg', LV: 'Europe/Riga', MT: 'Europe/Malta', MX: 'America/Mexico_City',
  NL: 'Europe/Amsterdam', NO: 'Europe/Oslo', NZ: 'Pacific/Auckland', PL: 'Europe/Warsaw', PT: 'Europe/Lisbon', RO: 'Europe/Bucharest', RS: 'Europe/Belgrade', SA: 'Asia/Riyadh',
  SE: 'Europe/Stockholm', SG: 'Asia/Singapore', SI: 'Europe/Ljubljana', SK: 'Europe/Bratislava', TR: 'Europe/Istanbul', UA: 'Europe/Kyiv', US: 'America/New_York', ZA: 'Africa/Johannesburg',
};

/** Languages in which documents can be set. */
const languages: Readonly<Record<string, string>> = {
  AR: 'es', AT: 'de', CH: 'de', CL: 'es', CO: 'es', DE: 'de', ES: 'es', FR: 'fr', LI: 'de', LU: 'fr', MX: 'es',
};

const letterCountries = new Set(['CA', 'CL', 'CO', 'MX', 'US']);

export function placeDefaults(country: string): PlaceDefaults {
  return { timeZone: zones[country] ?? 'UTC', language: languages[country] ?? 'en', page: letterCountries.has(country) ? 'us-letter' : 'a4' };
}
