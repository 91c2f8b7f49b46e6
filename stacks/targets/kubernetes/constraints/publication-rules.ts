import type { JsonValue } from '#model/platform/rendering.ts';
import type { ClusterView, SeenObject } from '../read/cluster-view.ts';
import { at, listAt, textAt } from '../read/json.ts';
import { type ClusterRule, mistake } from './cluster-rule.ts';

const routeKinds = ['HTTPRoute', 'TCPRoute', 'UDPRoute'] as const;

/** What is asked of gateways and what they lead to. */
export const publicationRules: readonly ClusterRule[] = [
  {
    about: 'A route comes from a listener and leads to ports of services that are there.',
    find: (view) =>
      routesOf(view).flatMap((route) => [
        ...listAt(route.spec, 'parentRefs')
          .filter((parent) => listenerOf(view, route, parent) === undefined)
          .map((parent) => mistake(route, 'spec.parentRefs', parent, 'a listener of a gateway in the zone')),
        ...backendsOf(route)
          .filter((backend) => portOf(view, route, backend) === undefined)
          .map((backend) => mistake(route, 'spec.rules', backend, 'a port of a Service in the zone')),
        ...listAt(route.spec, 'rules')
          .filter((rule) => Object.keys(rule ?? {}).some((key) => key !== 'backendRefs'))
          .map((rule) => mistake(route, 'spec.rules', rule, 'backends alone: all that comes goes there')),
      ]),
  },
  {
    about: 'Every listener leads somewhere, and lets in routes of its zone only.',
    find: (view) =>
      view
        .of('Gateway')
        .flatMap((gateway) =>
          listAt(gateway.spec, 'listeners').flatMap((listener, index) => [
            ...(routesOf(view).some((route) =>
              listAt(route.spec, 'parentRefs').some((parent) => listenerOf(view, route, parent) === listener),
            )
              ? []
              : [mistake(gateway, `spec.listeners.${index}`, textAt(listener, 'name'), 'a route from it')]),
            ...(textAt(listener, 'allowedRoutes', 'namespaces', 'from') === 'Same'
              ? []
              : [
                  mistake(
                    gateway,
                    `spec.listeners.${index}.allowedRoutes`,
                    at(listener, 'allowedRoutes'),
                    'namespaces from Same',
                  ),
                ]),
          ]),
        ),
  },
  {
    about: 'What is encrypted to the gateway is encrypted from there on.',
    find: (view) =>
      view.of('HTTPRoute').flatMap((route) => {
        const isEncrypted = listAt(route.spec, 'parentRefs').some(
          (parent) => textAt(listenerOf(view, route, parent), 'protocol') === 'HTTPS',
        );
        if (!isEncrypted) return [];
        return backendsOf(route)
          .filter((backend) => !isEncryptedTo(view, route, backend))
          .map((backend) => mistake(route, 'spec.rules', backend, 'a BackendTLSPolicy for the port'));
      }),
  },
];

function routesOf(view: ClusterView): readonly SeenObject[] {
  return routeKinds.flatMap((kind) => view.of(kind));
}

function backendsOf({ spec }: SeenObject): readonly JsonValue[] {
  return listAt(spec, 'rules').flatMap((rule) => listAt(rule, 'backendRefs'));
}

function listenerOf(view: ClusterView, { namespace }: SeenObject, parent: JsonValue): JsonValue | undefined {
  const gateway = view
    .of('Gateway')
    .find((each) => each.namespace === namespace && each.name === textAt(parent, 'name'));
  return listAt(gateway?.spec, 'listeners').find(
    (listener) => textAt(listener, 'name') === textAt(parent, 'sectionName'),
  );
}

/** The port of the Service in the zone that a route leads to: all of what comes by it, and nowhere else. */
function portOf(view: ClusterView, { namespace }: SeenObject, backend: JsonValue): JsonValue | undefined {
  if (Object.keys(backend ?? {}).some((key) => key !== 'name' && key !== 'port')) return undefined;
  const service = view
    .of('Service')
    .find((each) => each.namespace === namespace && each.name === textAt(backend, 'name'));
  return listAt(service?.spec, 'ports').find((port) => at(port, 'port') === at(backend, 'port'));
}

function isEncryptedTo(view: ClusterView, route: SeenObject, backend: JsonValue): boolean {
  const section = textAt(portOf(view, route, backend), 'name');
  return view
    .of('BackendTLSPolicy')
    .some(
      ({ namespace, spec }) =>
        namespace === route.namespace &&
        textAt(spec, 'validation', 'wellKnownCACertificates') === 'System' &&
        listAt(spec, 'targetRefs').some(
          (target) =>
            textAt(target, 'name') === textAt(backend, 'name') && textAt(target, 'sectionName') === section,
        ),
    );
}
