// The code that a banking app reads to fill in a transfer (EPC069-12, "Quick Response Code: Guidelines"), and any text as a picture of a QR code.
import QRCode from 'qrcode';
import { isBic, isCreditorReference, isIban } from './bank-identifiers.ts';
import type { Currency } from '#kernel/currency.ts';

export type EpcTransfer = {
  readonly name: string;
  readonly iban: string;
  readonly bic?: string;
  readonly amount: string;
  readonly currency: Currency;
  readonly remittance: string;
};

const payloadBytesMax = 331;
const nameLengthMax = 70;
const remittanceLengthMax = 140;

/**
 * The payload of version 002, or null where the standard cannot say the payment: another currency than the euro, an amount
 * outside 0.01 to 999999999.99, an IBAN that is not one, too long a text. A code that an app refuses is worse than none.
 */
export function epcQrPayload(transfer: EpcTransfer): string | null {
  const iban = compact(transfer.iban);
  const bic = compact(transfer.bic ?? '');
  const amount = euroAmount(transfer);
  const name = oneLine(transfer.name);
  const remittance = oneLine(transfer.remittance);
  if (amount === null || !isIban(iban) || (bic !== '' && !isBic(bic))) return null;
  if (name === '' || [...remittance].length > remittanceLengthMax) return null;
  const reference = isCreditorReference(compact(remittance)) ? compact(remittance) : '';
  const lines = [
    'BCD', '002', '1' /* UTF-8 */, 'SCT', bic, [...name].slice(0, nameLengthMax).join(''), iban, `EUR${amount}`,
    '' /* purpose */, reference, reference === '' ? remittance : '',
  ];
  while (lines.at(-1) === '') lines.pop();
  const payload = lines.join('\n');
  return Buffer.byteLength(payload, 'utf8') <= payloadBytesMax ? payload : null;
}

export type QrPicture = { readonly svg: string; readonly modules: number };

/** Error correction M, as EPC069-12 asks; the quiet zone of four modules is part of the picture. */
export function qrPicture(text: string): QrPicture {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const quiet = 4;
  const side = modules.size + 2 * quiet;
  let path = '';
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      const start = column;
      while (column < modules.size && modules.get(row, column) !== 0) column += 1;
      if (column > start) path += `M${start + quiet} ${row + quiet}h${column - start}v1h${start - column}z`;
    }
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#000" d="${path}"/></svg>`;
  return { svg, modules: side };
}

function euroAmount({ amount, currency }: EpcTransfer): string | null {
  const parts = /^0*(\d{1,9})(?:\.(\d{1,2})0*)?$/.exec(amount);
  if (currency !== 'EUR' || parts === null) return null;
  const text = `${parts[1] ?? ''}.${(parts[2] ?? '').padEnd(2, '0')}`;
  return /[1-9]/.test(text) ? text : null;
}

// A line end would move every field after it into the next one.
function oneLine(text: string): string {
  return text.replace(/[\p{C}\s]+/gu, ' ').trim();
}

function compact(text: string): string {
  return text.replace(/\s/g, '').toUpperCase();
}
