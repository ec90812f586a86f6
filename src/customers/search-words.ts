// How customers are found by typing: folded words, so that "munch" finds "Münchner Öl AG", and the start of a word is enough.

// Letters that no decomposition takes apart.
const letters: ReadonlyMap<string, string> = new Map([['ß', 'ss'], ['æ', 'ae'], ['œ', 'oe'], ['ø', 'o'], ['đ', 'd'], ['ð', 'd'], ['þ', 'th'], ['ł', 'l'], ['ı', 'i'], ['ħ', 'h']]);
const wordLengthMax = 60;
const wordsMax = 40;
const keyLengthMax = 200;

/** Small letters without accents: what names are sorted and compared by. */
export function foldText(text: string): string {
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return bare.replace(/[ßæœøđðþłıħ]/g, (letter) => letters.get(letter) ?? letter).slice(0, keyLengthMax).trim();
}

/** The words of a text, each once. */
export function wordsOf(text: string): string[] {
  const words = foldText(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return [...new Set(words.map((word) => word.slice(0, wordLengthMax)))].slice(0, wordsMax);
}

/** Everything a customer is found by: number, names, city, tax id, e-mail. A number is found with and without its separators. */
export function searchWords(
  identity: { readonly number: string; readonly externalId: string | null },
  facts: { readonly name: string; readonly tradeName: string | null; readonly taxId: string | null; readonly invoiceEmail: string | null; readonly billTo: { readonly city?: string | null } },
): Set<string> {
  const texts = [identity.number, identity.externalId, facts.name, facts.tradeName, facts.taxId, facts.invoiceEmail, facts.billTo.city];
  const words = new Set(texts.flatMap((text) => (text === null || text === undefined ? [] : wordsOf(text))));
  for (const code of [identity.number, identity.externalId, facts.taxId]) {
    const squeezed = code === null ? '' : wordsOf(code).join('').slice(0, wordLengthMax);
    if (squeezed !== '') words.add(squeezed);
  }
  return words;
}
