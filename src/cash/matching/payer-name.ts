// Company names as they stand on bank lines: without legal form, accents, case or signs, so that two spellings of one name are equal.

// Legal forms of the countries that banks here see most; written without dots.
const legalForms = new Set(('INC INCORPORATED CORP CORPORATION CO COMPANY LLC LLP LP PLC LTD LIMITED PTY PTE PVT '
  + 'GMBH MBH GGMBH AG KG KGAA OHG GBR UG EK EG EV SE SCE HAFTUNGSBESCHRANKT CIE '
  + 'SA SAS SASU SARL EURL SNC SCI SCA SCOP SELARL BV NV VOF CV BVBA SPRL SRL SPA SNC SAPA SL SLU SLL SAU CIA LDA '
  + 'AB AS ASA APS OY OYJ KFT ZRT SRO DOO ZOO SP OU SIA UAB AD OOD EOOD KK GK').split(' '));
const joiningWords = new Set(['AND', 'UND', 'ET', 'EN', 'Y', 'E']);

/** Upper case; umlauts written out, other accents taken off. */
export function plainText(text: string): string {
  return text.normalize('NFKC').toUpperCase()
    .replace(/Ä/g, 'AE').replace(/Ö/g, 'OE').replace(/Ü/g, 'UE').replace(/ß|ẞ/g, 'SS').replace(/Ø/g, 'OE').replace(/Æ/g, 'AE').replace(/Œ/g, 'OE').replace(/Å/g, 'AA').replace(/Ł/g, 'L')
    .normalize('NFD').replace(/\p{M}/gu, '');
}

export type PayerName = {
  /** All words, legal form included. */
  readonly full: string;
  /** Without legal form at the end: what people call the company. */
  readonly bare: string;
};

const NAME_MAX = 140;

export function payerName(text: string): PayerName {
  const joined = plainText(text.slice(0, NAME_MAX))
    // G.M.B.H., B.V., S.A.R.L.
    .replace(/(?<![A-Z])((?:[A-Z]\.){2,}[A-Z]?)(?![A-Z])/g, (dotted) => dotted.replaceAll('.', ''))
    .replace(/['’`´]/g, '');
  const words = joined.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !joiningWords.has(word)).map(sameSpelling);
  let end = words.length;
  while (end > 1 && legalForms.has(words[end - 1] ?? '')) end -= 1;
  return { full: words.join(' '), bare: words.slice(0, end).join(' ') };
}

/** Müller, Mueller and Muller are one name, as are their banks' spellings. */
function sameSpelling(word: string): string {
  return word.replace(/AE/g, 'A').replace(/OE/g, 'O').replace(/UE/g, 'U').replace(/AA/g, 'A');
}

export function trigramsOf(text: string): string[] {
  const padded = `  ${text} `;
  const grams = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at += 1) grams.add(padded.slice(at, at + 3));
  return [...grams];
}
