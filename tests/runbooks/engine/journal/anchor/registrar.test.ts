import { hash, verify } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RegistrarOptions, registrarMethod } from '#runbooks/engine/journal/anchor/registrar.ts';
import { headsOfMessage, registrarText } from '#runbooks/engine/journal/anchor/registrar-text.ts';
import { createSigningKey, type SigningKey } from '#runbooks/engine/journal/signing-key.ts';
import { startRelay } from './local-relay.ts';

const head = { run: '2026-11-25-patch-7f3a', seq: 812, head: '5c'.repeat(32) };
const signal = new AbortController().signal;
let folder = '';
let key: SigningKey;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grundval-registrar-'));
  key = await createSigningKey(join(folder, 'key.pem'));
});
afterAll(() => rm(folder, { recursive: true }));

const options = (way: RegistrarOptions['way']): RegistrarOptions => ({
  way,
  from: 'grundval@orkelljunga.example',
  key,
  clock: () => new Date('2026-11-25T22:10:00Z'),
  timeoutSeconds: 10,
});
const smtp = (port: number, tls: 'required' | 'offered' = 'offered') =>
  options({ kind: 'smtp', relay: { host: '127.0.0.1', port, tls }, to: 'registrator@orkelljunga.example' });

/** Quoted-printable as it is received, without its soft line breaks. */
const decoded = (mail: string) =>
  mail
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

describe('a message to the registrar', () => {
  it('reaches a mail relay with the head, signed', async () => {
    const relay = await startRelay();
    const result = await registrarMethod(smtp(relay.port)).anchor(head, signal);
    await relay.close();
    expect(result).toMatchObject({
      anchor: {
        method: 'registrar',
        seq: 812,
        head: head.head,
        way: 'smtp',
        to: 'registrator@orkelljunga.example',
      },
    });
    const [mail = ''] = relay.mails;
    expect(mail).toContain('Subject: Journalhuvud 2026-11-25-patch-7f3a 812');
    expect(mail).toContain(`Message-ID: <${head.head.slice(0, 32)}@orkelljunga.example>`);
    expect(headsOfMessage(mail)).toEqual([{ seq: 812, head: head.head }]);
    const [, lines = '', signature = ''] =
      /(grundval journal anchor 1\n.*?)key [0-9a-f]{64}\nsignature (\S+)/s.exec(
        decoded(mail).replaceAll('\r\n', '\n'),
      ) ?? [];
    expect(lines).toContain('sent 2026-11-25T22:10:00.000Z\n');
    expect(verify(null, Buffer.from(lines), key.publicKey, Buffer.from(signature, 'base64'))).toBe(true);
  });

  it('names its head however the mail is folded, and once', () => {
    const lines = registrarText(head, new Date('2026-11-25T22:10:00Z'), key);
    expect(headsOfMessage(lines)).toEqual([{ seq: 812, head: head.head }]);
    fc.assert(
      fc.property(fc.array(fc.nat(lines.length), { maxLength: 40 }), (folds) => {
        const folded = folds
          .toSorted((one, other) => other - one)
          .reduce((text, at) => `${text.slice(0, at)}=\r\n${text.slice(at)}`, lines);
        expect(headsOfMessage(folded)).toContainEqual({ seq: 812, head: head.head });
      }),
    );
  });

  it('becomes a mail file in a folder, and is never written over', async () => {
    const way = { kind: 'folder', path: folder, to: 'registrator@orkelljunga.example' } as const;
    const result = await registrarMethod(options(way)).anchor(head, signal);
    if (!('anchor' in result) || result.anchor.method !== 'registrar')
      throw new Error(JSON.stringify(result));
    const name = '2026-11-25-patch-7f3a-812-20261125T221000Z.eml';
    expect(await readdir(folder)).toContain(name);
    expect(result.anchor.to).toBe(join(folder, name));
    const mail = await readFile(join(folder, name), 'latin1');
    expect(headsOfMessage(mail)).toEqual([{ seq: 812, head: head.head }]);
    const text = Buffer.from(decoded(mail.slice(mail.indexOf('\r\n\r\n') + 4)), 'latin1').toString();
    expect(hash('sha256', text.replaceAll('\r\n', '\n'), 'hex')).toBe(result.anchor.textSha256);
    expect(await registrarMethod(options(way)).anchor(head, signal)).toMatchObject({
      failure: { sv: expect.stringContaining('EEXIST') },
    });
  });

  it('is no anchor where the relay does not take it, is not there, never comes to the point, or has no TLS that is required', async () => {
    const relay = await startRelay('refuses');
    expect(await registrarMethod(smtp(relay.port)).anchor(head, signal)).toMatchObject({
      failure: { sv: expect.stringContaining('550 no such mailbox') },
    });
    expect(await registrarMethod(smtp(relay.port, 'required')).anchor(head, signal)).toMatchObject({
      failure: { en: expect.stringContaining('could not be handed') },
    });
    relay.mode = 'dribbles';
    const soon = AbortSignal.timeout(300);
    expect(await registrarMethod(smtp(relay.port)).anchor(head, soon)).toHaveProperty('failure');
    await relay.close();
    expect(relay.mails).toEqual([]);
    expect(await registrarMethod(smtp(relay.port)).anchor(head, signal)).toMatchObject({
      failure: { en: expect.stringContaining('ECONNREFUSED') },
    });
  });
});
