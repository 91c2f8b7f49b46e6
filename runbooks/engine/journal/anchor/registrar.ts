import { hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Text } from '#model/format/text.ts';
import type { SigningKey } from '../signing-key.ts';
import type { Anchor, AnchoredHead, AnchorMethod } from './anchor.ts';
import { registrarText } from './registrar-text.ts';

/** The mail relay of the organisation. */
export interface SmtpRelay {
  readonly host: string;
  readonly port: number;
  /** `required`: nothing is sent in the clear; `offered`: where the relay has it. */
  readonly tls: 'required' | 'offered';
  /** PEM of the authority behind an inner relay's certificate; the system's where left out. */
  readonly certificate?: string;
}

/** How the registrar is reached. */
export interface RegistrarOptions {
  readonly way:
    | { readonly kind: 'smtp'; readonly relay: SmtpRelay; readonly to: string }
    /** A folder that the operators can write to and not change in: each message becomes a file. */
    | { readonly kind: 'folder'; readonly path: string; readonly to: string };
  readonly from: string;
  readonly key: SigningKey;
  readonly clock: () => Date;
  readonly timeoutSeconds: number;
}

/** A signed message with the head to the registrar, who files it. */
export function registrarMethod(options: RegistrarOptions): AnchorMethod {
  return {
    name: 'registrar',
    async anchor(head, signal) {
      const sentAt = options.clock();
      const text = registrarText(head, sentAt, options.key);
      const message = {
        from: options.from,
        to: options.way.to,
        subject: `Journalhuvud ${head.run} ${head.seq}`,
        text,
        // Its lines stand in the mail as they are, so a filed copy can be searched for them.
        textEncoding: 'quoted-printable',
        messageId: `<${head.head.slice(0, 32)}@${domainOf(options.from)}>`,
        date: sentAt,
      } as const;
      try {
        const { way } = options;
        const to =
          way.kind === 'smtp' ? await mail(message, way, options, signal) : await file(message, way, head);
        return { anchor: describe(head, message.messageId, { way: way.kind, to, text }) };
      } catch (error) {
        return { failure: failureOf(options, error) };
      }
    },
  };
}

type Message = Readonly<Record<'from' | 'to' | 'subject' | 'text' | 'messageId', string>> & {
  readonly textEncoding: 'quoted-printable';
  readonly date: Date;
};
type Way<Kind extends string> = Extract<RegistrarOptions['way'], { readonly kind: Kind }>;

async function mail(
  message: Message,
  { relay, to }: Way<'smtp'>,
  options: RegistrarOptions,
  signal: AbortSignal,
): Promise<string> {
  const milliseconds = options.timeoutSeconds * 1000;
  const transport = createTransport({
    host: relay.host,
    port: relay.port,
    requireTLS: relay.tls === 'required',
    tls: relay.certificate === undefined ? {} : { ca: relay.certificate },
    connectionTimeout: milliseconds,
    greetingTimeout: milliseconds,
    socketTimeout: milliseconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    // Its own limits are of silence; the signal ends a relay that always says a little more.
    await transport.sendMail({ ...message, signal });
  } finally {
    transport.close();
  }
  return to;
}

/** Written as a new file only: a message that is there is never written over. */
async function file(message: Message, { path }: Way<'folder'>, { run, seq }: AnchoredHead): Promise<string> {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message: bytes } = await composer.sendMail(message);
  // With its time: a head whose entry was not written in time is told once more.
  const time = message.date.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const to = join(path, `${run.replaceAll(/[^\w.-]/g, '_')}-${seq}-${time}.eml`);
  const target = await open(to, 'wx', 0o644);
  await target
    .writeFile(bytes as Buffer)
    .then(() => target.sync())
    .finally(() => target.close());
  return to;
}

function describe(
  { seq, head }: AnchoredHead,
  messageId: string,
  { way, to, text }: { readonly way: 'smtp' | 'folder'; readonly to: string; readonly text: string },
): Anchor {
  return { method: 'registrar', seq, head, way, to, messageId, textSha256: hash('sha256', text, 'hex') };
}

const domainOf = (address: string): string =>
  address.slice(address.lastIndexOf('@') + 1).replaceAll(/[<>\s]/g, '');

function failureOf({ way }: RegistrarOptions, error: unknown): Text {
  const why = error instanceof Error ? error.message : String(error);
  return way.kind === 'smtp'
    ? {
        sv: `Meddelandet till ${way.to} kunde inte lämnas till ${way.relay.host}:${way.relay.port} (${why}).`,
        en: `The message to ${way.to} could not be handed to ${way.relay.host}:${way.relay.port} (${why}).`,
      }
    : {
        sv: `Meddelandet kunde inte skrivas i ${way.path} (${why}).`,
        en: `The message could not be written to ${way.path} (${why}).`,
      };
}
