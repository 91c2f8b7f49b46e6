import type { CertificateMeaning } from '#model/platform/meaning.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import { certificateScript, vaultIssuers } from '../certificate-script.ts';
import { keyOf, listAt, textAt } from './look.ts';
import type { ResourceIndex } from './resource-index.ts';

const issuers = ['public', 'internal'] as const;

/** Certificates: scripts that ask a vault that is there, word for word as ours do. */
export function readCertificates(index: ResourceIndex): readonly CertificateMeaning[] {
  const vaults = new Set(
    index.ofType('azure-native:keyvault:Vault').map(({ inputs }) => inputs['vaultName']),
  );
  return index
    .ofType('azure-native:resources:AzureCliScript')
    .flatMap((script): readonly CertificateMeaning[] => {
      const key = keyOf(script, 'certificate');
      const host = variable(script, 'HOST_NAME');
      if (key === null || host === null || script.inputs['scriptContent'] !== certificateScript) return [];
      if (!vaults.has(variable(script, 'VAULT') ?? '')) return [];
      const issuer = issuers.find((each) => vaultIssuers[each] === variable(script, 'ISSUER'));
      if (issuer === undefined) return [];
      return [
        {
          key: `${host} ${key.split(' ').slice(1).join(' ')}`,
          resources: [script.name],
          host,
          issuer,
        },
      ];
    });
}

function variable({ inputs }: RenderedResource, name: string): string | null {
  const found = listAt(inputs, 'environmentVariables').find((each) => textAt(each, 'name') === name);
  return textAt(found, 'value');
}
