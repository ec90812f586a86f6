// Reads XML as a stream and hands over one part at a time as a small tree, so that a message of any size needs little memory.
// Entities cannot be declared: a document type is refused, so nothing expands and nothing outside the file is read.
import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { refuse } from '#kernel/refusal.ts';
import { refuseKnownBinary } from './sniff-text.ts';
import type { RefusalCode } from '#kernel/refusal.ts';

export type XmlNode = {
  // Without its namespace prefix.
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  readonly line: number;
  readonly text: string;
};

export type XmlEvents = {
  // An element outside any part. Whether its children are the parts to collect is the answer.
  open(name: string, attributes: Readonly<Record<string, string>>, line: number): 'walk' | 'collect children';
  // One child of a collected element: as a tree, and as it stands in the file.
  part(node: XmlNode, source: string): void;
  close(name: string): void;
};

export type XmlReader = { push(bytes: Uint8Array): void; finish(): void };

type Failure = { readonly damaged: RefusalCode; readonly incomplete: RefusalCode };

// No message of the trade nests deeper or has a longer text in one element.
const depthMax = 100;
const textLengthMax = 1024 * 1024;
const partNodesMax = 2_000_000;

export function openXmlReader(events: XmlEvents, failure: Failure): XmlReader {
  const source = openSource();
  const walk = openWalk(events, source, failure);
  const parser = new SaxesParser({ xmlns: false, position: true });
  let isEnding = false;
  parser.on('error', (error) => {
    const reason = error.message.replace(/^\d+:\d+:\s*/, '');
    if (isEnding) refuse(failure.incomplete, `The XML ends before its elements are closed: ${reason}`, { row: parser.line });
    refuse(failure.damaged, `The XML is not well-formed: ${reason}`, { row: parser.line });
  });
  parser.on('doctype', () => refuse(failure.damaged, 'The XML declares a document type, which no statement has.', { row: parser.line }));
  parser.on('opentag', (tag) => walk.open(tag.name, tag.attributes, parser.line, parser.position));
  parser.on('closetag', (tag) => walk.close(tag.name, parser.position));
  parser.on('text', (text) => walk.text(text, parser.line));
  parser.on('cdata', (text) => walk.text(text, parser.line));
  const decode = openXmlDecoder(failure);
  const write = (text: string): void => {
    source.add(text);
    parser.write(text);
  };
  return {
    push: (bytes) => write(decode(bytes, false)),
    finish() {
      write(decode(new Uint8Array(0), true));
      isEnding = true;
      parser.close();
    },
  };
}

type Source = { add(text: string): void; open(tagEnd: number): void; close(end: number): string };

// Keeps the text of the open part, from its first character on, over as many chunks as it takes.
function openSource(): Source {
  let before = '';
  let chunk = '';
  let chunkStart = 0;
  let partStart = -1;
  return {
    add(text) {
      // Outside a part the text from the last tag on is kept: a tag may begin in one chunk and end in a later one.
      const from = partStart === -1 ? chunk.lastIndexOf('<') : partStart - chunkStart;
      before = from >= 0 ? chunk.slice(from) : before + chunk;
      chunkStart += chunk.length;
      chunk = text;
    },
    open(tagEnd) {
      const inChunk = chunk.lastIndexOf('<', tagEnd - chunkStart - 1);
      if (inChunk !== -1) {
        partStart = chunkStart + inChunk;
        return;
      }
      partStart = chunkStart - before.length;
    },
    close(end) {
      const part = partStart >= chunkStart ? chunk.slice(partStart - chunkStart, end - chunkStart) : before + chunk.slice(0, end - chunkStart);
      partStart = -1;
      return part;
    },
  };
}

// Most elements have no children: they share one empty list, which halves what the collector has to do.
const noChildren: XmlNode[] = [];

type OpenNode = { name: string; attributes: Readonly<Record<string, string>>; children: XmlNode[]; line: number; text: string };

function openWalk(events: XmlEvents, source: Source, failure: Failure) {
  const collecting: boolean[] = [];
  const open: OpenNode[] = [];
  let nodeCount = 0;
  return {
    open(name: string, attributes: Record<string, string>, line: number, position: number): void {
      if (collecting.length + open.length >= depthMax) refuse(failure.damaged, `The XML nests deeper than ${depthMax} elements.`, { row: line });
      if (open.length === 0) {
        if (collecting.at(-1) !== true) {
          collecting.push(events.open(localName(name), attributes, line) === 'collect children');
          return;
        }
        source.open(position);
        nodeCount = 0;
      }
      nodeCount += 1;
      if (nodeCount > partNodesMax) refuse(failure.damaged, `One part of the message has more than ${partNodesMax} elements.`, { row: line });
      open.push({ name: localName(name), attributes, children: noChildren, line, text: '' });
    },
    text(text: string, line: number): void {
      const node = open.at(-1);
      if (node === undefined || node.children.length > 0) return;
      node.text += text;
      if (node.text.length > textLengthMax) refuse(failure.damaged, `An element has more than ${textLengthMax} characters.`, { row: line, field: node.name });
    },
    close(name: string, position: number): void {
      const node = open.pop();
      if (node === undefined) {
        collecting.pop();
        events.close(localName(name));
        return;
      }
      if (node.children.length > 0) node.text = '';
      const parent = open.at(-1);
      if (parent === undefined) events.part(node, source.close(position));
      else if (parent.children === noChildren) parent.children = [node];
      else parent.children.push(node);
    },
  };
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

// Enough to hold an XML declaration, which names the encoding.
const declarationBytes = 200;

// XML 1.0, appendix F: the byte order mark, else the encoding that the declaration names, else UTF-8.
function openXmlDecoder(failure: Failure): (bytes: Uint8Array, isLast: boolean) => string {
  let decoder: TextDecoder | null = null;
  let held: Uint8Array = new Uint8Array(0);
  return (bytes, isLast) => {
    const ready = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    held = new Uint8Array(0);
    if (decoder === null) {
      if (ready.length < declarationBytes && !isLast) {
        held = ready;
        return '';
      }
      if (ready.length === 0) refuse('file.empty', 'The file is empty.');
      refuseKnownBinary(ready);
      decoder = decoderFor(xmlEncoding(ready));
    }
    try {
      return decoder.decode(ready, { stream: !isLast });
    } catch {
      if (isLast) refuse(failure.incomplete, 'The file ends in the middle of a character.');
      return refuse('file.encoding', `The file is not in the encoding that it names, ${decoder.encoding}.`);
    }
  };
}

export function xmlEncoding(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const head = Buffer.from(bytes.subarray(0, declarationBytes)).toString('latin1');
  return /^(?:\xef\xbb\xbf)?<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1] ?? 'utf-8';
}

function decoderFor(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    return refuse('file.encoding', 'The XML names an encoding that is not known.', { value: encoding });
  }
}

// The first child of each name in turn.
export function childOf(node: XmlNode | undefined, ...path: readonly string[]): XmlNode | undefined {
  let at = node;
  for (const name of path) {
    if (at === undefined) return undefined;
    let found: XmlNode | undefined;
    for (const child of at.children) {
      if (child.name !== name) continue;
      found = child;
      break;
    }
    at = found;
  }
  return at;
}

export function textOf(node: XmlNode | undefined, ...path: readonly string[]): string {
  return childOf(node, ...path)?.text.trim() ?? '';
}

export function childrenOf(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  return node?.children.filter((child) => child.name === name) ?? noChildren;
}
