import type { z } from 'zod';
import type { Decision } from './decisions.ts';
import type { DeclarationKey, declarationFiles } from './files.ts';
import type { Service } from './service.ts';

type Files = { readonly [Key in DeclarationKey]: z.infer<(typeof declarationFiles)[Key]['schema']> };

/** A valid declaration: every file read, every reference resolved. Plain data, so it can be stored in a snapshot. */
export interface Declaration extends Files {
  readonly schemaVersion: 1;
  /** Sorted by id. */
  readonly services: readonly Service[];
  /** Line of every key, by file and JSON pointer: `lines['services/gis.yaml']['/owner']`. */
  readonly lines: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** `services/gis.yaml:12` for a key of a declared file, without the line where the key is not there. */
export function declaredAt(declaration: Declaration, file: string, pointer: string): string {
  const line = declaration.lines[file]?.[pointer];
  return line === undefined ? file : `${file}:${line}`;
}

/** The decision with an id; undefined where there is none, or no id. */
export function decisionOf({ decisions }: Declaration, id: string | undefined): Decision | undefined {
  return id === undefined ? undefined : decisions.decisions.find((decision) => decision.id === id);
}

/** The service-level class of a service; undefined where it has none. */
export function serviceLevelOf(
  { serviceLevels }: Pick<Declaration, 'serviceLevels'>,
  { serviceLevel }: Pick<Service, 'serviceLevel'>,
): Declaration['serviceLevels']['classes'][number] | undefined {
  return serviceLevels.classes.find(({ id }) => id === serviceLevel?.class);
}
