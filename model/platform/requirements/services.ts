import { serviceLevelOf } from '../../declaration/declaration.ts';
import { serviceFilePath } from '../../declaration/files.ts';
import type { Service } from '../../declaration/service.ts';
import type { Text } from '../../format/text.ts';
import { placeOf } from '../declared-place.ts';
import type { Requirement, RequirementSource } from './requirement.ts';

/** Services with one of some capabilities, as requirements. */
export function servicesWith(
  source: RequirementSource,
  capabilities: readonly string[],
): readonly Requirement[] {
  return source.services
    .filter(({ capability }) => capabilities.includes(capability))
    .map((service) => serviceRequirement(source, service));
}

const hostings: Readonly<Record<Service['hosting'], Text>> = {
  own: { sv: 'drivas av kommunen själv', en: 'be run by the municipality itself' },
  shared: {
    sv: 'drivas gemensamt med andra offentliga organ',
    en: 'be run together with other public bodies',
  },
  external: { sv: 'drivas av en leverantör', en: 'be run by a supplier' },
  cloud: { sv: 'levereras som molntjänst', en: 'be delivered as a cloud service' },
};

/** What a service shall be: how it is run, at which level and for which class of information. */
export function serviceRequirement({ declaration }: RequirementSource, service: Service): Requirement {
  const level = serviceLevelOf(declaration, service);
  const how = hostings[service.hosting];
  const { classification } = service;
  const levels = (
    [
      ['k', 'k'],
      ['r', 'i'],
      ['t', 'a'],
    ] as const
  ).map(([aspect, english]) => ({
    sv: `${aspect.toUpperCase()} ${classification?.[aspect]}`,
    en: `${english === 'k' ? 'C' : english.toUpperCase()} ${classification?.[aspect]}`,
  }));
  const parts: readonly Text[] = [
    { sv: `${service.name} ska ${how.sv}`, en: `${service.name} shall ${how.en}` },
    ...(level === undefined
      ? []
      : [{ sv: `i servicenivån ${level.name}`, en: `at the service level ${level.name}` }]),
    ...(classification === undefined
      ? []
      : [
          {
            sv: `för information i klass ${levels.map(({ sv }) => sv).join(', ')}`,
            en: `for information of class ${levels.map(({ en }) => en).join(', ')}`,
          },
        ]),
  ];
  return {
    text: {
      sv: `${parts.map(({ sv }) => sv).join(' ')}. ${service.purpose}`,
      en: `${parts.map(({ en }) => en).join(' ')}. ${service.purpose}`,
    },
    at: placeOf(declaration, serviceFilePath(service.id), '/capability'),
  };
}
