// The reader's locale and formatters made once per shape: building an Intl formatter costs far more than using it.

let locale = typeof navigator === 'undefined' ? 'en-US' : (navigator.language || 'en-US');

const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

export function currentLocale(): string {
  return locale;
}

/** Called once the session is known, when the person has chosen a locale; all kept formatters are dropped. */
export function setLocale(next: string): void {
  locale = Intl.NumberFormat.supportedLocalesOf(next).length > 0 ? next : 'en-US';
  numberFormats.clear();
  dateFormats.clear();
}

export function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  let format = numberFormats.get(key);
  if (!format) numberFormats.set(key, format = new Intl.NumberFormat(locale, options));
  return format;
}

export function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  let format = dateFormats.get(key);
  if (!format) dateFormats.set(key, format = new Intl.DateTimeFormat(locale, options));
  return format;
}
