import { compareText } from '#model/compare-text.ts';
import type { CertificateMeaning, EServiceMeaning, NameMeaning } from '#model/platform/meaning.ts';
import { groupKey } from '#stacks/plan/group-key.ts';
import type { AddressBook } from '../../target.ts';
import { issuerAnnotation } from '../certificate.ts';
import { unreachedHosts } from '../e-service.ts';
import { dnsAnnotations } from '../name.ts';
import { serverAddresses } from '../parts/address-blocks.ts';
import { loadBalancerAddresses } from '../parts/group-service.ts';
import { labelKeys } from '../parts/labels.ts';
import type { ClusterView, SeenGroup, SeenObject } from './cluster-view.ts';
import { at, listAt, textAt } from './json.ts';

/** A listener that leads somewhere, with the groups it leads to. */
interface OpenListener {
  readonly gateway: SeenObject;
  readonly service: string;
  /** Null = whatever host. */
  readonly host: string | null;
  readonly port: number;
  readonly groups: readonly string[];
  readonly routes: readonly SeenObject[];
}

/** Listeners of gateways with a route attached. */
export function seeListeners(view: ClusterView): readonly OpenListener[] {
  const routes = ['HTTPRoute', 'TCPRoute', 'UDPRoute'].flatMap((kind) => view.of(kind));
  const services = new Map(view.of('Service').map((seen) => [`${seen.namespace}/${seen.name}`, seen]));
  return view.of('Gateway').flatMap((gateway) =>
    listAt(gateway.spec, 'listeners').flatMap((listener): readonly OpenListener[] => {
      const host = textAt(listener, 'hostname') || null;
      const port = at(listener, 'port');
      const attached = routes.filter(
        ({ namespace, spec }) =>
          namespace === gateway.namespace &&
          (host === null || listAt(spec, 'hostnames').includes(host)) &&
          listAt(spec, 'parentRefs').some(
            (parent) =>
              at(parent, 'name') === gateway.name && at(parent, 'sectionName') === at(listener, 'name'),
          ),
      );
      const groups = attached.flatMap(({ namespace, spec }) =>
        listAt(spec, 'rules').flatMap((rule) =>
          listAt(rule, 'backendRefs').flatMap((backend) => {
            const labels = services.get(`${namespace}/${textAt(backend, 'name')}`)?.labels;
            if (labels === undefined) return [];
            return [groupKey(labels[labelKeys.service] ?? '', labels[labelKeys.role] ?? '')];
          }),
        ),
      );
      if (groups.length === 0 || typeof port !== 'number') return [];
      const service = gateway.labels[labelKeys.service] ?? '';
      return [{ gateway, service, host, port, groups, routes: attached }];
    }),
  );
}

/** Names of the internal name service, and whether the internet reaches them. */
export function readNames(
  view: ClusterView,
  listeners: readonly OpenListener[],
  book: AddressBook,
): readonly NameMeaning[] {
  const slices = Map.groupBy(
    view.of('EndpointSlice'),
    ({ namespace, labels }) => `${namespace}/${labels['kubernetes.io/service-name'] ?? ''}`,
  );
  const groupsAt = groupFinder(view, book);
  return view.of('Service').flatMap((seen): readonly NameMeaning[] => {
    const host = seen.annotations[dnsAnnotations.hostname];
    const port = at(seen.spec, 'ports', 0, 'port');
    if (host === undefined || typeof port !== 'number') return [];
    const service = seen.labels[labelKeys.service] ?? '';
    const own = slices.get(`${seen.namespace}/${seen.name}`) ?? [];
    const addresses = own.flatMap(({ resource }) =>
      listAt(resource.inputs, 'endpoints').flatMap((endpoint) => listAt(endpoint, 'addresses').map(String)),
    );
    const recorded = (seen.annotations[dnsAnnotations.target] ?? '').split(',');
    const agrees = recorded.toSorted().join() === addresses.toSorted().join();
    const published = listeners.filter(
      (listener) =>
        listener.service === service &&
        listener.port === port &&
        (listener.host === null || listener.host === host),
    );
    return [
      {
        key: `${host} ${service} ${port}`,
        resources: [seen, ...own, ...published.flatMap(({ routes }) => routes)].map(
          ({ resource }) => resource.name,
        ),
        host,
        port,
        groups: agrees ? groupsAt(addresses) : [],
        exposure: published.length > 0 ? 'internet' : 'internal',
      },
    ];
  });
}

