// An SMTP server for tests: keeps what it is sent, and refuses when told to.

import { SMTPServer } from 'smtp-server';

export type MailBox = {
  readonly url: string;
  readonly messages: string[];
  /** The code with which the next recipients are refused; null takes them. */
  refuseWith(code: number | null): void;
  close(): Promise<void>;
};

export async function openMailBox(): Promise<MailBox> {
  const messages: string[] = [];
  let refusal: number | null = null;
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false,
    onRcptTo: (_address, _session, done) => done(refusal === null ? null : Object.assign(new Error('no such mailbox'), { responseCode: refusal })),
    onData(stream, _session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        messages.push(Buffer.concat(pieces).toString('utf8'));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  return { url: `smtp://127.0.0.1:${port}`, messages, refuseWith: (code) => void (refusal = code), close: () => new Promise((resolve) => server.close(() => resolve())) };
}
