import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A certificate authority in a folder, which lives for a test. */
export interface Authority {
  readonly folder: string;
  /** Its certificate alone. */
  readonly certificate: string;
  /** Issues a certificate; gives the paths of certificate and key. */
  issue(name: string, subject: string, options?: IssueOptions): Promise<IssuedCertificate>;
  revoke(certificate: IssuedCertificate): Promise<void>;
  /** Certificate and a list of revoked certificates, in one file. */
  writeTrust(path: string): Promise<void>;
}

interface IssueOptions {
  readonly use?: 'clientAuth' | 'serverAuth';
  readonly expired?: boolean;
}

export interface IssuedCertificate {
  readonly certificate: string;
  readonly key: string;
}

const settings = `[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
serial = serial
crlnumber = crlnumber
certificate = ca.pem
private_key = ca.key
default_md = sha256
default_days = 2
default_crl_days = 2
unique_subject = no
preserve = yes
policy = any
[any]
countryName = optional
organizationName = optional
organizationalUnitName = optional
commonName = optional
[clientAuth]
extendedKeyUsage = clientAuth
[serverAuth]
extendedKeyUsage = serverAuth
[req]
distinguished_name = none
[none]
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
`;

/** Makes an authority with openssl. */
export async function createAuthority(folder: string): Promise<Authority> {
  await mkdir(folder, { recursive: true });
  const openssl = (...args: readonly string[]) => run('openssl', args, { cwd: folder });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-config', 'ca.cnf'];
  await writeFile(join(folder, 'ca.cnf'), settings);
  await writeFile(join(folder, 'index.txt'), '');
  await writeFile(join(folder, 'serial'), '01\n');
  await writeFile(join(folder, 'crlnumber'), '01\n');
  await openssl(
    ...['req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2'],
    ...['-subj', '/C=SE/O=Kommunen/CN=Utfardare', '-extensions', 'root'],
  );
  const certificate = join(folder, 'ca.pem');
  return {
    folder,
    certificate,
    async issue(name, subject, { use = 'clientAuth', expired = false } = {}) {
      await openssl(
        ...['req', '-new', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', subject],
      );
      await openssl(
        ...['ca', '-batch', '-config', 'ca.cnf', '-in', `${name}.csr`, '-out', `${name}.pem`, '-notext'],
        ...['-extensions', use],
        ...(expired ? ['-startdate', '20200101000000Z', '-enddate', '20200201000000Z'] : []),
      );
      return { certificate: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
    },
    async revoke(issued) {
      await openssl('ca', '-config', 'ca.cnf', '-revoke', issued.certificate);
    },
    async writeTrust(path) {
      await openssl('ca', '-config', 'ca.cnf', '-gencrl', '-out', 'crl.pem');
      const parts = await Promise.all([readFile(certificate), readFile(join(folder, 'crl.pem'))]);
      await writeFile(path, Buffer.concat(parts));
    },
  };
}