/** Groups whose addresses are among some: all of a group's, or for containers those that they answer at. */
function groupFinder(
  view: ClusterView,
  book: AddressBook,
): (addresses: readonly string[]) => readonly string[] {
  const keys = new Map<string, string>();
  const whole = new Map<string, readonly string[]>();
  for (const { key, service, role, servers } of book.groups) {
    const own = serverAddresses(servers);
    for (const address of own) keys.set(address, key);
    const group = view.groups.get(groupKey(service, role));
    whole.set(key, group?.plane === 'pods' ? answering(view, group) : own);
  }
  return (addresses) => {
    const given = new Set(addresses);
    const found = new Set(addresses.flatMap((address) => keys.get(address) ?? []));
    return [...found]
      .filter((key) => {
        const own = whole.get(key) ?? [];
        return own.length > 0 && own.every((address) => given.has(address));
      })
      .sort(compareText);
  };
}

/** Addresses in the zone at which containers or a database answer. */
export function answering(view: ClusterView, group: SeenGroup): readonly string[] {
  const service = view
    .of('Service')
    .find(
      ({ namespace, labels, spec }) =>
        namespace === group.zone.namespace &&
        labels[labelKeys.service] === group.service &&
        labels[labelKeys.role] === group.role &&
        textAt(spec, 'type') === 'LoadBalancer',
    );
  const written = service?.annotations[loadBalancerAddresses] ?? '';
  return written === '' ? [] : written.split(',');
}

/** Certificates, by the issuer that the namespace says is the public one or the internal one. */
export function readCertificates(view: ClusterView): readonly CertificateMeaning[] {
  return view.of('Certificate').flatMap((seen) => {
    const facts = view.zoneByNamespace.get(seen.namespace)?.facts;
    const issuer = textAt(seen.spec, 'issuerRef', 'name');
    const written = seen.annotations[issuerAnnotation];
    const isOne = facts !== undefined && facts.publicIssuer === facts.internalIssuer;
    const kinds = (['public', 'internal'] as const).filter(
      (kind) =>
        issuer === (kind === 'public' ? facts?.publicIssuer : facts?.internalIssuer) &&
        (!isOne || written === kind),
    );
    return listAt(seen.spec, 'dnsNames').flatMap((host) =>
      kinds.map((kind) => ({
        key: `${String(host)} ${seen.labels[labelKeys.service] ?? ''}`,
        resources: [seen.resource.name],
        host: String(host),
        issuer: kind,
      })),
    );
  });
}

/** E-services: the hosts that gateways listen for, and between how many servers the groups behind them scale. */
export function readEServices(
  view: ClusterView,
  listeners: readonly OpenListener[],
): readonly EServiceMeaning[] {
  const byService = Map.groupBy(
    view.of('Gateway').filter(({ labels }) => labels[labelKeys.eService] !== undefined),
    ({ labels }) => labels[labelKeys.eService] ?? '',
  );
  return [...byService].map(([key, gateways]) => {
    const own = listeners.filter(({ gateway }) => gateways.includes(gateway));
    const unreached = gateways.flatMap(({ annotations }) => (annotations[unreachedHosts] ?? '').split(' '));
    const hosts = [...own.flatMap(({ host }) => host ?? []), ...unreached.filter((host) => host !== '')];
    const groups = new Set(own.flatMap((listener) => listener.groups));
    return {
      key,
      resources: [...gateways, ...own.flatMap(({ routes }) => routes)].map(({ resource }) => resource.name),
      hosts: [...new Set(hosts)].sort(compareText),
      scaling: [...groups].sort(compareText).flatMap((group) => {
        const seen = view.groups.get(group);
        return seen === undefined ? [] : [{ group, ...scaleOf(view, seen) }];
      }),
    };
  });
}

function scaleOf(
  view: ClusterView,
  { form, workloads }: SeenGroup,
): { readonly minimum: number; readonly maximum: number } {
  const [first] = workloads;
  const count = (value: unknown): number => (typeof value === 'number' ? value : 0);
  const same = (number: number) => ({ minimum: number, maximum: number });
  if (form === 'machines') return same(workloads.length);
  if (form === 'managed-database') return same(count(at(first?.spec, 'instances')));
  const scaler = view
    .of('HorizontalPodAutoscaler')
    .find(
      ({ namespace, spec }) =>
        namespace === first?.namespace && at(spec, 'scaleTargetRef', 'name') === first.name,
    );
  return scaler === undefined
    ? same(count(at(first?.spec, 'replicas')))
    : { minimum: count(at(scaler.spec, 'minReplicas')), maximum: count(at(scaler.spec, 'maxReplicas')) };
}
