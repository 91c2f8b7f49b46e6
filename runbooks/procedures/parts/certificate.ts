import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import type { RemoteCommand } from '../../engine/transport/transport.ts';
import type { ChangeStep, ReadStep } from '../../procedure.ts';
import { fixedScript } from './fixed-script.ts';
import { said } from './said.ts';
import { unexpectedOutput } from './unexpected-output.ts';

const Path = z.string().regex(/^\/[^\0]+$/, 'an absolute path');
const path = {
  sv: 'en sökväg från roten, som `/etc/ssl/webb.pem`',
  en: 'a path from the root, such as `/etc/ssl/web.pem`',
};

/** A certificate with its key, where they go and where it is seen. */
export const newCertificate = {
  certificatePath: Path.meta(
    said({
      sv: 'Filen med certifikatet på servern',
      en: 'The file with the certificate on the server',
      expected: path,
    }),
  ),
  keyPath: Path.meta(
    said({ sv: 'Filen med nyckeln på servern', en: 'The file with the key on the server', expected: path }),
  ),
  certificate: z
    .string()
    .regex(/BEGIN CERTIFICATE/, 'a certificate as PEM')
    .meta(
      said({
        sv: 'Nytt certifikat med kedja, PEM',
        en: 'New certificate with its chain, PEM',
        contentMediaType: 'application/x-pem-file',
        expected: {
          sv: 'text som har en rad med `BEGIN CERTIFICATE`',
          en: 'text with a line with `BEGIN CERTIFICATE`',
        },
      }),
    ),
  key: z
    .string()
    .regex(/PRIVATE KEY/, 'a key as PEM')
    .meta({ secret: true })
    .meta(
      said({
        sv: 'Ny nyckel, PEM',
        en: 'New key, PEM',
        expected: { sv: 'text som har en rad med `PRIVATE KEY`', en: 'text with a line with `PRIVATE KEY`' },
      }),
    ),
  port: z
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .meta(
      said({
        sv: 'Porten där det nya certifikatet ska synas',
        en: 'Port that the new certificate is to be seen on',
      }),
    ),
};
type NewCertificate = z.infer<z.ZodObject<typeof newCertificate>>;

/** SHA-256 fingerprint of the first certificate of a file; empty where there is none. */
export function fingerprintOf(path: string): ReadStep<string> {
  return {
    command: { argv: ['openssl', 'x509', '-noout', '-fingerprint', '-sha256', '-in', path], asRoot: true },
    parse: ({ stdout, code }) => (code === 0 ? parseFingerprint(stdout) : ''),
  };
}

/** What a certificate is for, and its fingerprint. */
export function describeCertificate(pem: string): { readonly name: string; readonly fingerprint: string } {
  const { subject, subjectAltName, fingerprint256 } = new X509Certificate(pem);
  return {
    name: /DNS:([^,]+)/.exec(subjectAltName ?? '')?.[1] ?? /CN=(.+)/.exec(subject)?.[1] ?? subject,
    fingerprint: parseFingerprint(`sha256 Fingerprint=${fingerprint256}`),
  };
}

/** Fingerprint of the certificate that a port of the host shows. */
function servedFingerprint(port: number, name: string): ReadStep<string> {
  return {
    command: {
      argv: fixedScript(
        'openssl s_client -connect "127.0.0.1:$1" -servername "$2" </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256',
        String(port),
        name,
      ),
    },
    parse: ({ stdout, code }) => (code === 0 ? parseFingerprint(stdout) : ''),
  };
}

/** Reads `sha256 Fingerprint=AB:CD:…` as 64 hexadecimal digits. */
export function parseFingerprint(stdout: string): string {
  const [, found] = /^sha256 Fingerprint=([0-9A-F:]{95})$/im.exec(stdout) ?? [];
  if (found === undefined)
    throw unexpectedOutput('openssl x509 -fingerprint', stdout, 'a SHA-256 fingerprint');
  return found.replaceAll(':', '').toLowerCase();
}

/** Does the port of the host, or where none is given the file, show this certificate? */
export function shows({ certificatePath, certificate, port }: NewCertificate): ReadStep<boolean> {
  const { name, fingerprint } = describeCertificate(certificate);
  const seen = port === undefined ? fingerprintOf(certificatePath) : servedFingerprint(port, name);
  return { ...seen, parse: (output) => seen.parse(output) === fingerprint };
}

/**
 * Puts certificate and key in place, together, after having seen that they belong together and hold for a week at
 * least; what was there is kept as `.previous`. Both come on stdin, so that no list of processes shows the key.
 */
export function installStep(params: NewCertificate): ChangeStep {
  return {
    command: installCommand(params),
    timeoutSeconds: 60,
    probe: shows({ ...params, port: undefined }),
    undo: {
      sv: 'Lägg tillbaka filerna som slutar på .previous',
      en: 'Put the files that end in .previous back',
    },
  };
}

function installCommand({ certificatePath, keyPath, certificate, key }: NewCertificate): RemoteCommand {
  const script = `set -eu
umask 077
trap 'rm -f "$2.bundle"' EXIT
cat >"$2.bundle"
awk '/-----BEGIN CERTIFICATE-----/,/-----END CERTIFICATE-----/' "$2.bundle" >"$1.new"
awk '/-----BEGIN .*PRIVATE KEY-----/,/-----END .*PRIVATE KEY-----/' "$2.bundle" >"$2.new"
openssl x509 -noout -checkend 604800 -in "$1.new"
[ "$(openssl x509 -noout -pubkey -in "$1.new")" = "$(openssl pkey -pubout -in "$2.new")" ]
chmod 644 "$1.new"
for file in "$1" "$2"; do
  if [ -e "$file" ]; then
    cp -p "$file" "$file.previous"
    chown --reference="$file" "$file.new"
    chmod --reference="$file" "$file.new"
  fi
done
mv "$2.new" "$2"
mv "$1.new" "$1"`;
  return {
    argv: fixedScript(script, certificatePath, keyPath),
    stdin: new TextEncoder().encode(`${certificate.trim()}\n${key.trim()}\n`),
    asRoot: true,
  };
}
