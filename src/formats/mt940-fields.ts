// SWIFT text messages cut into their tagged fields, whatever a bank puts around them.
import { refuse } from '#kernel/refusal.ts';

export type SwiftField = { readonly tag: string; readonly line: number; readonly lines: readonly string[] };

const fieldStart = /^:([0-9]{2}[A-Z]?|NS|940|942):(.*)$/;
// Blocks 1, 2 and 4 of a message as it travels: {1:F01...}{2:I940...}{4:
const blockStart = /^(?:\{[0-9]:[^{}]*\})*\{4:/;
// "-" alone ends a message; it may carry the end of the block, or a control character of the line.
const messageEnd = /^-(?:\}.*)?$/;

// The longest field, :86:, has six lines of 65 characters by the standard; banks exceed that, but not by this much.
const fieldLinesMax = 500;
const lineLengthLimit = 10_000;

export function* swiftFields(text: string): Generator<SwiftField> {
  let field: { tag: string; line: number; lines: string[] } | null = null;
  let lineNumber = 0;
  for (const raw of linesOf(text)) {
    lineNumber += 1;
    if (raw.length > lineLengthLimit) refuse('bank_file.damaged', `A line has more than ${lineLengthLimit} characters.`, { row: lineNumber });
    // Start and end of text (0x01 to 0x03) frame the messages of some banks.
    const line = raw.replace(controls, '').replace(blockStart, '');
    const start = fieldStart.exec(line);
    if (start !== null) {
      if (field !== null) yield field;
      field = { tag: start[1] ?? '', line: lineNumber, lines: [start[2] ?? ''] };
    } else if (messageEnd.test(line.trimEnd())) {
      if (field !== null) yield field;
      // What follows until the next field is the envelope of the next message.
      field = null;
    } else if (field !== null && line.trim() !== '') {
      if (field.lines.length >= fieldLinesMax) refuse('bank_file.damaged', `Field :${field.tag}: has more than ${fieldLinesMax} lines.`, { row: lineNumber });
      field.lines.push(line);
    }
  }
  if (field !== null) yield field;
}

const controls = /[\u0000-\u0008\u000e-\u001f]/g;

function* linesOf(text: string): Generator<string> {
  const lineBreak = /\r\n|\n|\r/g;
  let from = 0;
  for (let match = lineBreak.exec(text); match !== null; match = lineBreak.exec(text)) {
    yield text.slice(from, match.index);
    from = match.index + match[0].length;
  }
  if (from < text.length) yield text.slice(from);
}

// SWIFT lines hold 65 characters; a line that is full was cut there, within a word or between two, and nobody can tell which.
const lineLengthMax = 65;

export function joinSwiftLines(lines: readonly string[]): string {
  let text = '';
  lines.forEach((line, index) => {
    const before = lines[index - 1];
    text += before === undefined || before.length >= lineLengthMax ? line : `\n${line}`;
  });
  return text;
}
