import type { Subject } from '#model/controls/result.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import { levelOf } from '#model/declaration/level.ts';
import type { Service } from '#model/declaration/service.ts';
import type { FleetDevice } from '#model/fleet/fleet.ts';
import type { ControlProfile } from './control.ts';

/** How much is at stake with a subject, as far as it is known. */
export interface SubjectClass {
  /** Highest of k, r and t, 0–4, of what is classified; null where nothing is. */
  readonly level: number | null;
  /** False where a service that counts has no class, so the true level may be higher. */
  readonly complete: boolean;
}

/** Class of a service: the highest of confidentiality, integrity and availability. */
export function classOfService(service: Service): SubjectClass {
  const level = levelOf(service);
  return { level, complete: level !== null };
}

/** Class of what carries these services: the highest of theirs; carrying none, it has no class of its own. */
export function classOfServices(serviceIds: readonly string[], { services }: Declaration): SubjectClass {
  const classes = serviceIds.map((id) => {
    const service = services.find((candidate) => candidate.id === id);
    return service === undefined ? { level: null, complete: false } : classOfService(service);
  });
  const levels = classes.flatMap(({ level }) => (level === null ? [] : [level]));
  return {
    level: levels.length === 0 ? null : Math.max(...levels),
    complete: classes.every(({ complete }) => complete),
  };
}

/** Class of what a result is about; a subject that is no longer there has none. */
export function classOfSubject(
  { kind, id }: Subject,
  declaration: Declaration,
  devices: ReadonlyMap<string, FleetDevice>,
): SubjectClass {
  if (kind === 'service') {
    const service = declaration.services.find((candidate) => candidate.id === id);
    return service === undefined ? { level: null, complete: false } : classOfService(service);
  }
  const device = devices.get(id);
  return device === undefined
    ? { level: null, complete: false }
    : classOfServices(device.serviceIds, declaration);
}

/** Lowest class from which a profile applies. */
const lowestLevel: Readonly<Record<ControlProfile, number>> = { base: 0, extended: 2, high: 3 };

/** Does a control of this profile apply to a subject of this class? `unknown` where a missing class decides. */
export function appliesTo(
  profile: ControlProfile,
  { level, complete }: SubjectClass,
): 'yes' | 'no' | 'unknown' {
  if (profile === 'base' || (level ?? 0) >= lowestLevel[profile]) return 'yes';
  return complete ? 'no' : 'unknown';
}
