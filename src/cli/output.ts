// What commands print: lines and tables for people, one JSON value for programs, progress on standard error.

export type Screen = {
  readonly isJson: boolean;
  say(line: string): void;
  table(columns: readonly Column[], rows: readonly Record<string, unknown>[]): void;
  /** The command's answer: printed with --json; without, a command that had nothing to say says so. */
  answer(value: unknown): void;
  /** Shown on a terminal only, in place, and gone when the next line comes. */
  progress(label: string, done: number, total: number | null): void;
  warn(line: string): void;
};

export type Column = { readonly key: string; readonly title: string; readonly align?: 'end' };

type Stream = { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };

const BAR_WIDTH = 24;

export function openScreen(isJson: boolean, out: Stream, err: Stream): Screen {
  let isBarShown = false;
  let told: 'nothing' | 'no rows' | 'words' = 'nothing';
  const clear = (): void => {
    if (isBarShown) err.write('\r\u001B[2K');
    isBarShown = false;
  };
  return {
    isJson,
    say(line) {
      clear();
      told = 'words';
      if (!isJson) out.write(`${line}\n`);
    },
    table(columns, rows) {
      clear();
      if (told !== 'words') told = rows.length > 0 ? 'words' : 'no rows';
      if (!isJson && rows.length > 0) out.write(`${tableText(columns, rows)}\n`);
    },
    answer(value) {
      clear();
      if (isJson) out.write(`${JSON.stringify(value ?? null, null, 2)}\n`);
      else if (told !== 'words') out.write(told === 'nothing' ? 'Done.\n' : 'Nothing found.\n');
    },
    progress(label, done, total) {
      if (err.isTTY !== true) return;
      clear();
      err.write(barText(label, done, total).slice(0, (err.columns ?? 80) - 1));
      isBarShown = true;
    },
    warn(line) {
      clear();
      err.write(`${line}\n`);
    },
  };
}

export function tableText(columns: readonly Column[], rows: readonly Record<string, unknown>[]): string {
  const cells = rows.map((row) => columns.map(({ key }) => cellText(row[key])));
  const widths = columns.map(({ title }, index) => Math.max(title.length, ...cells.map((row) => [...(row[index] ?? '')].length)));
  const line = (row: readonly string[]): string => row.map((text, index) => pad(text, widths[index] ?? 0, columns[index]?.align)).join('  ').trimEnd();
  return [line(columns.map(({ title }) => title)), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}

/** Text from outside may hold letters that move the cursor; a terminal must not obey them. */
function cellText(value: unknown): string {
  const text = value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.replace(/\p{Cc}/gu, ' ');
}

function pad(text: string, width: number, align: 'end' | undefined): string {
  const space = ' '.repeat(Math.max(0, width - [...text].length));
  return align === 'end' ? `${space}${text}` : `${text}${space}`;
}

function barText(label: string, done: number, total: number | null): string {
  if (total === null || total === 0) return `${label}  ${done}`;
  const filled = Math.min(BAR_WIDTH, Math.floor((done / total) * BAR_WIDTH));
  return `${label}  [${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${Math.floor((done / total) * 100)} %  ${done} of ${total}`;
}
