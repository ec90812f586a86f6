// The columns of a bank's table with what stands in its first row, read in the browser so that a person can say which is which.

export type TableHead = { readonly columns: readonly string[]; readonly first: readonly string[] };

const headBytes = 65_536;
const separators = [';', ',', '\t', '|'];

export async function readTableHead(file: Blob): Promise<TableHead> {
  return tableHead(decode(new Uint8Array(await file.slice(0, headBytes).arrayBuffer())));
}

export function tableHead(text: string): TableHead {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const [header = '', first = ''] = lines;
  const separator = separators.map((sign) => ({ sign, cells: cellsOf(header, sign).length })).toSorted((a, b) => b.cells - a.cells)[0]?.sign ?? ',';
  return { columns: cellsOf(header, separator).filter((name) => name !== ''), first: cellsOf(first, separator) };
}

function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let place = 0; place < line.length; place += 1) {
    const sign = line.charAt(place);
    if (sign === '"' && isQuoted && line.charAt(place + 1) === '"') {
      cell += sign;
      place += 1;
    } else if (sign === '"') isQuoted = !isQuoted;
    else if (sign === separator && !isQuoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell.trim()];
}

/** Banks still write tables in the Windows signs of western Europe. */
function decode(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  return text.includes('\uFFFD') ? new TextDecoder('windows-1252').decode(bytes) : text;
}
