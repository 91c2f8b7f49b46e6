import { backups, maintenance, monitoring } from './operation-parts.ts';
import type { ComparedPart } from './part.ts';
import { certificates, databases, eServices, names } from './publication-parts.ts';
import { flows, groups, servers, zones } from './server-parts.ts';
import { services } from './service-part.ts';

/** What is compared, in the order people read it. */
// biome-ignore lint/suspicious/noExplicitAny: each part is compared with itself only, so its item is its own business.
export const parts: readonly ComparedPart<any>[] = [
  services,
  zones,
  groups,
  servers,
  flows,
  databases,
  names,
  certificates,
  eServices,
  backups,
  maintenance,
  monitoring,
];
