import { compareText } from '#model/compare-text.ts';
import type { CertificateMeaning, EServiceMeaning, NameMeaning } from '#model/platform/meaning.ts';
import type { AddressBook } from '../../target.ts';
import { issuerAnnotation } from '../certificate.ts';
import { unreachedHosts } from '../e-service.ts';
import { dnsAnnotations } from '../name.ts';
import { labelKeys } from '../parts/labels.ts';
import type { ClusterView, SeenGroup } from './cluster-view.ts';
import { fixedAddresses, groupFinder } from './find-groups.ts';
import { at, listAt, textAt } from './json.ts';
import type { OpenListener } from './read-listeners.ts';

/** Names of the internal name service, and whether the internet reaches them. */
export function readNames(
  view: ClusterView,
  listeners: readonly OpenListener[],
  book: AddressBook,
): readonly NameMeaning[] {
  const groupsAt = groupFinder(view, book);
  return view.of('Service').flatMap((seen): readonly NameMeaning[] => {
    const host = seen.annotations[dnsAnnotations.hostname];
    const port = at(seen.spec, 'ports', 0, 'port');
    if (host === undefined || typeof port !== 'number') return [];
    const service = seen.labels[labelKeys.service] ?? '';
    const { slices: own, addresses } = fixedAddresses(view, seen, port);
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
