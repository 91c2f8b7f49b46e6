import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';
import { at, listAt, textAt, textsAt } from '#stacks/targets/kubernetes/read/json.ts';
import { withChange } from '../stacks/targets/kubernetes/fault.ts';
import type { Fault } from './fault.ts';
import type { Mutable } from './resource-faults.ts';

type ResourceFault = Fault<Mutable[]>;
type Finder = (kind: string, test?: (inputs: RenderedResource['inputs']) => boolean) => RenderedResource;

/** What somebody with access to a cluster, or to its pipeline, might do on purpose: faults that no rule makes. */
export function kubernetesFaults(resources: readonly RenderedResource[]): readonly ResourceFault[] {
  const first: Finder = (kind, test = () => true) => {
    const found = resources.find(({ type, inputs }) => type.endsWith(`:${kind}`) && test(inputs));
    if (found === undefined) throw new Error(`no ${kind} to change`);
    return found;
  };
  return [
    ...machineFaults(first),
    ...copyFaults(first),
    ...networkFaults(first),
    ...operationFaults(first),
    ...additions(first('VirtualMachine')),
  ];
}

function edit(
  { name }: RenderedResource,
  what: string,
  path: readonly (string | number)[],
  value: JsonValue | undefined,
): ResourceFault {
  return {
    name: `${name}: ${what}`,
    seed: (all) => {
      all.splice(0, all.length, ...withChange(all, name, path, value));
      return true;
    },
  };
}

function machineFaults(first: Finder): readonly ResourceFault[] {
  const vm = first('VirtualMachine');
  const pod = ['spec', 'template', 'spec'] as const;
  const networks = listAt(vm.inputs, ...pod, 'networks');
  const volumes = listAt(vm.inputs, ...pod, 'volumes');
  const drive = volumes.findIndex((volume) => at(volume, 'cloudInitNoCloud') !== undefined);
  return [
    edit(
      vm,
      'a second network on another VLAN',
      [...pod, 'networks'],
      [...networks, { name: 'andra', multus: { networkName: 'zon-annan/zon-annan' } }],
    ),
    edit(vm, 'a second card on its VLAN', [...pod, 'domain', 'devices', 'interfaces', 1], {
      name: 'andra',
      bridge: {},
    }),
    edit(vm, 'a card on the pod network', [...pod, 'networks', 0], { name: 'zon', pod: {} }),
    edit(vm, 'a disk of the host', [...pod, 'volumes', volumes.length], {
      name: 'host',
      hostDisk: { path: '/var/lib/host.img', type: 'Disk' },
    }),
    edit(
      vm,
      'a password for the guest',
      [...pod, 'volumes', drive, 'cloudInitNoCloud', 'userData'],
      '#cloud-config\npassword: Sommar2026!\n',
    ),
    edit(vm, 'an owner who is gone', ['metadata', 'labels', 'grundval.se/service'], undefined),
    edit(vm, 'that never starts', ['spec', 'runStrategy'], 'Manual'),
    edit(first('DataVolume'), 'an image by tag of another registry', ['spec', 'source'], {
      registry: { url: 'docker://docker.io/library/debian:latest' },
    }),
    edit(first('DataVolume'), 'without owner', ['metadata', 'labels', 'grundval.se/service'], undefined),
  ];
}

function copyFaults(first: Finder): readonly ResourceFault[] {
  const copy = (kind: string) =>
    first('Schedule', ({ metadata }) => textAt(metadata, 'labels', 'grundval.se/copy') === kind);
  const database = first('Cluster');
  return [
    edit(copy('own'), 'paused', ['spec', 'paused'], true),
    edit(
      copy('own'),
      'without volumes',
      ['spec', 'template', 'excludedResources'],
      ['persistentvolumeclaims'],
    ),
    edit(
      copy('isolated'),
      'to the location that is not isolated',
      ['spec', 'template', 'storageLocation'],
      textAt(copy('own').inputs, 'spec', 'template', 'storageLocation'),
    ),
    edit(
      first('DataVolume'),
      'left out of the copies',
      ['metadata', 'labels', 'velero.io/exclude-from-backup'],
      'true',
    ),
    edit(database, 'an older engine', ['spec', 'imageName'], 'registry.invalid/images/postgresql:12'),
    edit(
      database,
      'a key of the object store in the open',
      ['spec', 'backup', 'barmanObjectStore', 's3Credentials', 'secretAccessKey'],
      'AKIA2026EXAMPLE/abcdefghijklmnop',
    ),
    edit(database, 'one more superuser', ['spec', 'managed'], {
      roles: [{ name: 'extra', superuser: true, login: true }],
    }),
    edit(database, 'half of its processors', ['spec', 'resources'], {
      requests: { cpu: '1', memory: '1Gi' },
      limits: { cpu: '1', memory: '1Gi' },
    }),
  ];
}

