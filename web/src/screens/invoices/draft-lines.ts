// The lines of a draft while they are typed. An empty cell means: what the system proposes. Every change gives a new list.
import type { Option } from '../../kit/option.ts';

export type DraftLine = {
  /** Stays with the line when it moves. */
  readonly key: string;
  /** A product by SKU, or a charge code; see draft-form.ts. */
  readonly product: Option | null;
  /** Typed for a product but not found yet, or not at all. */
  readonly productText: string;
  readonly description: string;
  readonly serviceOn: string;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPrice: string;
  readonly discount: string;
  readonly orderLineNo: string;
  /** Cells whose text can't be read, with the reason; '' while it is still being typed. Such a line is neither checked nor saved. */
  readonly faults: Readonly<Partial<Record<TypedField, string>>>;
};

export type TypedField = 'serviceOn' | 'quantity' | 'unitPrice' | 'discount' | 'orderLineNo';

export type LineField = Exclude<keyof DraftLine, 'key' | 'faults'>;

let lastKey = 0;

export function emptyLine(): DraftLine {
  lastKey += 1;
  return {
    key: `line-${lastKey}`, product: null, productText: '', description: '', serviceOn: '', quantity: '', unit: '', unitPrice: '', discount: '', orderLineNo: '', faults: {},
  };
}

/** Nothing was entered in it: such a line is neither sent nor checked. */
export function isEmptyLine(line: DraftLine): boolean {
  const { key: _key, product, faults, ...texts } = line;
  return product === null && Object.keys(faults).length === 0 && Object.values(texts).every((text) => text === '');
}

/** Enough is known to price it: a line with only a quantity waits. */
export function isBillable(line: DraftLine): boolean {
  if (Object.keys(line.faults).length > 0 || isUnknownProduct(line)) return false;
  return line.product !== null || line.description !== '' || line.unitPrice !== '';
}

export function isUnknownProduct(line: DraftLine): boolean {
  return line.product === null && line.productText !== '';
}

/** Why a line can't be sent, in words; undefined for lines that can, and for empty ones, which are left out. */
export function lineProblem(line: DraftLine): string | undefined {
  if (isEmptyLine(line) || isBillable(line)) return undefined;
  if (isUnknownProduct(line)) return `No product or charge code is “${line.productText}”. Choose one from the list, or clear the cell.`;
  const reasons = Object.values(line.faults).filter((reason) => reason !== '');
  return reasons.length > 0 ? reasons.join(' ') : 'Nothing is said of what to bill. Choose a product, write a description, or remove the line.';
}

/** A cell was typed in: its value, and why its text can't be read. */
export function typeInto(line: DraftLine, field: TypedField, value: string, fault: string | undefined): Partial<DraftLine> {
  const { [field]: _before, ...others } = line.faults;
  return { [field]: value, faults: fault === undefined ? others : { ...others, [field]: fault } };
}

export function changeLine(lines: readonly DraftLine[], key: string, change: Partial<DraftLine>): DraftLine[] {
  return lines.map((line) => (line.key === key ? { ...line, ...change } : line));
}

/** Another product brings its own description, unit and price; what was typed for the one before goes. */
export function chooseProduct(lines: readonly DraftLine[], key: string, product: Option | null): DraftLine[] {
  const before = lines.find((line) => line.key === key)?.product;
  if (before?.id === product?.id) return changeLine(lines, key, { productText: '' });
  const fresh = before === null ? {} : { description: '', unit: '', unitPrice: '', discount: '' };
  return changeLine(lines, key, { product, productText: '', ...fresh });
}

export function insertLine(lines: readonly DraftLine[], at: number, line: DraftLine): DraftLine[] {
  return lines.toSpliced(at, 0, line);
}

/** The last line of all is emptied instead: a grid without a line has nothing to type into. */
export function removeLine(lines: readonly DraftLine[], key: string): DraftLine[] {
  const rest = lines.filter((line) => line.key !== key);
  return rest.length === 0 ? [emptyLine()] : rest;
}

export function moveLine(lines: readonly DraftLine[], key: string, by: -1 | 1): DraftLine[] {
  const from = lines.findIndex((line) => line.key === key);
  const to = from + by;
  const line = lines[from];
  if (line === undefined || to < 0 || to >= lines.length) return [...lines];
  return lines.toSpliced(from, 1).toSpliced(to, 0, line);
}

/** Takes over the cell above; into an empty line the whole line above. */
export function copyAbove(lines: readonly DraftLine[], key: string, field: LineField): DraftLine[] {
  const at = lines.findIndex((line) => line.key === key);
  const line = lines[at];
  const above = lines[at - 1];
  if (line === undefined || above === undefined) return [...lines];
  if (isEmptyLine(line)) return changeLine(lines, key, { ...above, key });
  if (field === 'product') return changeLine(chooseProduct(lines, key, above.product), key, { productText: above.productText });
  return changeLine(lines, key, { [field]: above[field] });
}
