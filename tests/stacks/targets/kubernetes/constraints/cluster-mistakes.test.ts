import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';
import { clusterMistakes, clusterRules } from '#stacks/targets/kubernetes/constraints/cluster-mistakes.ts';
import { viewCluster } from '#stacks/targets/kubernetes/read/cluster-view.ts';
import { listAt } from '#stacks/targets/kubernetes/read/json.ts';
import { arbitraryPlatform } from '../../../../builders/arbitrary-platform.ts';
import { withChange, without } from '../fault.ts';
import { renderAsIf, renderOrkelljunga, renderSite } from '../rendered.ts';
import { smallDeclaration } from '../small-declaration.ts';

const { resources } = renderAsIf(smallDeclaration());

describe('clusterMistakes', () => {
  it('finds none in Örkelljunga', async () => {
    expect(clusterMistakes((await renderOrkelljunga()).resources)).toEqual([]);
  });

  it('finds none in any declaration and environment, whole or a site of it', () => {
    fc.assert(
      fc.property(
        arbitraryPlatform(),
        fc.constantFrom('produktion', 'test'),
        fc.constantFrom(null, 'hall'),
        (declaration, environment, site) => {
          const rendered =
            site === null ? renderAsIf(declaration, environment) : renderSite(declaration, site, environment);
          expect(clusterMistakes(rendered.resources)).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('asks everything once', () => {
    const abouts = clusterRules.map(({ about }) => about);
    expect(abouts).toEqual([...new Set(abouts)]);
    expect(Object.keys(cases).sort()).toEqual([...abouts].sort());
  });
});

const change = (name: string, path: readonly (string | number)[], value: JsonValue | undefined) =>
  withChange(resources, name, path, value);
const released = (name: string) =>
  resources.map((each) => (each.name === name ? { ...each, holdsData: false } : each));
const added = (kind: string, apiVersion: string, spec: JsonValue): readonly RenderedResource[] => [
  ...resources,
  {
    name: 'extra',
    type: `kubernetes:${apiVersion}:${kind}`,
    inputs: { apiVersion, kind, metadata: { name: 'extra', namespace: 'zon-publik', labels: {} }, spec },
    holdsData: false,
    dependsOn: [],
  },
];

const pod = ['spec', 'template', 'spec'] as const;
const container = [...pod, 'containers', 0] as const;
const vm = 'virtual-machine/journal-app-1';
const webb = 'deployment/portal-webb';
const db = 'cluster/portal-db';
const certificate = 'certificate/portal--portal.exempel.example';
const gateway = 'gateway/portal-i-publik';
const intoJournal = 'multi-network-policy/zone-personal--journal.app--tcp-443--in';
const outOfWebb = 'network-policy/portal.webb--portal.db--tcp-5432--out';
const named = (start: string) => resources.find(({ name }) => name.startsWith(start))?.name ?? '';
const system = 'data-volume/journal-app-1-system';

/** For each rule, what it must find. */
const cases: Readonly<Record<string, readonly (readonly RenderedResource[])[]>> = {
  'A certificate holds for long enough to be renewed in time, and no longer than is accepted.': [
    change(certificate, ['spec', 'duration'], '1h'),
    change(certificate, ['spec', 'duration'], '87600h0m0s'),
    change(certificate, ['spec', 'renewBefore'], '1h'),
    change(certificate, ['spec', 'renewBefore'], '2150h0m0s'),
  ],
  'The key of a certificate is strong, and a new one each time.': [
    change(certificate, ['spec', 'privateKey', 'size'], 128),
    change(certificate, ['spec', 'privateKey'], { algorithm: 'RSA', size: 2048, rotationPolicy: 'Always' }),
    change(certificate, ['spec', 'privateKey', 'rotationPolicy'], 'Never'),
  ],
  'No two certificates of a namespace write the same Secret.': [
    withChange(
      change(certificate, ['metadata', 'namespace'], 'zon-adm'),
      certificate,
      ['spec', 'secretName'],
      'journal--journal.exempel.example',
    ),
  ],
  'A certificate is for hosts that are written out.': [
    change(certificate, ['spec', 'dnsNames'], ['*.exempel.example']),
    change(certificate, ['spec', 'dnsNames'], []),
  ],
  'A database has nothing beside what is rendered: roles, rules of access, other clusters.': [
    change(db, ['spec', 'managed'], { roles: [{ name: 'extra', superuser: true }] }),
    change(db, ['spec', 'postgresql'], { pg_hba: ['host all all 0.0.0.0/0 trust'] }),
  ],
  'Nobody signs in to a database as its superuser.': [
    change(db, ['spec', 'enableSuperuserAccess'], true),
    change(db, ['spec', 'enableSuperuserAccess'], undefined),
  ],
  'A database has what it asks for, and no more than that.': [
    change(db, ['spec', 'resources', 'limits', 'memory'], '64Gi'),
    change(db, ['spec', 'resources'], undefined),
  ],
  'A database has room to start in.': [
    change(db, ['spec', 'storage', 'size'], '1Mi'),
    change(db, ['spec', 'storage', 'size'], 'much'),
  ],
  'Instances of a database stand on hosts of their own.': [
    change(db, ['spec', 'affinity', 'enablePodAntiAffinity'], false),
    change(db, ['spec', 'affinity', 'topologyKey'], 'kubernetes.io/os'),
  ],
  'A database is let through to its operator, its copies and its own instances.': [
    without(resources, 'network-policy/portal-db-database'),
    change('network-policy/portal-db-database', ['spec', 'egress'], []),
  ],
  'Nodes answer for nobody.': [
    change('service/portal-webb', ['spec', 'type'], 'NodePort'),
    change('service/portal-webb', ['spec', 'externalIPs'], ['203.0.113.9']),
    change('service/portal-webb', ['spec', 'allocateLoadBalancerNodePorts'], true),
  ],
  'Only containers and databases have an address by a balancer, and they come from it, too.': [
    change('service/portal-webb', ['spec', 'selector'], { 'grundval.se/service': 'journal' }),
    change('service/portal-webb', ['spec', 'selector'], undefined),
    without(resources, 'egress-ip/grundval-portal-db'),
    change('egress-ip/grundval-portal-db', ['spec', 'egressIPs', 0], '10.1.2.250'),
  ],
  'All zones know the same networks of the platform, and none of them is everybody’s.': [
    change(
      'namespace/zon-adm',
      ['metadata', 'annotations', 'grundval.se/site-gateway-networks'],
      '0.0.0.0/0',
    ),
    change('namespace/zon-adm', ['metadata', 'annotations', 'grundval.se/site-public-issuer'], 'egen'),
  ],
  'Each zone has one network of its own, with a VLAN of its own.': [
    change('network-attachment-definition/zon-adm', ['spec', 'config'], '{"vlanID":102}'),
    change('network-attachment-definition/zon-adm', ['metadata', 'name'], 'annat'),
  ],
  'A policy of a VLAN names the network of its zone.': [
    change(intoJournal, ['metadata', 'annotations', 'k8s.v1.cni.cncf.io/policy-for'], 'default/annat'),
  ],
  'A workload and what it starts are labelled alike.': [
    change(vm, ['metadata', 'labels', 'grundval.se/server'], '2'),
    change(vm, [...pod.slice(0, 2), 'metadata', 'labels', 'grundval.se/wave'], '9'),
    change(db, ['spec', 'inheritedMetadata', 'labels', 'grundval.se/service'], 'journal'),
  ],
  'A disk is labelled as the server that starts with it.': [
    change(system, ['metadata', 'labels', 'grundval.se/server'], '2'),
    change(system, ['metadata', 'labels', 'grundval.se/disk'], 'data'),
    change(vm, [...pod, 'volumes', 1], undefined),
    change(vm, [...pod, 'volumes', 1, 'dataVolume', 'name'], 'journal-app-2-disk-data'),
  ],
  'What is labelled with a group is of one that stands here, in the form it has.': [
    change('pod-monitor/portal-db', ['metadata', 'labels', 'grundval.se/role'], 'annan'),
    change('pod-monitor/portal-db', ['metadata', 'labels', 'grundval.se/form'], 'machines'),
  ],
  'Servers of a group have numbers of their own.': [
    change(vm, ['metadata', 'labels', 'grundval.se/server'], '2'),
  ],
  'Every database is watched from inside.': [
    without(resources, 'pod-monitor/portal-db'),
    change('pod-monitor/portal-db', ['spec', 'selector', 'matchLabels', 'cnpg.io/cluster'], 'annan'),
    change('pod-monitor/portal-db', ['spec', 'podMetricsEndpoints'], []),
  ],
  'An alarm says which service it is of and who is told.': [
    change('prometheus-rule/journal', ['spec', 'groups', 0, 'rules', 0, 'labels', 'grundval_alarm'], ''),
    change('prometheus-rule/journal', ['spec', 'groups', 0, 'rules', 0, 'labels', 'severity'], 'critical'),
    change(
      'prometheus-rule/journal',
      ['spec', 'groups', 0, 'rules', 0, 'labels', 'grundval_service'],
      'portal',
    ),
  ],
  'Everything names its service, and thereby its owner; what closes a zone names the zone.': [
    change(certificate, ['metadata', 'labels', 'grundval.se/service'], undefined),
    change('namespace/zon-adm', ['metadata', 'labels', 'grundval.se/zone'], ''),
    change(outOfWebb, ['metadata', 'labels', 'grundval.se/service'], undefined),
  ],
  'Everything is known to be ours, and of one environment.': [
    change(certificate, ['metadata', 'labels', 'app.kubernetes.io/managed-by'], undefined),
    change(certificate, ['metadata', 'labels', 'grundval.se/environment'], 'test'),
  ],
  'Everything stands in a zone, or where copies are scheduled.': [
    change(certificate, ['metadata', 'namespace'], 'default'),
    change('schedule/journal-app', ['metadata', 'namespace'], 'default'),
  ],
  'What holds data, and what copies it, is not deleted without being released first.': [
    released(system),
    released('schedule/journal-app'),
    change(db, ['metadata', 'labels', 'grundval.se/holds-data'], undefined),
  ],
  'A namespace with data in it is not deleted either.': [
    released('namespace/zon-adm'),
    change('namespace/zon-publik', ['metadata', 'labels', 'grundval.se/holds-data'], 'false'),
  ],
  'A system disk has room for its system.': [
    change(system, ['spec', 'storage', 'resources', 'requests', 'storage'], '1Mi'),
  ],
  'A route comes from a listener and leads to ports of services that are there.': [
    change(named('httproute/'), ['spec', 'parentRefs', 0, 'sectionName'], 'annan'),
    change(named('httproute/'), ['spec', 'rules', 0, 'backendRefs', 0, 'port'], 8080),
    change(named('httproute/'), ['spec', 'rules', 0, 'backendRefs', 0, 'namespace'], 'default'),
    change(named('httproute/'), ['spec', 'rules', 0, 'filters'], [{ type: 'RequestRedirect' }]),
    without(resources, gateway),
  ],
  'Every listener leads somewhere, and lets in routes of its zone only.': [
    without(resources, named('httproute/')),
    change(gateway, ['spec', 'listeners', 0, 'allowedRoutes', 'namespaces', 'from'], 'All'),
  ],
  'What is encrypted to the gateway is encrypted from there on.': [
    without(resources, 'backend-tlspolicy/portal-webb.tcp-443'),
    change('backend-tlspolicy/portal-webb.tcp-443', ['spec', 'targetRefs', 0, 'sectionName'], 'tcp-80'),
  ],
  'Names are unique, and what must be there first is there.': [
    [...resources, ...resources.slice(0, 1)],
    without(resources, system),
  ],
  'What an object names in its namespace is there.': [
    without(resources, 'virtual-machine-instancetype/journal-app'),
    change('horizontal-pod-autoscaler/portal-webb', ['spec', 'scaleTargetRef', 'name'], 'annan'),
    change('scheduled-backup/portal-db', ['spec', 'cluster', 'name'], 'annan'),
  ],
  'A Service leads to pods, or to addresses that are written out on the same ports.': [
    change('service/portal-webb', ['spec', 'selector'], { app: 'annan' }),
    change(named('endpoint-slice/'), ['ports', 0, 'protocol'], 'UDP'),
    resources.filter(({ name }) => !name.startsWith('endpoint-slice/')),
  ],
  'Addresses that are written out are of a Service without pods, and all of them answer.': [
    change(named('endpoint-slice/'), ['endpoints', 0, 'conditions', 'ready'], false),
    change(named('endpoint-slice/'), ['metadata', 'labels', 'kubernetes.io/service-name'], 'portal-webb'),
  ],
  'An EgressIP is for the pods of one group in one zone, and no other has its addresses.': [
    change('egress-ip/grundval-portal-db', ['spec', 'podSelector'], {}),
    change('egress-ip/grundval-portal-db', ['spec', 'namespaceSelector'], {}),
    change(
      'egress-ip/grundval-portal-db',
      ['spec', 'egressIPs'],
      listAt(
        resources.find(({ name }) => name === 'egress-ip/grundval-portal-webb')?.inputs,
        'spec',
        'egressIPs',
      ),
    ),
  ],
  'A policy is for somebody who stands in its zone.': [
    change(intoJournal, ['spec', 'podSelector'], { matchLabels: { app: 'annan' } }),
    change(outOfWebb, ['metadata', 'namespace'], 'zon-adm'),
  ],
  'Who is let through by labels is somebody who is there.': [
    change(
      outOfWebb,
      ['spec', 'egress', 0, 'to', 0, 'podSelector', 'matchLabels', 'grundval.se/role'],
      'annan',
    ),
    change(outOfWebb, ['spec', 'egress', 0, 'to', 0], {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'default' } },
    }),
  ],
  'Every rule of a policy names its ports and its peers.': [
    change(intoJournal, ['spec', 'ingress'], [{}]),
    change(intoJournal, ['spec', 'ingress', 0, 'ports'], undefined),
    change(intoJournal, ['spec', 'ingress', 0, 'from'], undefined),
  ],
  'How few of a group may be gone at a time is said of a group that is there.': [
    change('pod-disruption-budget/portal-webb', ['spec', 'selector'], { matchLabels: { app: 'annan' } }),
  ],
  'Every kind of object is one that is rendered.': [
    added('Secret', 'v1', {}),
    added('Pod', 'v1', {}),
    added('RoleBinding', 'rbac.authorization.k8s.io/v1', {}),
  ],
  'What runs has nothing of its host.': [
    change(webb, [...pod, 'hostNetwork'], true),
    change(webb, [...pod, 'hostPID'], true),
    change(webb, [...pod, 'volumes'], [{ name: 'host', hostPath: { path: '/' } }]),
    change(vm, [...pod, 'volumes', 3], { name: 'host', hostDisk: { path: '/disk.img', type: 'Disk' } }),
  ],
  'A container runs without privileges.': [
    change(webb, [...container, 'securityContext', 'privileged'], true),
    change(webb, [...container, 'securityContext', 'allowPrivilegeEscalation'], true),
    change(webb, [...container, 'securityContext', 'capabilities'], { drop: ['ALL'], add: ['NET_ADMIN'] }),
    change(webb, [...container, 'securityContext', 'runAsUser'], 0),
    change(webb, [...pod, 'securityContext', 'runAsNonRoot'], false),
    change(webb, [...pod, 'automountServiceAccountToken'], true),
    change(webb, [...pod, 'initContainers'], [{ name: 'first', image: 'webb' }]),
  ],
  'A container asks for the processor and memory that it may have.': [
    change(webb, [...container, 'resources'], undefined),
    change(webb, [...container, 'resources', 'requests', 'memory'], '1Mi'),
  ],
  'Everything starts from an image that the guardrail approves.': [
    change(webb, [...container, 'image'], 'docker.io/library/nginx:latest'),
    change(db, ['spec', 'imageName'], 'registry.invalid/images/postgresql:12'),
    change(system, ['spec', 'source', 'registry', 'url'], 'docker://docker.io/library/debian'),
    change(system, ['spec', 'source'], { http: { url: 'https://annan.example/disk.img' } }),
    without(resources, 'validating-admission-policy/grundval-approved-images'),
  ],
  'A virtual server starts from its system disk and has one network.': [
    change(vm, [...pod, 'domain', 'devices', 'disks', 0, 'bootOrder'], 8),
    change(vm, [...pod, 'domain', 'devices', 'disks', 1, 'bootOrder'], 1),
    change(vm, [...pod, 'networks', 1], { name: 'andra', multus: { networkName: 'zon-publik/zon-publik' } }),
    change(vm, [...pod, 'domain', 'devices', 'interfaces', 1], { name: 'andra', bridge: {} }),
  ],
  'Pods are spread evenly over the failure domains.': [
    change(webb, [...pod, 'topologySpreadConstraints', 0, 'maxSkew'], 8),
    change(db, ['spec', 'topologySpreadConstraints'], []),
  ],
};

describe('a mistake is found where it is not so that', () => {
  it.each(clusterRules.map((rule) => [rule.about, rule] as const))('%s', (about, rule) => {
    expect(rule.find(viewCluster(resources))).toEqual([]);
    const faulty = cases[about] ?? [];
    expect(faulty.length).toBeGreaterThan(0);
    faulty.forEach((changed, index) => {
      expect(rule.find(viewCluster(changed)), `case ${index + 1}`).not.toEqual([]);
    });
  });
});
