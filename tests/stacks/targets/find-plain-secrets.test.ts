import { describe, expect, it } from 'vitest';
import type { RenderedResource } from '#model/platform/rendering.ts';
import { findPlainSecrets } from '#stacks/targets/find-plain-secrets.ts';

function pathsOf(inputs: RenderedResource['inputs'], type = 'any:module:Kind'): readonly string[] {
  const resource = { name: 'ett', type, inputs, holdsData: false, dependsOn: [] };
  return findPlainSecrets([resource]).map(({ path }) => path);
}

describe('a secret in plain text is found', () => {
  it.each([
    [{ properties: { osProfile: { adminPassword: 'Sommar2026!' } } }, 'properties.osProfile.adminPassword'],
    [{ spec: { env: [{ connectionString: 'Host=db;Password=hemligt1' }] } }, 'spec.env.0.connectionString'],
    [{ data: { key: '-----BEGIN RSA PRIVATE KEY-----\nabc' } }, 'data.key'],
    [{ spec: { url: 'postgres://app:hemligt@db/app' } }, 'spec.url'],
    [{ userData: '#cloud-config\npassword: Sommar2026' }, 'userData'],
    [{ apiToken: 'A1b2C3d4E5' }, 'apiToken'],
  ])('in %j', (inputs, path) => {
    expect(pathsOf(inputs)).toEqual([path]);
  });

  it('in the data of a Secret, whatever the field is called', () => {
    expect(pathsOf({ stringData: { losen: 'x' } }, 'kubernetes:core/v1:Secret')).toEqual([
      'stringData.losen',
    ]);
  });
});

describe('what only says where a secret is kept is none', () => {
  it.each([
    { osProfile: { adminPassword: { $secret: 'treserva-app' } } },
    { spec: { backend: { secretName: 'treserva-tls' } } },
    { spec: { credential: { name: 'valv' } } },
    { sslCertificates: [{ keyVaultSecretId: 'https://valv.vault.azure.net/secrets/treserva' }] },
    { spec: { superuserSecret: { name: 'treserva-db-superuser' } } },
    { tokenSecretRef: 'grundval-token' },
    { password: '' },
  ])('%j', (inputs) => {
    expect(pathsOf(inputs)).toEqual([]);
  });
});