function networkFaults(first: Finder): readonly ResourceFault[] {
  const way = first('MultiNetworkPolicy', ({ spec }) => at(spec, 'ingress') !== undefined);
  const route = first('HTTPRoute');
  const attachment = first('NetworkAttachmentDefinition');
  const config = JSON.parse(textAt(attachment.inputs, 'spec', 'config')) as Record<string, JsonValue>;
  return [
    edit(way, 'everybody', ['spec', 'ingress', 0, 'from'], [{ ipBlock: { cidr: '0.0.0.0/0' } }]),
    edit(way, 'a range of ports', ['spec', 'ingress', 0, 'ports', 0, 'endPort'], 65_535),
    edit(
      way,
      'for another network',
      ['metadata', 'annotations', 'k8s.v1.cni.cncf.io/policy-for'],
      'default/annat',
    ),
    edit(attachment, 'another VLAN', ['spec', 'config'], JSON.stringify({ ...config, vlanID: 999 })),
    edit(first('ClusterNetworkPolicy'), 'a lower priority', ['spec', 'priority'], 1000),
    edit(route, 'to a service that is not ours', ['spec', 'rules', 0, 'backendRefs', 0, 'name'], 'annan'),
    edit(route, 'to another namespace', ['spec', 'rules', 0, 'backendRefs', 0, 'namespace'], 'default'),
    edit(
      first('Gateway'),
      'routes from any namespace',
      ['spec', 'listeners', 0, 'allowedRoutes', 'namespaces', 'from'],
      'All',
    ),
    edit(first('EgressIP'), 'for every pod of the zone', ['spec', 'podSelector'], {}),
    edit(
      first('Certificate'),
      'for every host of the domain',
      ['spec', 'dnsNames', 1],
      '*.orkelljunga.example',
    ),
  ];
}

function operationFaults(first: Finder): readonly ResourceFault[] {
  const rules = first('PrometheusRule', ({ spec }) => listAt(spec, 'groups', 0, 'rules').length > 1);
  const last = listAt(rules.inputs, 'spec', 'groups', 0, 'rules').length - 1;
  const binding = first('ValidatingAdmissionPolicyBinding');
  return [
    ...['Audit', 'Warn'].map((action) =>
      edit(binding, `${action} only`, ['spec', 'validationActions'], [action]),
    ),
    edit(
      first('ValidatingAdmissionPolicy'),
      'all but one user',
      ['spec', 'matchConditions'],
      [{ name: 'not-me', expression: "request.userInfo.username != 'admin'" }],
    ),
    edit(
      rules,
      'an alarm that nobody is told of',
      ['spec', 'groups', 0, 'rules', 0, 'labels', 'grundval_alarm'],
      '',
    ),
    edit(rules, 'an alarm a day late', ['spec', 'groups', 0, 'rules', last, 'for'], '86400s'),
    edit(
      first('Probe'),
      'a check of something else',
      ['spec', 'targets', 'staticConfig', 'static'],
      ['https://annat.example/'],
    ),
  ];
}

function additions(vm: RenderedResource): readonly ResourceFault[] {
  const namespace = textAt(vm.inputs, 'metadata', 'namespace');
  const { 'grundval.se/service': service = '', ...others } = textsAt(vm.inputs, 'metadata', 'labels');
  const labels = {
    'app.kubernetes.io/managed-by': 'grundval',
    'grundval.se/environment': others['grundval.se/environment'] ?? '',
    'grundval.se/service': service,
  };
  const add = (
    what: string,
    kind: string,
    apiVersion: string,
    body: { readonly [key: string]: JsonValue },
    annotations: { readonly [key: string]: string } = {},
  ): ResourceFault => ({
    name: `added: ${what}`,
    seed: (all) => {
      all.push({
        name: `extra/${kind.toLowerCase()}`,
        type: `kubernetes:${apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`}:${kind}`,
        inputs: { apiVersion, kind, metadata: { name: 'extra', namespace, labels, annotations }, ...body },
        holdsData: false,
        dependsOn: [],
      });
      return true;
    },
  });
  const policy = (what: string, spec: JsonValue) =>
    add(what, 'NetworkPolicy', 'networking.k8s.io/v1', { spec });
  const policyFor = { 'k8s.v1.cni.cncf.io/policy-for': `${namespace}/${namespace}` };
  const everybody = { podSelector: {}, policyTypes: ['Ingress'] };
  const containers = [
    { name: 'extra', image: 'docker.io/library/busybox:latest', securityContext: { privileged: true } },
  ];
  return [
    policy('a policy that allows everything', {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{}],
      egress: [{}],
    }),
    policy('a policy for every address', {
      ...everybody,
      ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ protocol: 'TCP', port: 443 }] }],
    }),
    policy('a policy that lets in every namespace', {
      ...everybody,
      ingress: [{ from: [{ namespaceSelector: {} }] }],
    }),
    add(
      'a policy on the VLAN that allows everything',
      'MultiNetworkPolicy',
      'k8s.cni.cncf.io/v1beta1',
      { spec: { ...everybody, ingress: [{}] } },
      policyFor,
    ),
    add('a guard that accepts', 'ClusterNetworkPolicy', 'policy.networking.k8s.io/v1alpha2', {
      spec: {
        tier: 'Admin',
        priority: 1,
        subject: { namespaces: {} },
        ingress: [{ name: 'all', action: 'Accept', from: [{ namespaces: {} }] }],
      },
    }),
    add('a balancer for a virtual server', 'Service', 'v1', {
      spec: {
        type: 'LoadBalancer',
        allocateLoadBalancerNodePorts: false,
        selector: { 'grundval.se/service': service },
        ports: [{ name: 'tcp-3389', port: 3389, protocol: 'TCP' }],
      },
    }),
    add('a port of the nodes', 'Service', 'v1', {
      spec: { type: 'NodePort', ports: [{ name: 'tcp-22', port: 22, nodePort: 30_022, protocol: 'TCP' }] },
    }),
    add('a Secret with its data', 'Secret', 'v1', { stringData: { nyckel: 'öppen' } }),
    add('privileged containers on the network of the host', 'Deployment', 'apps/v1', {
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { hostNetwork: true, containers } },
      },
    }),
    add('a pod beside the plan', 'Pod', 'v1', { spec: { containers } }),
    add('a right to everything', 'RoleBinding', 'rbac.authorization.k8s.io/v1', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'system:authenticated' }],
    }),
  ];
}
