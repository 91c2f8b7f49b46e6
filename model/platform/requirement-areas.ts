import type { Declaration } from '../declaration/declaration.ts';
import { isBuilt } from '../declaration/stage.ts';
import type { Text } from '../format/text.ts';
import type { PlatformPlan } from './plan.ts';
import { backups, databases, storage } from './requirements/data.ts';
import { eServiceRequirements } from './requirements/e-services.ts';
import { accessFromOutside, integrations, loginWays } from './requirements/flows.ts';
import { networkRequirements } from './requirements/network.ts';
import type { Requirement, RequirementSource } from './requirements/requirement.ts';
import { servicesWith } from './requirements/services.ts';
import { approvedEngines, approvedImages, clientModels, standardAreas } from './requirements/standards.ts';

/** One of the sixteen areas of a technical requirement specification (KUN-50) with what is declared for it. */
export interface RequirementArea {
  /** `KUN-50a` */
  readonly id: string;
  readonly letter: string;
  readonly title: Text;
  /** Where in the declaration it is said, for an area in which nothing is. */
  readonly declaredIn: Text;
  /** Empty where nothing is declared; it is never filled in. */
  readonly requirements: readonly (Requirement & { readonly number: string })[];
}

/** The sixteen areas, each with a requirement for all that is declared for it; proposals are left out. */
export function requirementAreas(declaration: Declaration, plan: PlatformPlan): readonly RequirementArea[] {
  const names = new Map(declaration.services.map(({ id, name }) => [id, name]));
  const source: RequirementSource = {
    declaration,
    plan,
    services: declaration.services.filter(isBuilt),
    nameOfService: (id) => names.get(id) ?? id,
  };
  return areas.map(({ letter, title, declaredIn, read }) => ({
    id: `KUN-50${letter}`,
    letter,
    title,
    declaredIn,
    requirements: read(source).map((requirement, index) => ({
      ...requirement,
      number: `${letter}${index + 1}`,
    })),
  }));
}

interface Area extends Pick<RequirementArea, 'letter' | 'title' | 'declaredIn'> {
  readonly read: (source: RequirementSource) => readonly Requirement[];
}

/** An area of services: told by their capability, and by the standard of a common area where one is decided. */
function ofServices(
  letter: string,
  title: Text,
  capabilities: readonly string[],
  standards: readonly string[] = [],
  more: Area['read'] = () => [],
): Area {
  const list = capabilities.join(', ');
  return {
    letter,
    title,
    declaredIn: {
      sv: `tjänster med förmågan (capability) ${list}${standards.length === 0 ? '' : ', och områden i standards.yaml'}`,
      en: `services with the capability ${list}${standards.length === 0 ? '' : ', and areas in standards.yaml'}`,
    },
    read: (source) => [
      ...servicesWith(source, capabilities),
      ...standardAreas(source, standards),
      ...more(source),
    ],
  };
}

/** In the order of the strategy: a to p. */
const areas: readonly Area[] = [
  {
    letter: 'a',
    title: {
      sv: 'Nätverksarkitektur: LAN, WAN och trådlöst',
      en: 'Network architecture: LAN, WAN and wireless',
    },
    declaredIn: {
      sv: 'platser, länkar, zoner och roller i network.yaml',
      en: 'sites, links, zones and roles in network.yaml',
    },
    read: networkRequirements,
  },
  ofServices(
    'b',
    { sv: 'Accesslösningar (VPN)', en: 'Access from outside (VPN)' },
    ['remote-access', 'vpn'],
    [],
    accessFromOutside,
  ),
  ofServices('c', { sv: 'Telefoni', en: 'Telephony' }, ['telephony', 'contact-centre'], ['telefoni']),
  {
    letter: 'd',
    title: { sv: 'E-tjänstplattform', en: 'Platform for e-services' },
    declaredIn: {
      sv: 'tjänster på den publika plattformen och flöden från internet',
      en: 'services of the public platform and flows from the internet',
    },
    read: eServiceRequirements,
  },
  ofServices(
    'e',
    { sv: 'Integrationer och federation', en: 'Integrations and federation' },
    ['integration', 'federation', 'population-data'],
    ['integration', 'integrationer'],
    integrations,
  ),
  ofServices(
    'f',
    { sv: 'Identitetshantering och katalogtjänst', en: 'Identity management and directory' },
    ['directory', 'identity', 'citizen-login'],
    ['katalog', 'identitet'],
    loginWays,
  ),
  ofServices(
    'g',
    { sv: 'Programvara för dokumentframställning', en: 'Software for making documents' },
    ['office-suite'],
    ['ordbehandling', 'kalkyl', 'presentation', 'dokument'],
  ),
  ofServices(
    'h',
    { sv: 'Plattformar för dokument och ärendehantering', en: 'Platforms for documents and cases' },
    ['case-management', 'document-management'],
    ['arenden', 'registrering', 'diarium'],
  ),
  {
    letter: 'i',
    title: { sv: 'Databaser', en: 'Databases' },
    declaredIn: {
      sv: 'databaser (engines) i standards.yaml och servrar med engine',
      en: 'engines in standards.yaml and servers with an engine',
    },
    read: (source) => [
      ...standardAreas(source, ['databas', 'databaser']),
      ...approvedEngines(source),
      ...databases(source),
    ],
  },
  {
    letter: 'j',
    title: { sv: 'Klientplattform', en: 'Client platform' },
    declaredIn: {
      sv: 'klientavbilder (images) och modeller (deviceModels) i standards.yaml',
      en: 'client images and deviceModels in standards.yaml',
    },
    read: (source) => [
      ...standardAreas(source, ['klient', 'klienter', 'klientplattform']),
      ...approvedImages(source, ['client']),
      ...clientModels(source),
    ],
  },
  {
    letter: 'k',
    title: { sv: 'Operativsystem', en: 'Operating systems' },
    declaredIn: { sv: 'avbilder (images) i standards.yaml', en: 'images in standards.yaml' },
    read: (source) => [
      ...standardAreas(source, ['operativsystem']),
      ...approvedImages(source, ['server', 'client', 'container']),
    ],
  },
  ofServices(
    'l',
    { sv: 'Meddelandehantering: e-post, text, tal och bild', en: 'Messaging: e-mail, text, voice and video' },
    ['email', 'messaging', 'video-meetings'],
    ['e-post', 'meddelanden'],
  ),
  ofServices(
    'm',
    { sv: 'GIS och CAD', en: 'GIS and CAD' },
    ['maps', 'public-maps', 'cad'],
    ['gis', 'cad', 'kartor'],
  ),
  ofServices(
    'n',
    { sv: 'Lagring och arkivering', en: 'Storage and archiving' },
    ['file-and-print', 'storage', 'archive'],
    ['lagring', 'arkiv'],
    storage,
  ),
  ofServices('o', { sv: 'Säkerhetskopiering', en: 'Backup' }, ['backup'], ['sakerhetskopiering'], backups),
  ofServices(
    'p',
    { sv: 'Säkerhetsprodukter', en: 'Security products' },
    ['antimalware', 'firewall', 'monitoring', 'logging'],
    ['antivirus', 'brandvagg', 'sakerhet'],
  ),
];
