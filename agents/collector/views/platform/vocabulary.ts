import type { Declaration } from '#model/declaration/declaration.ts';
import type { NetworkFile } from '#model/declaration/network.ts';
import type { Lang } from '#model/format/lang.ts';
import type { Text } from '#model/format/text.ts';
import type { CostKind } from '#model/platform/planned-cost.ts';
import type { Weekday } from '#model/platform/planned-operations.ts';
import type { Exposure } from '#model/platform/planned-publication.ts';
import type { ComponentKind } from '#model/platform/rendering.ts';
import type { Hypervisor } from '#model/platform/work-order.ts';
import type { Names } from '../../figures/names.ts';
import type { Place } from '../../figures/zone-flows.ts';
import { costWords } from '../services/vocabulary.ts';

export const zoneKindWords: Readonly<Record<NetworkFile['zones'][number]['kind'], Text>> = {
  server: { sv: 'Servrar', en: 'Servers' },
  client: { sv: 'Klienter', en: 'Clients' },
  management: { sv: 'Hantering', en: 'Management' },
  guest: { sv: 'Gäster', en: 'Guests' },
  device: { sv: 'Enheter utan användare', en: 'Devices without users' },
};

export const authenticationWords: Readonly<Record<NetworkFile['access'][number]['authentication'], Text>> = {
  '802.1x-certificate': { sv: 'certifikat (802.1X)', en: 'certificate (802.1X)' },
  '802.1x-user': { sv: 'användarens inloggning (802.1X)', en: 'the user’s login (802.1X)' },
  mac: { sv: 'nätverkskortets adress (MAC)', en: 'address of the network card (MAC)' },
  open: { sv: 'ingen, öppet nät', en: 'none, open network' },
};

export const siteKindWords: Readonly<
  Record<Declaration['organisation']['platformSites'][number]['kind'], Text>
> = {
  adopted: { sv: 'Befintlig servermiljö', en: 'Existing servers' },
  kubernetes: { sv: 'Kubernetes', en: 'Kubernetes' },
  azure: { sv: 'Azure', en: 'Azure' },
};

export const hypervisorWords: Readonly<Record<NonNullable<Hypervisor>, Text>> = {
  vmware: { sv: 'VMware', en: 'VMware' },
  'hyper-v': { sv: 'Hyper-V', en: 'Hyper-V' },
  proxmox: { sv: 'Proxmox VE', en: 'Proxmox VE' },
  operator: { sv: 'hos en operatör', en: 'at an operator' },
};

/** The kinds of component as kinds of work. */
export const workKindWords: Readonly<Record<ComponentKind, Text>> = {
  Zone: { sv: 'Zoner', en: 'Zones' },
  Flow: { sv: 'Flöden och portar', en: 'Flows and ports' },
  ServerGroup: { sv: 'Servrar', en: 'Servers' },
  DataDisk: { sv: 'Datadiskar', en: 'Data disks' },
  Database: { sv: 'Databaser', en: 'Databases' },
  EService: { sv: 'E-tjänster', en: 'E-services' },
  Certificate: { sv: 'Certifikat', en: 'Certificates' },
  Name: { sv: 'Namn', en: 'Names' },
  BackupPlan: { sv: 'Säkerhetskopior', en: 'Backups' },
  Monitoring: { sv: 'Övervakning', en: 'Monitoring' },
  MaintenanceWindow: { sv: 'Underhåll', en: 'Maintenance' },
  Guardrail: { sv: 'Regler för hela platsen', en: 'Rules of the whole site' },
};

/** Of both the declared lines and what follows from the price list. */
export const plannedCostWords: Readonly<Record<CostKind, Text>> = {
  ...costWords,
  servers: { sv: 'Servrar', en: 'Servers' },
  storage: { sv: 'Lagring', en: 'Storage' },
  backup: { sv: 'Säkerhetskopior', en: 'Backups' },
  'service-level': { sv: 'Servicenivå', en: 'Service level' },
};

export const weekdayWords: Readonly<Record<Weekday, Text>> = {
  mon: { sv: 'måndagar', en: 'Mondays' },
  tue: { sv: 'tisdagar', en: 'Tuesdays' },
  wed: { sv: 'onsdagar', en: 'Wednesdays' },
  thu: { sv: 'torsdagar', en: 'Thursdays' },
  fri: { sv: 'fredagar', en: 'Fridays' },
  sat: { sv: 'lördagar', en: 'Saturdays' },
  sun: { sv: 'söndagar', en: 'Sundays' },
};

export const exposureWords: Readonly<Record<Exposure, Text>> = {
  internet: { sv: 'från internet', en: 'from the internet' },
  internal: { sv: 'i kommunens nät', en: 'within our network' },
  none: { sv: 'inget flöde deklarerat', en: 'no flow declared' },
};

const placeWords = {
  internet: { sv: 'Internet', en: 'The internet' },
  outside: { sv: 'Tjänster hos andra', en: 'Services of others' },
} as const;

/** A zone's name, the internet, or services that others run. */
export function placeName(place: Place, names: Names, lang: Lang): string {
  if (place === 'internet' || place === 'outside') return placeWords[place][lang];
  return names.zone(place.slice('zone:'.length));
}
