import { serviceFilePath } from '#model/declaration/files.ts';
import type { Service } from '#model/declaration/service.ts';
import type { Text } from '#model/format/text.ts';
import { type DeclaredPlace, placeOf } from '#model/platform/declared-place.ts';
import { type ComparedPart, plain, several, yesNo } from './part.ts';

interface PlacedService {
  readonly service: Service;
  readonly at: DeclaredPlace;
}

const stages: Readonly<Record<Service['stage'], Text>> = {
  proposed: { sv: 'föreslagen', en: 'proposed' },
  ordered: { sv: 'beställd', en: 'ordered' },
  'in-use': { sv: 'i bruk', en: 'in use' },
  retiring: { sv: 'avvecklas', en: 'being retired' },
};

const hostings: Readonly<Record<Service['hosting'], Text>> = {
  own: { sv: 'egen', en: 'own' },
  shared: { sv: 'gemensam', en: 'shared' },
  external: { sv: 'köpt drift', en: 'operated by a supplier' },
  cloud: { sv: 'molntjänst', en: 'cloud service' },
};

/** What is agreed of a service, as far as the plan does not already follow from it. */
export const services: ComparedPart<PlacedService> = {
  part: 'service',
  items: ({ declaration, plan }) => {
    const planned = new Set(plan.services.map(({ id }) => id));
    return declaration.services
      .filter(({ id }) => planned.has(id))
      .map((service) => ({ service, at: placeOf(declaration, serviceFilePath(service.id), '/id') }));
  },
  keyOf: ({ service }) => service.id,
  servicesOf: ({ service }) => [service.id],
  describe: ({ service }) => ({ sv: `Tjänsten ${service.name}`, en: `The service ${service.name}` }),
  fields: [
    { label: { sv: 'skede', en: 'stage' }, value: ({ service }) => stages[service.stage] },
    { label: { sv: 'ägare', en: 'owner' }, value: ({ service }) => plain(service.owner) },
    {
      label: { sv: 'förvaltare', en: 'administrators' },
      value: ({ service }) => several(service.administrators),
    },
    {
      label: { sv: 'klass', en: 'class' },
      value: ({ service: { classification: c } }) =>
        c === undefined ? null : plain(`K${c.k} R${c.r} T${c.t}${c.s === undefined ? '' : ` S${c.s}`}`),
    },
    {
      label: { sv: 'servicenivå', en: 'service level' },
      value: ({ service }) => plain(service.serviceLevel?.class),
    },
    { label: { sv: 'samhällsviktig', en: 'essential' }, value: ({ service }) => yesNo(service.essential) },
    { label: { sv: 'driftform', en: 'hosting' }, value: ({ service }) => hostings[service.hosting] },
    { label: { sv: 'plats', en: 'site' }, value: ({ service }) => plain(service.runsOn) },
    { label: { sv: 'leverantör', en: 'supplier' }, value: ({ service }) => plain(service.supplier) },
    { label: { sv: 'behöver', en: 'needs' }, value: ({ service }) => several(service.dependsOn.toSorted()) },
  ],
  placeOf: ({ at }) => at,
};
