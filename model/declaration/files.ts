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
  /** What the file is, for editors, in Swedish as the texts in it. */
  readonly title: string;
  readonly description: string;
  readonly schema: z.ZodObject;
  readonly required: boolean;
}

/** The files of a declaration besides `services/*.yaml`, by the key they have in a Declaration. */
export const declarationFiles = {
  organisation: {
    name: 'grundval',
    title: 'Organisationen',
    description:
      'Kommunen eller den gemensamma IT-organisationen: kommuner, enheter, roller, miljöer och platser för servrar.',
    schema: OrganisationFile,
    required: true,
  },
  network: {
    name: 'network',
    title: 'Nätet',
    description: 'Platser, zoner, vilken roll som når vilken zon, och länkar mellan platser.',
    schema: NetworkFile,
    required: true,
  },
  serviceLevels: {
    name: 'service-levels',
    title: 'Servicenivåerna',
    description:
      'De klasser som en tjänst kan beställas i: tider, tillgänglighet, återställning, kopior och pris.',
    schema: ServiceLevelsFile,
    required: true,
  },
  standards: {
    name: 'standards',
    title: 'Standarder',
    description:
      'Det som är godkänt att bygga på och köpa: avbilder, databaser, gemensamma områden och modeller.',
    schema: StandardsFile,
    required: true,
  },
  suppliers: {
    name: 'suppliers',
    title: 'Leverantörer',
    description: 'Vilka som levererar, med avtal, ansvar per lager och plan för att lämna.',
    schema: SuppliersFile,
    required: true,
  },
  decisions: {
    name: 'decisions',
    title: 'Beslut och undantag',
    description: 'Vem som har beslutat vad och när, och vilka avvikelser som är godtagna till vilken dag.',
    schema: DecisionsFile,
    required: true,
  },
  goals: {
    name: 'goals',
    title: 'Mål och åtgärder',
    description: 'Årets mål med mått och de åtgärder som är beslutade.',
    schema: GoalsFile,
    required: true,
  },
  prices: {
    name: 'prices',
    title: 'Priser',
    description: 'Vad storlekar, lagring och kopior kostar per år.',
    schema: PricesFile,
    required: true,
  },
  devices: {
    name: 'devices',
    title: 'Enheter',
    description: 'Enheter som är kända genom deklarationen, utöver tjänsternas servrar.',
    schema: DevicesFile,
    required: false,
  },
} as const satisfies Record<string, DeclarationFile>;
export type DeclarationKey = keyof typeof declarationFiles;

/** The file of one service, `services/<id>.yaml`. */
export const serviceFile = {
  name: 'service',
  title: 'En tjänst',
  description: 'Allt om en tjänst: ägare, klass, servicenivå, servrar, flöden, kostnader och beslut.',
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
