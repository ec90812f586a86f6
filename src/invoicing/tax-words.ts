// Places and tax categories in words, for proofs that people read: 'NL' is the Netherlands, 'AE' is a reverse charge.

const names = new Intl.DisplayNames('en', { type: 'region' });

/** 'US-AZ' with its state; what is no country stays as it is. */
export function placeName(jurisdiction: string): string {
  const [country = '', region] = jurisdiction.split('-');
  if (!/^[A-Z]{2}$/.test(country)) return jurisdiction;
  const name = names.of(country) ?? country;
  return region === undefined ? name : `${name}-${region}`;
}

/** The categories of EN 16931. */
const categories: Readonly<Record<string, string>> = {
  S: 'standard', Z: 'zero rated', E: 'exempt', AE: 'reverse charge', K: 'within the EU', G: 'export', O: 'outside the scope',
};

export function taxCategoryName(category: string): string {
  return categories[category.trim()] ?? category;
}
