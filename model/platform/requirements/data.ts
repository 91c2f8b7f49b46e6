import { decisionOf } from '../../declaration/declaration.ts';
import { serviceFilePath } from '../../declaration/files.ts';
import { durationSeconds } from '../../declaration/values.ts';
import type { Lang } from '../../format/lang.ts';
import { formatNumber } from '../../format/number.ts';
import { formatCount } from '../../format/plural.ts';
import { placeOf } from '../declared-place.ts';
import type { Requirement, RequirementSource } from './requirement.ts';

/** The databases that services have. */
export function databases({ declaration, plan, nameOfService }: RequirementSource): readonly Requirement[] {
  const engineName = new Map(declaration.standards.engines.map(({ id, name }) => [id, name]));
  const groups = new Map(plan.groups.map((group) => [group.key, group]));
  return plan.databases.flatMap(({ group: key, engine, replicas, storageGib, build }) => {
    const group = groups.get(key);
    if (group === undefined || !build) return [];
    const name = nameOfService(group.service);
    const storage = {
      sv: storageGib === 0 ? '' : ` och ${formatNumber(storageGib, 'sv')} GiB`,
      en: storageGib === 0 ? '' : ` and ${formatNumber(storageGib, 'en')} GiB`,
    };
    const servers = { sv: { one: 'server', other: 'servrar' }, en: { one: 'server', other: 'servers' } };
    const product = engineName.get(engine) ?? engine;
    return [
      {
        text: {
          sv: `${name} ska ha en databas i ${product} på ${formatCount(replicas, servers.sv, 'sv')}${storage.sv}.`,
          en: `${name} shall have a database in ${product} on ${formatCount(replicas, servers.en, 'en')}${storage.en}.`,
        },
        at: group.at,
      },
    ];
  });
}

/** Disks of services, and what is decided of how long information is kept. */
export function storage(source: RequirementSource): readonly Requirement[] {
  const { declaration, plan, services, nameOfService } = source;
  const disks = plan.groups.flatMap(({ build, service, role, servers, disks: of, at }) => {
    const gib = servers.length * of.reduce((sum, { sizeGib }) => sum + sizeGib, 0);
    if (!build || gib === 0) return [];
    const name = nameOfService(service);
    return [
      {
        text: {
          sv: `${name} ska ha ${formatNumber(gib, 'sv')} GiB datadisk för ${role}.`,
          en: `${name} shall have ${formatNumber(gib, 'en')} GiB of data disk for ${role}.`,
        },
        at,
      },
    ];
  });
  const kept = services.flatMap(({ id, name, information }) =>
    information.flatMap(({ type, retention }, index) => {
      const decision = decisionOf(declaration, retention);
      if (decision === undefined) return [];
      return [
        {
          text: {
            sv: `Handlingstypen ${type} i ${name} ska bevaras och gallras enligt ${decision.reference} (${decision.title}).`,
            en: `Records of type ${type} in ${name} shall be kept and disposed of by ${decision.reference} (${decision.title}).`,
          },
          at: placeOf(declaration, serviceFilePath(id), `/information/${index}`),
        },
      ];
    }),
  );
  return [...disks, ...kept];
}

const spans = {
  m: { sv: { one: 'minut', other: 'minuter' }, en: { one: 'minute', other: 'minutes' } },
  h: { sv: { one: 'timme', other: 'timmar' }, en: { one: 'hour', other: 'hours' } },
  d: { sv: { one: 'dygn', other: 'dygn' }, en: { one: 'day', other: 'days' } },
} as const;

function spanOf(duration: string, lang: Lang): string {
  const seconds = durationSeconds(duration);
  const unit = seconds % 86_400 === 0 ? 'd' : seconds % 3600 === 0 ? 'h' : 'm';
  return formatCount(seconds / durationSeconds(`1${unit}`), spans[unit][lang], lang);
}

/** How each service-level class is copied and restored, and the class each service with servers has. */
export function backups({ declaration, plan, nameOfService }: RequirementSource): readonly Requirement[] {
  const classes = declaration.serviceLevels.classes.map(({ name, backup, rpo, rto }, index) => ({
    text: {
      sv: `I servicenivån ${name} ska kopior tas med högst ${spanOf(backup.every, 'sv')} emellan och sparas ${spanOf(backup.keep, 'sv')}${backup.isolatedCopy ? ', med en kopia som plattformens administratörer inte kan radera' : ''}. Data från högst ${spanOf(rpo, 'sv')} ska kunna gå förlorade, och tjänsten ska vara åter inom ${spanOf(rto, 'sv')}. Återläsning ska provas minst en gång på ${spanOf(backup.restoreTestEvery, 'sv')}.`,
      en: `At the service level ${name} copies shall be taken with at most ${spanOf(backup.every, 'en')} between and kept ${spanOf(backup.keep, 'en')}${backup.isolatedCopy ? ', with a copy that administrators of the platform cannot delete' : ''}. Data of at most ${spanOf(rpo, 'en')} may be lost, and the service shall be back within ${spanOf(rto, 'en')}. A restore shall be tried at least once in ${spanOf(backup.restoreTestEvery, 'en')}.`,
    },
    at: placeOf(declaration, 'service-levels.yaml', `/classes/${index}/backup`),
  }));
  const levelName = new Map(declaration.serviceLevels.classes.map(({ id, name }) => [id, name]));
  const groups = new Map(plan.groups.map((group) => [group.key, group]));
  const services = Map.groupBy(
    plan.backups.filter(({ group }) => groups.get(group)?.build === true),
    ({ group }) => groups.get(group)?.service ?? '',
  );
  return [
    ...classes,
    ...[...services].flatMap(([id, copied]) =>
      copied.slice(0, 1).map(({ serviceLevel }) => {
        const level = levelName.get(serviceLevel) ?? serviceLevel;
        return {
          text: {
            sv: `${nameOfService(id)} ska kopieras som servicenivån ${level} säger.`,
            en: `${nameOfService(id)} shall be copied as the service level ${level} says.`,
          },
          at: placeOf(declaration, serviceFilePath(id), '/serviceLevel'),
        };
      }),
    ),
  ];
}
