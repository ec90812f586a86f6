// Text cells: one line of visible characters that no spreadsheet would run as a formula.

import { problem, type CellReader } from './cell.ts';

const LENGTH_DEFAULT = 1000;
// The bulk of all cells: printable ASCII that starts with a letter or digit needs no closer look.
const plain = /^[A-Za-z0-9][ -~]*$/;
const lineBreaks = /[\t\r\n\v\f\u2028\u2029]+/g;
const invisible = /[\u200B\u2060\uFEFF]/g;
// Controls, lone surrogates, and the marks that turn the direction of what follows (they make a text read as another one).
const forbidden = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;

/** Line breaks and tabs become a space, invisible marks go; anything else stays as written, in Unicode form C. */
export function textReader(lengthMax: number = LENGTH_DEFAULT): CellReader {
  return (text) => {
    let clean = text;
    if (!plain.test(text)) {
      clean = visible(text);
      if (forbidden.test(clean)) return problem('import.control_character', 'the text holds a control character, or one that turns the direction of writing');
      if (isFormula(clean)) return problem('import.formula', 'the text would run as a formula when it is opened in a spreadsheet');
    }
    if (clean.length <= lengthMax) return clean;
    return problem('import.text_too_long', `the text has ${clean.length} characters; ${lengthMax} is the limit`, `Shorten the text to ${lengthMax} characters.`);
  };
}

function visible(text: string): string {
  return text.replace(lineBreaks, ' ').replace(invisible, '').trim().normalize('NFC');
}

const callAfterSign = /^[-+@]\s*[A-Z_.][A-Z0-9_.]*\s*\(/i;
const exchangeAfterSign = /^[-+@].*\|.*!/;

/** CSV injection (OWASP): = always; + - @ only before a function call or a DDE link, since phone numbers and handles start so too. */
function isFormula(text: string): boolean {
  const first = text.charCodeAt(0);
  const couldBe = first === 0x3d || first === 0x2b || first === 0x2d || first === 0x40 || first >= 0xff00;
  if (!couldBe) return false;
  // Full-width forms are taken for the plain ones by spreadsheets of East Asian locales.
  const folded = text.normalize('NFKC');
  return folded.startsWith('=') || callAfterSign.test(folded) || exchangeAfterSign.test(folded);
}
