import type { AzureFault, AzureSeeds } from './azure-seeds.ts';

/** What makes services answer in another way, or to others. */
export function azureServiceFaults({ named, set, idOf, roleId }: AzureSeeds): readonly AzureFault[] {
  const server = named('dbforpostgresql:Server');
  const endpoint = named('network:PrivateEndpoint');
  const gateway = named('network:ApplicationGateway');
  const firewall = named('network:WebApplicationFirewallPolicy');
  const keys = named('keyvault:Vault');
  const storage = named('storage:StorageAccount');
  const script = named('resources:AzureCliScript');
  const grant = named('resources:Deployment', 'grant-scripts-certificates');
  const record = named('privatedns:PrivateRecordSet');
  const publicRecord = named('dns:RecordSet');
  return [
    set('open to the internet', server, ['network', 'publicNetworkAccess'], 'Enabled'),
    set('a password in plain text', server, ['administratorLoginPassword'], 'Sommar2026!'),
    set('an old version', server, ['version'], '13'),
    set(
      'leads to another database',
      endpoint,
      ['privateLinkServiceConnections', 0, 'privateLinkServiceId'],
      idOf('Microsoft.DBforPostgreSQL/flexibleServers/psql-other'),
    ),
    set('old TLS', gateway, ['sslPolicy', 'policyName'], 'AppGwSslPolicy20150501'),
    set('without TLS', gateway, ['httpListeners', 0, 'protocol'], 'Http'),
    set(
      'the certificate of somebody else',
      gateway,
      ['sslCertificates', 0, 'keyVaultSecretId'],
      'https://other.vault.azure.net/secrets/cert',
    ),
    set('without TLS to the servers', gateway, ['backendHttpSettingsCollection', 0, 'protocol'], 'Http'),
    set(
      'sent to somebody else',
      gateway,
      ['backendAddressPools', 0, 'backendAddresses'],
      [{ ipAddress: '203.0.113.9' }],
    ),
    set('none where nobody asks', gateway, ['autoscaleConfiguration', 'minCapacity'], 0),
    set('only looks on', firewall, ['policySettings', 'mode'], 'Detection'),
    set('off', firewall, ['policySettings', 'state'], 'Disabled'),
    set(
      'lets one address past',
      firewall,
      ['customRules'],
      [{ name: 'me', action: 'Allow', priority: 1, ruleType: 'MatchRule', matchConditions: [] }],
    ),
    set(
      'does not look at cookies',
      firewall,
      ['managedRules', 'exclusions'],
      [{ matchVariable: 'RequestCookieNames', selector: '*' }],
    ),
    set('another issuer', script, ['environmentVariables', 3, 'value'], 'Self'),
    set('another host', script, ['environmentVariables', 2, 'value'], 'other.example'),
    set('does something else', script, ['scriptContent'], 'az keyvault secret list'),
    set('open to the internet', keys, ['properties', 'networkAcls', 'defaultAction'], 'Allow'),
    set('can be emptied', keys, ['properties', 'enablePurgeProtection'], false),
    set('old TLS', storage, ['minimumTlsVersion'], 'TLS1_0'),
    set('read by all', storage, ['allowBlobPublicAccess'], true),
    set(
      'a role over everything',
      grant,
      ['properties', 'template', 'resources', 0, 'properties', 'roleDefinitionId'],
      roleId('8e3af657-a8ff-443c-a75c-2fe8c4bcb635'),
    ),
    set(
      'for somebody else',
      grant,
      ['properties', 'template', 'resources', 0, 'properties', 'principalId'],
      '99999999-8888-7777-6666-555555555555',
    ),
    set('leads to an address of the internet', record, ['aRecords', 0, 'ipv4Address'], '203.0.113.9'),
    set('leads to an address of the internet', publicRecord, ['aRecords'], [{ ipv4Address: '203.0.113.9' }]),
  ];
}
