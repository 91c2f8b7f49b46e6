import type { z } from 'zod';
import { DecisionsFile } from './decisions.ts';
import { DevicesFile } from './devices.ts';
import { GoalsFile } from './goals.ts';
import { NetworkFile } from './network.ts';
import { OrganisationFile } from './organisation.ts';
import { PricesFile } from './prices.ts';
import { Service } from './service.ts';
import { ServiceLevelsFile } from './service-levels.ts';
import { StandardsFile } from './standards.ts';
import { SuppliersFile } from './suppliers.ts';

/** One kind of file in a declaration folder. */
export interface DeclarationFile {
  /** Name in the folder, and of its JSON Schema (`grundval.schema.json`). */
  readonly name: string;
  readonly schema: z.ZodObject;
  readonly required: boolean;
}

/** The files of a declaration besides `services/*.yaml`, by the key they have in a Declaration. */
export const declarationFiles = {
  organisation: { name: 'grundval', schema: OrganisationFile, required: true },
  network: { name: 'network', schema: NetworkFile, required: true },
  serviceLevels: { name: 'service-levels', schema: ServiceLevelsFile, required: true },
  standards: { name: 'standards', schema: StandardsFile, required: true },
  suppliers: { name: 'suppliers', schema: SuppliersFile, required: true },
  decisions: { name: 'decisions', schema: DecisionsFile, required: true },
  goals: { name: 'goals', schema: GoalsFile, required: true },
  prices: { name: 'prices', schema: PricesFile, required: true },
  devices: { name: 'devices', schema: DevicesFile, required: false },
} as const satisfies Record<string, DeclarationFile>;
export type DeclarationKey = keyof typeof declarationFiles;

/** The file of one service, `services/<id>.yaml`. */
export const serviceFile = {
  name: 'service',
  schema: Service,
  required: true,
} as const satisfies DeclarationFile;

/** Path of a service's file in the declaration folder. */
export function serviceFilePath(id: string): string {
  return `services/${id}.yaml`;
}

/** Id of the service that a file is named after: `services/gis.yaml` → `gis`. */
export function serviceIdOf(file: string): string {
  return file.slice('services/'.length, -'.yaml'.length);
}
