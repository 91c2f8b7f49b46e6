import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MeaningDifference } from '#model/platform/meaning.ts';
import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';
import { compareMeanings } from '#stacks/targets/compare-meanings.ts';
import { kubernetesTarget } from '#stacks/targets/kubernetes/index.ts';
import { plannedMeaning } from '#stacks/targets/planned-meaning.ts';
import { arbitraryPlatform } from '../../../builders/arbitrary-platform.ts';
import { withChange, without } from './fault.ts';
import { type Rendered, renderAsIf, renderOrkelljunga, renderSite } from './rendered.ts';
import { smallDeclaration } from './small-declaration.ts';

function differences(
  { slice, plan, unsupported }: Rendered,
  resources: readonly RenderedResource[],
): readonly MeaningDifference[] {
  return compareMeanings(plannedMeaning(slice), kubernetesTarget.readMeaning(resources, plan), unsupported);
}

describe('the resources of a cluster mean what is planned', () => {
  it('in Örkelljunga, where nothing is left out', async () => {
    const orkelljunga = await renderOrkelljunga();
    expect(orkelljunga.unsupported).toEqual([]);
    expect(differences(orkelljunga, orkelljunga.resources)).toEqual([]);
  });

  it('in any declaration and environment', () => {
    fc.assert(
      fc.property(arbitraryPlatform(), fc.constantFrom('produktion', 'test'), (declaration, environment) => {
        const rendered = renderAsIf(declaration, environment);
        expect(differences(rendered, rendered.resources)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('on one site of any declaration', () => {
    fc.assert(
      fc.property(arbitraryPlatform(), fc.constantFrom('produktion', 'test'), (declaration, environment) => {
        const rendered = renderSite(declaration, 'hall', environment);
        expect(differences(rendered, rendered.resources)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('where a name cannot have its record but the internet comes to a part of what is behind it', () => {
    const declaration = smallDeclaration();
    const services = declaration.services.map((service) => {
      const [webb] = service.servers;
      const [flow] = service.flows;
      if (service.id !== 'portal' || webb === undefined || flow === undefined) return service;
      // Without a class these servers stand nowhere, and so have no address for the record.
      const nowhere = { ...webb, role: 'nowhere', image: 'debian-13' };
      return {
        ...service,
        classification: undefined,
        servers: [...service.servers.map((server) => ({ ...server, zone: 'publik' })), nowhere],
        flows: [...service.flows, { ...flow, from: 'role:personal', to: 'nowhere' }],
      };
    });
    const rendered = renderAsIf({ ...declaration, services });
    expect(rendered.unsupported.map(({ kind }) => kind)).toContain('Name');
    expect(differences(rendered, rendered.resources)).toEqual([]);
    expect(rendered.resources.some(({ type }) => type.endsWith(':HTTPRoute'))).toBe(true);
  });

  it('and have names of their own each, whatever is declared', () => {
    fc.assert(
      fc.property(arbitraryPlatform(), (declaration) => {
        const names = renderAsIf(declaration).resources.map(({ name }) => name);
        expect(names).toEqual([...new Set(names)]);
      }),
      { numRuns: 50 },
    );
  });
});

const small = renderAsIf(smallDeclaration());

const flowPath = ['spec', 'ingress', 0] as const;
const journalIn = 'multi-network-policy/zone-personal--journal.app--tcp-443--in';
const webbOut = 'network-policy/portal.webb--portal.db--tcp-5432--out';

describe('a changed resource is seen as', () => {
  it('nothing, while nothing is changed', () => {
    expect(differences(small, small.resources)).toEqual([]);
  });

  const change = (name: string, path: readonly (string | number)[], value: JsonValue | undefined) =>
    withChange(small.resources, name, path, value);
  const vm = 'virtual-machine/journal-app-1';
  const spec = ['spec', 'template', 'spec'] as const;
  const extra: RenderedResource = {
    name: 'network-policy/extra',
    type: 'kubernetes:networking.k8s.io/v1:NetworkPolicy',
    inputs: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'extra', namespace: 'zon-publik' },
      spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] },
    },
    holdsData: false,
    dependsOn: [],
  };

  it.each<[string, string, () => readonly RenderedResource[]]>([
    ['flows', 'another port', () => change(journalIn, [...flowPath, 'ports', 0, 'port'], 444)],
    ['flows', 'a range of ports', () => change(journalIn, [...flowPath, 'ports', 0, 'endPort'], 450)],
    ['flows', 'every port', () => change(journalIn, [...flowPath, 'ports'], undefined)],
    ['flows', 'another protocol', () => change(journalIn, [...flowPath, 'ports', 0, 'protocol'], 'UDP')],
    ['flows', 'everybody', () => change(journalIn, [...flowPath, 'from'], undefined)],
    [
      'flows',
      'a wider network',
      () => change(journalIn, [...flowPath, 'from', 0, 'ipBlock', 'cidr'], '10.1.0.0/16'),
    ],
    ['flows', 'a lost network of the zone', () => change(journalIn, [...flowPath, 'from', 1], undefined)],
    ['flows', 'all servers of the zone', () => change(journalIn, ['spec', 'podSelector'], {})],
    ['flows', 'a policy for another network', () => change(journalIn, ['metadata', 'annotations'], {})],
    ['flows', 'no way in', () => without(small.resources, journalIn)],
    ['flows', 'no way out', () => without(small.resources, webbOut)],
    [
      'flows',
      'half a way more',
      () => [
        ...small.resources,
        {
          ...extra,
          inputs: {
            ...extra.inputs,
            spec: {
              podSelector: { matchLabels: { 'grundval.se/service': 'portal', 'grundval.se/role': 'db' } },
              policyTypes: ['Egress'],
              egress: [
                {
                  to: [
                    {
                      namespaceSelector: {
                        matchLabels: { 'grundval.se/environment': 'produktion', 'grundval.se/zone': 'adm' },
                      },
                    },
                  ],
                  ports: [{ port: 22 }],
                },
              ],
            },
          },
        },
      ],
    ],
    ['flows', 'an open zone', () => [...small.resources, extra]],
    [
      'flows',
      'an exception that is wider than its name',
      () => change('network-policy/zon-publik-kube-dns', ['spec', 'egress', 0, 'ports'], undefined),
    ],
    [
      'flows',
      'a gateway that reaches more',
      () => change('network-policy/portal-webb-gateway', [...flowPath, 'ports', 0, 'port'], 22),
    ],
    ['flows', 'containers that answer nowhere', () => without(small.resources, 'service/portal-webb')],
    [
      'flows',
      'containers that come from other addresses',
      () => without(small.resources, 'egress-ip/grundval-portal-webb'),
    ],
    [
      'zones',
      'a zone that is not closed on the pod network',
      () => without(small.resources, 'network-policy/zon-adm-closed'),
    ],
    [
      'zones',
      'a zone that is not closed on its VLAN',
      () => without(small.resources, 'multi-network-policy/zon-adm-closed'),
    ],
    [
      'zones',
      'a zone closed inwards only',
      () => change('network-policy/zon-adm-closed', ['spec', 'policyTypes'], ['Ingress']),
    ],
    [
      'zones',
      'a zone without its guard',
      () => without(small.resources, 'cluster-network-policy/grundval-zon-adm-admin'),
    ],
    [
      'zones',
      'a guard that lets all zones pass',
      () => change('cluster-network-policy/grundval-zon-adm-admin', ['spec', 'ingress', 1, 'action'], 'Pass'),
    ],
    [
      'zones',
      'another VLAN',
      () =>
        change(
          'network-attachment-definition/zon-adm',
          ['spec', 'config'],
          '{"type":"ovn-k8s-cni-overlay","topology":"localnet","vlanID":999}',
        ),
    ],
    ['servers', 'a lost anti-affinity', () => change(vm, [...spec, 'affinity'], undefined)],
    ['servers', 'a lost failure domain', () => change(vm, [...spec, 'nodeSelector'], undefined)],
    [
      'servers',
      'another network beside the zone',
      () => change(vm, [...spec, 'networks', 0], { name: 'zon', pod: {} }),
    ],
    [
      'servers',
      'another address',
      () =>
        change(
          vm,
          [...spec, 'volumes', 2, 'cloudInitNoCloud', 'networkData'],
          '{"ethernets":{"zon":{"addresses":["10.1.1.9/24"]}}}',
        ),
    ],
    [
      'servers',
      'another image',
      () =>
        change(
          'data-volume/journal-app-1-system',
          ['spec', 'source', 'registry', 'url'],
          'docker://registry.invalid/images/debian-12',
        ),
    ],
    [
      'servers',
      'less memory',
      () => change('virtual-machine-instancetype/journal-app', ['spec', 'memory', 'guest'], '512Mi'),
    ],
    ['servers', 'a server that does not run', () => change(vm, ['spec', 'runStrategy'], 'Halted')],
    [
      'disks',
      'a smaller disk',
      () =>
        change(
          'data-volume/journal-app-1-disk-data',
          ['spec', 'storage', 'resources', 'requests', 'storage'],
          '4Gi',
        ),
    ],
    [
      'disks',
      'a disk that may be deleted',
      () =>
        change(
          'data-volume/journal-app-1-disk-data',
          ['metadata', 'labels', 'grundval.se/holds-data'],
          undefined,
        ),
    ],
    [
      'disks',
      'a disk that the engine may delete',
      () =>
        small.resources.map((each) =>
          each.name === 'data-volume/journal-app-1-disk-data' ? { ...each, holdsData: false } : each,
        ),
    ],
    ['disks', 'a disk that is not attached', () => change(vm, [...spec, 'volumes', 1], undefined)],
    [
      'disks',
      'a namespace that may be deleted',
      () =>
        small.resources.map((each) =>
          each.name === 'namespace/zon-adm' ? { ...each, holdsData: false } : each,
        ),
    ],
    ['databases', 'fewer instances', () => change('cluster/portal-db', ['spec', 'instances'], 1)],
    [
      'databases',
      'instances that share a host',
      () => change('cluster/portal-db', ['spec', 'affinity', 'enablePodAntiAffinity'], false),
    ],
    [
      'databases',
      'an older version',
      () => change('cluster/portal-db', ['spec', 'imageName'], 'registry.invalid/images/postgresql:12'),
    ],
    ['backups', 'rarer copies', () => change('schedule/journal-app', ['spec', 'schedule'], '0 1 * * 0')],
    [
      'backups',
      'copies kept shorter',
      () => change('schedule/journal-app', ['spec', 'template', 'ttl'], '24h0m0s'),
    ],
    [
      'backups',
      'isolated copies kept shorter',
      () => change('schedule/journal-app.isolated', ['spec', 'template', 'ttl'], '24h0m0s'),
    ],
    [
      'backups',
      'an isolated copy that is not',
      () => change('schedule/journal-app.isolated', ['spec', 'template', 'storageLocation'], 'standard'),
    ],
    ['backups', 'no isolated copy', () => without(small.resources, 'schedule/journal-app.isolated')],
    ['backups', 'a paused schedule', () => change('schedule/journal-app', ['spec', 'paused'], true)],
    [
      'backups',
      'disks left out',
      () =>
        change('schedule/journal-app', ['spec', 'template', 'excludedResources'], ['persistentvolumeclaims']),
    ],
    [
      'backups',
      'a snapshot on the same storage only',
      () => change('schedule/journal-app', ['spec', 'template', 'snapshotMoveData'], false),
    ],
    [
      'backups',
      'a server that the schedule does not select',
      () => change(vm, ['metadata', 'labels', 'grundval.se/role'], 'annan'),
    ],
    [
      'backups',
      'a database whose copies are kept shorter',
      () => change('cluster/portal-db', ['spec', 'backup', 'retentionPolicy'], '1d'),
    ],
    [
      'backups',
      'a database that is not copied',
      () => change('scheduled-backup/portal-db', ['spec', 'suspend'], true),
    ],
    [
      'names',
      'another host',
      () =>
        change(
          serviceOfName(),
          ['metadata', 'annotations', 'external-dns.alpha.kubernetes.io/hostname'],
          'annan.example',
        ),
    ],
    [
      'names',
      'a name that leads elsewhere',
      () =>
        change(
          serviceOfName(),
          ['metadata', 'annotations', 'external-dns.alpha.kubernetes.io/target'],
          '10.9.9.9',
        ),
    ],
    [
      'names',
      'a listener without a certificate',
      () => change('gateway/portal-i-publik', ['spec', 'listeners', 0, 'tls'], undefined),
    ],
    [
      'certificates',
      'the internal issuer',
      () => change('certificate/portal--portal.exempel.example', ['spec', 'issuerRef', 'name'], 'intern'),
    ],
    [
      'certificates',
      'an unknown issuer',
      () => change('certificate/portal--portal.exempel.example', ['spec', 'issuerRef', 'name'], 'egen'),
    ],
    [
      'eServices',
      'fewer at most',
      () => change('horizontal-pod-autoscaler/portal-webb', ['spec', 'maxReplicas'], 2),
    ],
    ['eServices', 'no scaling', () => without(small.resources, 'horizontal-pod-autoscaler/portal-webb')],
    ['eServices', 'no gateway', () => without(small.resources, 'gateway/portal-i-publik')],
    [
      'monitoring',
      'a lower level',
      () => withRule('AvailabilityBelowLevel', (expr) => expr.replace('< 99', '< 90')),
    ],
    [
      'monitoring',
      'an alarm that looks at nothing',
      () => withRule('AvailabilityBelowLevel', () => 'vector(1) < 99'),
    ],
    [
      'monitoring',
      'a check that nobody hears of',
      () => withRule('ServiceDoesNotAnswer', () => 'vector(0) == 1'),
    ],
    [
      'monitoring',
      'old copies unnoticed',
      () => withRule('BackupTooOld', (expr) => expr.replace('> 86400', '> 8640000')),
    ],
    [
      'monitoring',
      'a console that is not kept',
      () => change(vm, [...spec, 'domain', 'devices', 'logSerialConsole'], false),
    ],
    ['maintenance', 'another wave', () => change(vm, ['metadata', 'labels', 'grundval.se/wave'], '3')],
    ['maintenance', 'a window in the day', () => withWindow('"from":"', '"from":"12:00","was":"')],
    [
      'guardrails',
      'a guardrail that only warns',
      () =>
        change(
          'validating-admission-policy-binding/grundval-owner-label',
          ['spec', 'validationActions'],
          ['Warn'],
        ),
    ],
    [
      'guardrails',
      'a guardrail that lets through when it fails',
      () =>
        change('validating-admission-policy/grundval-protected-data', ['spec', 'failurePolicy'], 'Ignore'),
    ],
    [
      'guardrails',
      'a guardrail that asks nothing',
      () =>
        change(
          'validating-admission-policy/grundval-no-public-address',
          ['spec', 'validations', 0, 'expression'],
          'true',
        ),
    ],
    [
      'guardrails',
      'a guardrail bound nowhere',
      () => without(small.resources, 'validating-admission-policy-binding/grundval-approved-images'),
    ],
  ])('%s: %s', (part, _, resources) => {
    expect(differences(small, resources()).map((difference) => difference.part)).toContain(part);
  });

  const serviceOfName = (): string =>
    small.resources.find(({ name }) => name.startsWith('service/portal-exempel-example'))?.name ?? '';

  const withRule = (alert: string, expr: (old: string) => string): readonly RenderedResource[] => {
    const name = 'prometheus-rule/journal';
    const { spec: rule } = inputsOf<{ spec: { groups: { rules: { alert: string; expr: string }[] }[] } }>(
      name,
    );
    const rules = rule.groups[0]?.rules ?? [];
    const index = rules.findIndex((each) => each.alert === alert);
    return change(name, ['spec', 'groups', 0, 'rules', index, 'expr'], expr(rules[index]?.expr ?? ''));
  };

  const withWindow = (from: string, to: string): readonly RenderedResource[] => {
    const name = 'config-map/journal-app.maintenance';
    const { data } = inputsOf<{ data: Record<string, string> }>(name);
    return change(name, ['data', 'journal-app-1'], (data['journal-app-1'] ?? '').replace(from, to));
  };

  const inputsOf = <Inputs>(name: string): Inputs => {
    const resource = small.resources.find((each) => each.name === name);
    if (resource === undefined) throw new Error(`no resource ${name}`);
    return resource.inputs as Inputs;
  };
});
