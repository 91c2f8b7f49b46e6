import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Meaning, MeaningDifference } from '#model/platform/meaning.ts';
import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';
import { azureTarget } from '#stacks/targets/azure/index.ts';
import { compareMeanings } from '#stacks/targets/compare-meanings.ts';
import { plannedMeaning } from '#stacks/targets/planned-meaning.ts';
import { arbitraryPlatform } from '../../../builders/arbitrary-platform.ts';
import { declareEverything, type RenderedSlice, renderAzure, renderOrkelljunga } from './render-azure.ts';

function differencesOf(
  { slice, renderings, resources }: RenderedSlice,
  changed: readonly RenderedResource[] = resources,
): readonly MeaningDifference[] {
  return compareMeanings(
    plannedMeaning(slice),
    azureTarget.readMeaning(changed, slice.plan),
    renderings.flatMap(({ unsupported }) => unsupported),
  );
}

describe('readMeaning', () => {
  it('reads Örkelljunga back as it is planned', async () => {
    expect(differencesOf(await renderOrkelljunga())).toEqual([]);
  });

  it('reads one of everything back as it is planned', () => {
    expect(differencesOf(renderAzure(declareEverything(), { site: 'moln' }))).toEqual([]);
  });

  it('reads any platform back as it is planned, in any environment, whole or a site of it', () => {
    fc.assert(
      fc.property(
        arbitraryPlatform(),
        fc.constantFrom('produktion', 'test'),
        fc.constantFrom(null, 'moln'),
        (declaration, environment, site) => {
          expect(differencesOf(renderAzure(declaration, { environment, site }))).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('does not take a balancer of another port for the public address of a name', () => {
    const declaration = declareEverything();
    const [check] = declaration.services.flatMap(({ checks }) => checks);
    const services = declaration.services.map((service) => {
      const [server] = service.servers;
      const [flow] = service.flows;
      if (service.id !== 'post' || server === undefined || flow === undefined || check === undefined) {
        return service;
      }
      // Both groups answer to the name on 443; the internet reaches one of them there, and the other for mail.
      return {
        ...service,
        servers: [server, { ...server, role: 'webb' }],
        flows: [
          ...service.flows,
          { ...flow, to: 'webb', port: 443 },
          { ...flow, from: 'zone:publik', to: 'grind', port: 443 },
        ],
        checks: [{ ...check, url: 'https://post.exempel.example/' }],
      };
    });
    const rendered = renderAzure({ ...declaration, services });
    expect(rendered.slice.names.some(({ host }) => host === 'post.exempel.example')).toBe(true);
    expect(differencesOf(rendered)).toEqual([]);
  });

  it('needs no resource to be in any order', () => {
    const rendered = renderAzure(declareEverything(), { site: 'moln' });
    expect(differencesOf(rendered, rendered.resources.toReversed())).toEqual([]);
  });
});

describe('a change that is seen', () => {
  const rendered = renderAzure(declareEverything(), { site: 'moln' });
  type Change = (resource: RenderedResource) => RenderedResource | null;
  const set =
    (path: string, value: JsonValue): Change =>
    (resource) => ({ ...resource, inputs: setAt(resource.inputs, path.split('.'), value) });
  const drop: Change = () => null;
  const release: Change = (resource) => ({ ...resource, holdsData: false });

  const cases: readonly [
    what: string,
    which: RegExp,
    change: Change,
    part: keyof Meaning,
    kind: string,
    field: string | null,
  ][] = [
    ['another port', /db-tcp-5432.*-in$/, set('destinationPortRange', '5433'), 'flows', 'missing', null],
    ['every port', /db-tcp-5432.*-in$/, set('destinationPortRange', '*'), 'flows', 'extra', null],
    ['a priority that shadows', /nsg-adm-close-all-in/, set('priority', 100), 'flows', 'missing', null],
    ['a rule after those that close', /db-tcp-5432.*-in$/, set('priority', 4097), 'flows', 'missing', null],
    ['a rule that is gone', /db-tcp-5432.*-out$/, drop, 'flows', 'missing', null],
    ['a rule that closes no longer', /nsg-adm-close-all-out/, drop, 'zones', 'changed', 'defaultClosed'],
    [
      'a rule that opens all',
      /nsg-adm-close-all-in/,
      set('access', 'Allow'),
      'zones',
      'changed',
      'defaultClosed',
    ],
    ['zones let into the internet', /nsg-adm-close-zones-in-ipv4/, drop, 'flows', 'missing', null],
    ['a zone let into the internet', /nsg-adm-close-zones-out-ipv6/, drop, 'flows', 'extra', null],
    [
      'a fence that nothing needs today',
      /nsg-publik-close-zones-in-ipv4/,
      drop,
      'zones',
      'changed',
      'defaultClosed',
    ],
    [
      'a subnet without rules',
      /^snet-adm$/,
      set('networkSecurityGroup', {}),
      'zones',
      'changed',
      'defaultClosed',
    ],
    ['a widened network', /^snet-adm$/, set('addressPrefixes.0', '10.0.0.0/16'), 'zones', 'changed', 'ipv4'],
    ['IPv6 that is gone', /^snet-adm$/, set('addressPrefixes', ['10.0.1.0/24']), 'zones', 'changed', 'ipv6'],
    [
      'a group that lost a server',
      /nic-arkiv-app-1/,
      set('ipConfigurations.0.applicationSecurityGroups', []),
      'flows',
      'missing',
      null,
    ],
    ['a balancer that is gone', /^lb-post-grind/, drop, 'flows', 'missing', null],
    ['a way out that is gone', /^snet-adm$/, set('natGateway', {}), 'flows', 'missing', null],
    [
      'a gateway that passes on elsewhere',
      /^agw-/,
      set('backendHttpSettingsCollection.0.port', 8080),
      'flows',
      'missing',
      null,
    ],
    [
      'another zone',
      /nic-arkiv-app-1/,
      set('ipConfigurations.0.subnet.id', idOf('snet-publik')),
      'servers',
      'changed',
      'zone',
    ],
    [
      'another address',
      /nic-arkiv-app-1/,
      set('ipConfigurations.0.privateIPAddress', '10.0.1.99'),
      'servers',
      'changed',
      'ipv4',
    ],
    [
      'an address that may change',
      /nic-arkiv-app-1/,
      set('ipConfigurations.0', dynamicAddress()),
      'servers',
      'changed',
      'ipv4',
    ],
    [
      'IPv6 lost by a server',
      /nic-arkiv-app-1/,
      (each) => ({
        ...each,
        inputs: { ...each.inputs, ipConfigurations: firstOf(each.inputs['ipConfigurations']) },
      }),
      'servers',
      'changed',
      'ipv6',
    ],
    [
      'a smaller machine',
      /^vm-arkiv-app-1$/,
      set('hardwareProfile.vmSize', 'Standard_B1s'),
      'servers',
      'changed',
      'vcpus',
    ],
    [
      'another image',
      /^vm-arkiv-app-1$/,
      set('storageProfile.imageReference.id', imageId('debian-13')),
      'servers',
      'changed',
      'image',
    ],
    [
      'another name',
      /^vm-arkiv-app-1$/,
      set('osProfile.computerName', 'annan'),
      'servers',
      'changed',
      'computerName',
    ],
    [
      'an availability zone that is gone',
      /^vm-arkiv-app-1$/,
      set('zones', []),
      'servers',
      'changed',
      'failureDomain',
    ],
    [
      'another availability zone',
      /^vm-arkiv-app-1$/,
      (each) => ({ ...each, inputs: { ...each.inputs, zones: otherZone(each.inputs['zones']) } }),
      'servers',
      'changed',
      'failureDomain',
    ],
    [
      'peers that may stand together',
      /^vm-arkiv-app-1$/,
      set('virtualMachineScaleSet', {}),
      'servers',
      'changed',
      'antiAffinity',
    ],
    ['a machine that is gone', /^vm-arkiv-app-1$/, drop, 'servers', 'missing', null],
    ['a disk that is not protected', /^disk-arkiv-app-1-data/, release, 'disks', 'changed', 'holdsData'],
    [
      'a disk that goes with its machine',
      /^vm-arkiv-app-1$/,
      set('storageProfile.dataDisks.0.deleteOption', 'Delete'),
      'disks',
      'changed',
      'holdsData',
    ],
    ['a smaller disk', /^disk-arkiv-app-1-data/, set('diskSizeGB', 1), 'disks', 'changed', 'sizeGib'],
    [
      'a disk that is not attached',
      /^vm-arkiv-app-1$/,
      set('storageProfile.dataDisks', []),
      'disks',
      'missing',
      null,
    ],
    ['a database that is not protected', /^psql-arkiv-db-1/, release, 'databases', 'changed', 'holdsData'],
    ['an older database', /^psql-arkiv-db-1/, set('version', '13'), 'databases', 'changed', 'cycle'],
    [
      'a standby that is gone',
      /^psql-arkiv-db-1/,
      set('highAvailability.mode', 'Disabled'),
      'databases',
      'changed',
      'replicas',
    ],
    ['a reader that is gone', /^psql-arkiv-db-3/, drop, 'databases', 'changed', 'replicas'],
    ['a name that is gone', /^private-www/, drop, 'names', 'missing', null],
    [
      'a name that leads elsewhere',
      /^private-www.*-a$/,
      set('aRecords.0.ipv4Address', '198.51.100.1'),
      'names',
      'changed',
      'groups',
    ],
    ['a public name that is gone', /^public-www.*-a$/, drop, 'names', 'changed', 'exposure'],
    ['a certificate that is gone', /^issue-/, drop, 'certificates', 'missing', null],
    [
      'another issuer',
      /^issue-.*www/,
      set('environmentVariables.3.value', 'Unknown'),
      'certificates',
      'changed',
      'issuer',
    ],
    ['another script', /^issue-.*www/, set('scriptContent', 'true'), 'certificates', 'missing', null],
    ['a vault that is gone', /^kv-/, drop, 'certificates', 'missing', null],
    [
      'a firewall that lets through',
      /^waf-webb/,
      set('policySettings.mode', 'Detection'),
      'eServices',
      'changed',
      'hosts',
    ],
    ['a firewall that is gone', /^waf-webb/, drop, 'eServices', 'missing', null],
    ['fewer containers', /^ca-webb/, set('template.scale.minReplicas', 0), 'eServices', 'changed', 'scaling'],
    [
      'a copy that is rarer',
      /^pol-arkiv-app$/,
      set('properties.schedulePolicy.hourlySchedule.interval', 12),
      'backups',
      'changed',
      'everySeconds',
    ],
    [
      'a copy for part of the day',
      /^pol-arkiv-app$/,
      set('properties.schedulePolicy.hourlySchedule.scheduleWindowDuration', 4),
      'backups',
      'changed',
      'everySeconds',
    ],
    [
      'a shorter retention',
      /^pol-arkiv-app$/,
      set('properties.retentionPolicy.dailySchedule.retentionDuration.count', 7),
      'backups',
      'changed',
      'keepSeconds',
    ],
    [
      'a shorter retention in weeks',
      /^pol-post-grind$/,
      set('properties.retentionPolicy.weeklySchedule.retentionDuration.count', 1),
      'backups',
      'changed',
      'keepSeconds',
    ],
    [
      'a vault that can be emptied',
      /^rsv-isolated/,
      set('properties.securitySettings.immutabilitySettings.state', 'Unlocked'),
      'backups',
      'changed',
      'isolatedCopy',
    ],
    [
      'a vault without soft delete',
      /^rsv-isolated/,
      set('properties.securitySettings.softDeleteSettings.softDeleteState', 'Disabled'),
      'backups',
      'changed',
      'isolatedCopy',
    ],
    [
      'a vault in one hall',
      /^rsv-isolated/,
      set('properties.redundancySettings.standardTierStorageRedundancy', 'LocallyRedundant'),
      'backups',
      'changed',
      'isolatedCopy',
    ],
    ['a server that is not copied', /^backup-arkiv-app-1$/, drop, 'backups', 'changed', 'servers'],
    [
      'a disk that is not copied',
      /^backup-arkiv-app-1$/,
      set('properties.extendedProperties', { diskExclusionProperties: {} }),
      'backups',
      'changed',
      'servers',
    ],
    [
      'copies of a database kept shorter',
      /^psql-arkiv-db-1/,
      set('backup.backupRetentionDays', 7),
      'backups',
      'changed',
      'keepSeconds',
    ],
    [
      'copies in a vault kept shorter',
      /^pol-arkiv-db$/,
      set('properties.policyRules.1.lifecycles.0.deleteAfter.duration', 'P30D'),
      'backups',
      'changed',
      'keepSeconds',
    ],
    ['a database that is in no vault', /^backup-arkiv-db$/, drop, 'backups', 'changed', 'isolatedCopy'],
    [
      'an alarm that is off',
      /^alert-availability-arkiv$/,
      set('enabled', false),
      'monitoring',
      'changed',
      'availabilityPercent',
    ],
    [
      'an alarm that nobody hears',
      /^ag-arkiv$/,
      set('armRoleReceivers', []),
      'monitoring',
      'changed',
      'availabilityPercent',
    ],
    [
      'an alarm about copies that is gone',
      /^alert-backup-arkiv$/,
      drop,
      'monitoring',
      'changed',
      'backupAlarmAfterSeconds',
    ],
    ['a check that is gone', /^wt-webb/, drop, 'monitoring', 'changed', 'checks'],
    [
      'another check',
      /^cm-arkiv$/,
      set('testConfigurations.0.httpConfiguration.path', '/'),
      'monitoring',
      'changed',
      'checks',
    ],
    ['logs that go nowhere', /^dcra-arkiv-app-1$/, drop, 'monitoring', 'changed', 'logsKept'],
    [
      'logs of a database that go nowhere',
      /^diag-psql-arkiv-db-1/,
      drop,
      'monitoring',
      'changed',
      'logsKept',
    ],
    [
      'a window another day',
      /^mc-arkiv-app-1$/,
      set('recurEvery', 'Week Saturday'),
      'maintenance',
      'changed',
      'weekday',
    ],
    [
      'a window another hour',
      /^mc-arkiv-app-1$/,
      set('startDateTime', '2026-01-01 12:00'),
      'maintenance',
      'changed',
      'from',
    ],
    [
      'a window in another time',
      /^mc-arkiv-app-1$/,
      set('timeZone', 'UTC'),
      'maintenance',
      'changed',
      'from',
    ],
    ['a longer window', /^mc-arkiv-app-1$/, set('duration', '03:00'), 'maintenance', 'changed', 'minutes'],
    ['another wave', /^mc-arkiv-app-1$/, set('tags.wave', '3'), 'maintenance', 'changed', 'wave'],
    [
      'a machine that installs at any time',
      /^vm-arkiv-app-1$/,
      set('osProfile.windowsConfiguration.patchSettings.patchMode', 'AutomaticByOS'),
      'maintenance',
      'missing',
      null,
    ],
    [
      'a guardrail that is off',
      /^base-gv-no-public/,
      set('enforcementMode', 'DoNotEnforce'),
      'guardrails',
      'missing',
      null,
    ],
    [
      'a guardrail that says less',
      /^gv-no-public/,
      set('policyRule.then.effect', 'audit'),
      'guardrails',
      'missing',
      null,
    ],
    [
      'images from anywhere',
      /^base-gv-approved/,
      set('parameters.imagePrefix.value', '/'),
      'guardrails',
      'missing',
      null,
    ],
  ];

  it.each(cases)('is %s', (_, which, change, part, kind, field) => {
    const touched = rendered.resources.filter(({ name }) => which.test(name));
    expect(touched.length).toBeGreaterThan(0);
    const changed = rendered.resources.flatMap((resource) => {
      if (!which.test(resource.name)) return [resource];
      return change(resource) ?? [];
    });
    expect(differencesOf(rendered, changed)).toContainEqual(expect.objectContaining({ part, kind, field }));
  });

  it('is a rule that nobody declared', () => {
    const [rule] = rendered.resources.filter(({ name }) => /db-tcp-5432.*-in$/.test(name));
    if (rule === undefined) throw new Error('no rule');
    const inputs = { ...rule.inputs, securityRuleName: 'extra', priority: 2000, destinationPortRange: '22' };
    const extra = { ...rule, name: 'extra', inputs };
    expect(differencesOf(rendered, [...rendered.resources, extra])).toEqual([
      expect.objectContaining({ part: 'flows', kind: 'extra', resources: ['extra'] }),
    ]);
  });

  it('is a rule within the security group itself', () => {
    const changed = rendered.resources.map((resource) =>
      resource.name === 'nsg-adm'
        ? {
            ...resource,
            inputs: {
              ...resource.inputs,
              securityRules: [
                {
                  access: 'Allow',
                  direction: 'Inbound',
                  priority: 200,
                  protocol: 'Tcp',
                  destinationPortRange: '22',
                  sourceAddressPrefix: '8.8.8.8',
                  destinationAddressPrefix: '*',
                },
              ],
            },
          }
        : resource,
    );
    expect(differencesOf(rendered, changed)).toContainEqual(
      expect.objectContaining({ part: 'flows', kind: 'extra', key: '8.8.8.8>*:tcp/22 (in part)' }),
    );
  });

  function idOf(subnet: string): string {
    const [id] = rendered.resources.flatMap(({ inputs }) =>
      [...JSON.stringify(inputs).matchAll(/"(\/subscriptions\/[^"]+)"/g)].flatMap(([, found = '']) =>
        found.endsWith(`/${subnet}`) ? [found] : [],
      ),
    );
    return id ?? '';
  }

  function imageId(image: string): string {
    return idOf(image);
  }

  function dynamicAddress(): JsonValue {
    return { name: 'ipv4', privateIPAllocationMethod: 'Dynamic', subnet: { id: idOf('snet-adm') } };
  }
});

function firstOf(value: JsonValue | undefined): JsonValue {
  return Array.isArray(value) ? value.slice(0, 1) : [];
}

function otherZone(value: JsonValue | undefined): JsonValue {
  return [Array.isArray(value) && value[0] === '1' ? '2' : '1'];
}

/** A copy with another value at a path. */
function setAt(
  value: RenderedResource['inputs'],
  path: readonly string[],
  next: JsonValue,
): RenderedResource['inputs'] {
  const inner = (each: JsonValue | undefined, [key = '', ...rest]: readonly string[]): JsonValue => {
    if (Array.isArray(each)) {
      return each.map((item: JsonValue, index) =>
        String(index) === key ? (rest.length === 0 ? next : inner(item, rest)) : item,
      );
    }
    const object = typeof each === 'object' && each !== null ? (each as RenderedResource['inputs']) : {};
    return { ...object, [key]: rest.length === 0 ? next : inner(object[key], rest) };
  };
  return inner(value, path) as RenderedResource['inputs'];
}
