import { execFile, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { derTag, writeDer, writeInteger } from '#runbooks/engine/journal/anchor/der.ts';

const execute = promisify(execFile);

/** Is there an openssl that can be a timestamp authority? */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** A timestamp authority of OpenSSL on this computer, with a root of its own. */
export interface LocalAuthority {
  readonly url: string;
  /** PEM of the root. */
  readonly root: string;
  readonly rootPath: string;
  /** What the next requests get instead of a stamp. */
  answer: ((request: Buffer) => Promise<{ readonly status: number; readonly body: Buffer }>) | null;
  /** A stamp over a request, as it would be answered. */
  stamp(request: Buffer): Promise<Buffer>;
  /** The same content signed by another certificate of the same root: one for web servers, or one that has expired. */
  resign(content: Buffer, by: 'web' | 'expired' | 'signer'): Promise<Buffer>;
  close(): Promise<void>;
}

const config = (folder: string) => `
[req]
distinguished_name = name
prompt = no
[name]
CN = unused
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[middle]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[signer]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[expired]
basicConstraints = critical, CA:false
extendedKeyUsage = critical, timeStamping
[web]
basicConstraints = critical, CA:false
extendedKeyUsage = serverAuth
[tsa]
default_tsa = tsa1
[tsa1]
serial = ${folder}/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = no
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`;

/** Starts one. Its signer is issued by an authority between it and the root, so that the chain is a chain. */
export async function startAuthority(folder: string, kind: 'ec' | 'rsa'): Promise<LocalAuthority> {
  const at = (name: string) => join(folder, name);
  const run = (...args: readonly string[]) => execute('openssl', args, { cwd: folder });
  await writeFile(at('openssl.cnf'), config(folder));
  await writeFile(at('serial'), '01\n');
  const algorithm =
    kind === 'ec'
      ? ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']
      : ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'];
  for (const name of ['root', 'middle', 'signer', 'web', 'expired'])
    await run('genpkey', ...algorithm, '-out', at(`${name}.key`));
  const issue = async (name: string, issuer: string | null, days = '30') => {
    const subject = ['-subj', `/O=Prov/CN=${name}`, '-config', at('openssl.cnf')];
    await run('req', '-new', '-key', at(`${name}.key`), ...subject, '-out', at(`${name}.csr`));
    const signing =
      issuer === null
        ? ['-signkey', at(`${name}.key`)]
        : ['-CA', at(`${issuer}.pem`), '-CAkey', at(`${issuer}.key`), '-CAcreateserial'];
    const extensions = ['-extfile', at('openssl.cnf'), '-extensions', name];
    await run(
      'x509',
      '-req',
      '-in',
      at(`${name}.csr`),
      ...signing,
      ...extensions,
      '-days',
      days,
      '-out',
      at(`${name}.pem`),
    );
  };
  await issue('root', null);
  await issue('middle', 'root');
  await issue('signer', 'middle');
  await issue('web', 'middle');
  await issue('expired', 'middle', '-1');

  const stamp = async (request: Buffer): Promise<Buffer> => {
    const name = at(randomUUID());
    await writeFile(`${name}.tsq`, request);
    await run(
      'ts',
      '-reply',
      '-config',
      at('openssl.cnf'),
      '-section',
      'tsa1',
      '-queryfile',
      `${name}.tsq`,
      '-signer',
      at('signer.pem'),
      '-inkey',
      at('signer.key'),
      '-chain',
      at('middle.pem'),
      '-out',
      `${name}.tsr`,
    );
    return readFile(`${name}.tsr`);
  };

  const resign = async (content: Buffer, by: string): Promise<Buffer> => {
    const name = at(randomUUID());
    await writeFile(name, content);
    const type = ['-binary', '-nodetach', '-cades', '-econtent_type', '1.2.840.113549.1.9.16.1.4'];
    const signer = ['-signer', at(`${by}.pem`), '-inkey', at(`${by}.key`), '-certfile', at('middle.pem')];
    await run(
      'cms',
      '-sign',
      '-in',
      name,
      ...type,
      ...signer,
      '-md',
      'sha256',
      '-outform',
      'DER',
      '-out',
      `${name}.cms`,
    );
    const granted = writeDer(derTag.sequence, writeInteger(Buffer.from([0])));
    return writeDer(derTag.sequence, granted, await readFile(`${name}.cms`));
  };

  let authority: LocalAuthority;
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const isQuery = request.headers['content-type'] === 'application/timestamp-query';
      const reply =
        authority.answer?.(body) ?? stamp(body).then((stamped) => ({ status: 200, body: stamped }));
      const { status, body: answered } = isQuery ? await reply : { status: 415, body: Buffer.alloc(0) };
      response.writeHead(status, { 'content-type': 'application/timestamp-reply' }).end(answered);
    })().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  authority = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`,
    root: await readFile(at('root.pem'), 'utf8'),
    rootPath: at('root.pem'),
    answer: null,
    stamp,
    resign,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return authority;
}
