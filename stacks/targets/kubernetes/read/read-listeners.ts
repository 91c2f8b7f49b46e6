import type { JsonValue } from '#model/platform/rendering.ts';
import { groupKey } from '#stacks/plan/group-key.ts';
import type { AddressBook } from '../../target.ts';
import { labelKeys } from '../parts/labels.ts';
import { answeringLabels, type ClusterView, type SeenObject } from './cluster-view.ts';
import { fixedAddresses, groupFinder } from './find-groups.ts';
import { at, listAt, textAt } from './json.ts';
import type { ReadPolicy } from './policies.ts';
import { selects } from './selector.ts';

/** A listener that leads somewhere, with the groups it leads to. */
export interface OpenListener {
  readonly gateway: SeenObject;
  readonly service: string;
  /** Null = whatever host. */
  readonly host: string | null;
  readonly port: number;
  readonly groups: readonly string[];
  readonly routes: readonly SeenObject[];
}

/**
 * Listeners of gateways that lead somewhere: by a route, to a Service that has the port, of a group that lets the
 * gateway in. What is encrypted needs a certificate in front and behind.
 */
export function seeListeners(
  view: ClusterView,
  policies: readonly ReadPolicy[],
  book: AddressBook,
): readonly OpenListener[] {
  const routes = ['HTTPRoute', 'TCPRoute', 'UDPRoute'].flatMap((kind) => view.of(kind));
  const services = new Map(view.of('Service').map((seen) => [`${seen.namespace}/${seen.name}`, seen]));
  const groupsAt = groupFinder(view, book);
  const ways = openWays(policies);
  const groupsOf = (namespace: string, backend: JsonValue, isEncrypted: boolean): readonly string[] => {
    const service = services.get(`${namespace}/${textAt(backend, 'name')}`);
    const port = at(backend, 'port');
    if (service === undefined || typeof port !== 'number') return [];
    const hasPort = listAt(service.spec, 'ports').some((each) => at(each, 'port') === port);
    if (!hasPort || (isEncrypted && !isTrusted(view, service))) return [];
    const groups =
      at(service.spec, 'selector') === undefined
        ? groupsAt(fixedAddresses(view, service, port).addresses)
        : selectedGroups(view, service);
    return groups.filter((key) => ways.has(`${key} ${port}`));
  };
  return view.of('Gateway').flatMap((gateway) =>
    listAt(gateway.spec, 'listeners').flatMap((listener): readonly OpenListener[] => {
      const host = textAt(listener, 'hostname') || null;
      const port = at(listener, 'port');
      const protocol = textAt(listener, 'protocol');
      const isNamed = protocol === 'HTTP' || protocol === 'HTTPS';
      if (isNamed !== (host !== null) || (protocol === 'HTTPS' && !hasCertificate(view, gateway, listener)))
        return [];
      const attached = routes.filter((route) => isAttached(route, gateway, listener));
      const groups = attached.flatMap(({ namespace, spec }) =>
        listAt(spec, 'rules').flatMap((rule) =>
          listAt(rule, 'backendRefs').flatMap((backend) =>
            groupsOf(namespace, backend, protocol === 'HTTPS'),
          ),
        ),
      );
      if (groups.length === 0 || typeof port !== 'number') return [];
      const service = gateway.labels[labelKeys.service] ?? '';
      return [{ gateway, service, host, port, groups, routes: attached }];
    }),
  );
}

const routeKinds: Readonly<Record<string, string>> = {
  HTTP: 'HTTPRoute',
  HTTPS: 'HTTPRoute',
  TCP: 'TCPRoute',
  UDP: 'UDPRoute',
};

function isAttached(
  { kind, namespace, spec }: SeenObject,
  gateway: SeenObject,
  listener: JsonValue,
): boolean {
  const host = textAt(listener, 'hostname');
  return (
    kind === routeKinds[textAt(listener, 'protocol')] &&
    namespace === gateway.namespace &&
    (host === '' || listAt(spec, 'hostnames').includes(host)) &&
    listAt(spec, 'parentRefs').some(
      (parent) => at(parent, 'name') === gateway.name && at(parent, 'sectionName') === at(listener, 'name'),
    )
  );
}

/** A certificate that is kept where the listener looks for it, for its host. */
function hasCertificate(view: ClusterView, gateway: SeenObject, listener: JsonValue): boolean {
  const secrets = listAt(listener, 'tls', 'certificateRefs').map((each) => textAt(each, 'name'));
  return (
    textAt(listener, 'tls', 'mode') === 'Terminate' &&
    view
      .of('Certificate')
      .some(
        ({ namespace, spec }) =>
          namespace === gateway.namespace &&
          secrets.includes(textAt(spec, 'secretName')) &&
          listAt(spec, 'dnsNames').includes(textAt(listener, 'hostname')),
      )
  );
}

/** The gateway checks the certificate of what stands behind it. */
function isTrusted(view: ClusterView, service: SeenObject): boolean {
  return view
    .of('BackendTLSPolicy')
    .some(
      ({ namespace, spec }) =>
        namespace === service.namespace &&
        textAt(spec, 'validation', 'hostname') !== '' &&
        listAt(spec, 'targetRefs').some(
          (target) => at(target, 'kind') === 'Service' && at(target, 'name') === service.name,
        ),
    );
}

function selectedGroups(view: ClusterView, service: SeenObject): readonly string[] {
  const selector = { matchLabels: at(service.spec, 'selector') ?? {} };
  return [...view.groups.values()]
    .filter(
      (group) => group.zone.namespace === service.namespace && selects(selector, answeringLabels(group)),
    )
    .map(({ key }) => key);
}

/** Ports of groups that let their gateway in. */
function openWays(policies: readonly ReadPolicy[]): ReadonlySet<string> {
  return new Set(
    policies
      .filter(({ exception }) => exception === 'gateway')
      .flatMap(({ seen, ingress }) =>
        (ingress ?? []).flatMap(({ ports }) =>
          (ports ?? []).map(
            ({ first }) =>
              `${groupKey(seen.labels[labelKeys.service] ?? '', seen.labels[labelKeys.role] ?? '')} ${first}`,
          ),
        ),
      ),
  );
}
