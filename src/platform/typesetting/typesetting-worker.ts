// One worker process with one Typst compiler: takes a document as JSON, gives back its PDF. A document's text is data, never markup.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { builtInFamilies, coverageOf, readFonts } from './fonts.ts';
import { mapTexts } from './map-texts.ts';
import { toPrintable } from './printable-text.ts';
import type { ExtraFont } from './fonts.ts';
import type { NodeError } from '@myriaddreamin/typst-ts-node-compiler';

export type TypesettingTask = {
  readonly id: number;
  readonly template: string;
  readonly data: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
};

export type TypesettingAnswer =
  | { readonly id: number; readonly pdf: Uint8Array }
  | { readonly id: number; readonly failure: string };

const extraFonts = JSON.parse(process.argv[2] ?? '[]') as readonly ExtraFont[];
const workspace = fileURLToPath(new URL('./templates', import.meta.url));
const fonts = readFonts(extraFonts);
const covers = coverageOf(fonts);
// The machine's own fonts are found too, but rank behind these, and the templates switch falling back to them off.
const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: fonts }] });
const inputs = { fonts: [...builtInFamilies, ...extraFonts.map(({ family }) => family)].join('\n') };

function typeset({ template, data, files }: TypesettingTask): Uint8Array {
  const printable = mapTexts(JSON.parse(data), (text) => toPrintable(text, covers));
  const shadows: [string, Uint8Array][] = [['/data.json', Buffer.from(JSON.stringify(printable))], ...Object.entries(files)];
  for (const [name, bytes] of shadows) compiler.mapShadow(path.join(workspace, name), Buffer.from(bytes));
  try {
    const compiled = compiler.compile({ mainFilePath: path.join(workspace, `${template}.typ`), inputs });
    const { result } = compiled;
    if (result === null) throw new Error(explain(compiled.takeError() ?? compiled.takeDiagnostics()));
    return compiler.pdf(result, { pdfStandard: 'a-3a' });
  } finally {
    for (const [name] of shadows) compiler.unmapShadow(path.join(workspace, name));
    // Keeps what the last two documents shared, the template above all; keeping more costs more time than it saves.
    compiler.evictCache(2);
  }
}

function explain(error: NodeError | null): string {
  return error === null ? 'the template could not be compiled' : JSON.stringify(compiler.fetchDiagnostics(error)).slice(0, 2000);
}

process.on('message', (task: TypesettingTask) => {
  let answer: TypesettingAnswer;
  try {
    answer = { id: task.id, pdf: typeset(task) };
  } catch (error) {
    answer = { id: task.id, failure: error instanceof Error ? error.message.slice(0, 2000) : String(error) };
  }
  // One document a turn of the event loop: native memory is only given back between turns.
  setImmediate(() => process.send?.(answer));
});

// The server is gone, by whatever death: nobody waits for this process any more.
process.on('disconnect', () => process.exit());
