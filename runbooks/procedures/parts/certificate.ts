import type { RemoteCommand } from '../../engine/transport/transport.ts';
import type { ReadStep } from '../../procedure.ts';
import { fixedScript } from './fixed-script.ts';
import { unexpectedOutput } from './unexpected-output.ts';

/** SHA-256 fingerprint of the first certificate of a file; empty where there is none. */
export function fingerprintOf(path: string): ReadStep<string> {
  return {
    command: { argv: ['openssl', 'x509', '-noout', '-fingerprint', '-sha256', '-in', path], asRoot: true },
    parse: ({ stdout, code }) => (code === 0 ? parseFingerprint(stdout) : ''),
  };
}

/** Fingerprint of the certificate that a port of the host shows. */
export function servedFingerprint(port: number, name: string): ReadStep<string> {
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

/**
 * Puts certificate and key in place, together, after having seen that they belong together and hold for a week at
 * least; what was there is kept as `.previous`. Both come on stdin, so that no list of processes shows the key.
 */
export function installCertificate(
  paths: { readonly certificate: string; readonly key: string },
  pem: { readonly certificate: string; readonly key: string },
): RemoteCommand {
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
    argv: fixedScript(script, paths.certificate, paths.key),
    stdin: new TextEncoder().encode(`${pem.certificate.trim()}\n${pem.key.trim()}\n`),
    asRoot: true,
  };
}
