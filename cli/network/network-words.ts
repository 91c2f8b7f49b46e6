import type { Lang } from '#model/format/lang.ts';
import { formatList, type Plural } from '#model/format/plural.ts';
import type { AccessIssue } from '#stacks/targets/access/access-issue.ts';
import type { AccessRow } from '#stacks/targets/access/plan-access.ts';

/** Everything `grundval network` says that is no finding's own text. */
export interface NetworkWords {
  readonly title: (organisation: string) => string;
  readonly source: string;
  /** @param sites names; none where only devices stand in the networks */
  readonly vlansAt: (sites: readonly string[]) => string;
  readonly withoutVlan: string;
  readonly vlanColumns: readonly string[];
  readonly roles: string;
  readonly roleColumns: readonly string[];
  readonly wlans: string;
  readonly wlanColumns: readonly string[];
  readonly reach: (environment: string) => string;
  readonly reachNote: string;
  readonly reachColumns: readonly string[];
  readonly findings: string;
  readonly findingColumns: readonly string[];
  readonly severity: Readonly<Record<AccessIssue['severity'], string>>;
  readonly login: Readonly<Record<AccessRow['authentication'], string>>;
  readonly match: (match: AccessRow['match']) => string;
  readonly none: string;
  readonly files: Plural;
  readonly written: (files: string, folder: string) => string;
  readonly notWritten: (findings: string) => string;
  readonly blocking: Plural;
}

export const networkWords: Readonly<Record<Lang, NetworkWords>> = {
  sv: {
    title: (organisation) => `Nätet i ${organisation}`,
    source:
      'Skrivet ur network.yaml. Deklarationen säger inte vilka kontor och skolor som behöver vilket VLAN; där dras de VLAN vars roller arbetar där.',
    vlansAt: (sites) => (sites.length === 0 ? 'VLAN' : `VLAN vid ${formatList(sites, 'sv')}`),
    withoutVlan: 'Nät utan VLAN',
    vlanColumns: ['#VLAN', 'Namn', 'Zon', 'IPv4', 'Router', 'IPv6', 'Router', 'Roller'],
    roles: 'Roller',
    roleColumns: ['Roll', 'Vad det är', 'Loggar in med', 'Känns igen på', 'Zon', '#VLAN'],
    wlans: 'Trådlösa nät',
    wlanColumns: ['SSID', 'Inloggning', 'Roller', 'VLAN'],
    reach: (environment) => `Vad rollerna når i ${environment}`,
    reachNote:
      'Nätet skiljer på zoner, inte på roller: roller i samma zon når samma sak. Allt som inte är öppnat är stängt.',
    reachColumns: ['Roll', 'Delar zon med', '#Når', '#Öppet bara genom annan roll', '#Stängda tjänster'],
    findings: 'Att åtgärda eller känna till',
    findingColumns: ['Slag', 'Gäller', 'Var', 'Finns', 'Behövs'],
    severity: { blocking: 'Hindrar', notice: 'Upplysning' },
    login: {
      '802.1x-certificate': '802.1X med certifikat',
      '802.1x-user': '802.1X med användare',
      mac: 'MAC-adress',
      open: 'ingenting',
    },
    match: (match) => matchWords(match, 'grupp', 'MAC-grupp', 'okänd MAC-adress', 'ställs i switchen'),
    none: '–',
    files: { one: 'fil', other: 'filer' },
    written: (files, folder) => `${files} skrivna i ${folder}`,
    notWritten: (findings) => `Inget är skrivet: ${findings} hindrar.`,
    blocking: { one: 'brist', other: 'brister' },
  },
  en: {
    title: (organisation) => `The network of ${organisation}`,
    source:
      'Written from network.yaml. The declaration does not say which offices and schools need which VLAN; carry there the VLANs whose roles work there.',
    vlansAt: (sites) => (sites.length === 0 ? 'VLANs' : `VLANs at ${formatList(sites, 'en')}`),
    withoutVlan: 'Networks without a VLAN',
    vlanColumns: ['#VLAN', 'Name', 'Zone', 'IPv4', 'Router', 'IPv6', 'Router', 'Roles'],
    roles: 'Roles',
    roleColumns: ['Role', 'What it is', 'Logs in by', 'Known by', 'Zone', '#VLAN'],
    wlans: 'WLANs',
    wlanColumns: ['SSID', 'Login', 'Roles', 'VLAN'],
    reach: (environment) => `What the roles reach in ${environment}`,
    reachNote:
      'The network tells zones apart, not roles: roles in one zone reach the same. All that is not opened is closed.',
    reachColumns: [
      'Role',
      'Shares its zone with',
      '#Reaches',
      '#Only through another role',
      '#Closed services',
    ],
    findings: 'To mend, or to know',
    findingColumns: ['Kind', 'About', 'Where', 'Found', 'Expected'],
    severity: { blocking: 'Blocks', notice: 'Notice' },
    login: {
      '802.1x-certificate': '802.1X with a certificate',
      '802.1x-user': '802.1X with a user',
      mac: 'MAC address',
      open: 'nothing',
    },
    match: (match) => matchWords(match, 'group', 'MAC group', 'unknown MAC address', 'set in the switch'),
    none: '–',
    files: { one: 'file', other: 'files' },
    written: (files, folder) => `${files} written to ${folder}`,
    notWritten: (findings) => `Nothing is written: ${findings} in the way.`,
    blocking: { one: 'fault', other: 'faults' },
  },
};

function matchWords(
  match: AccessRow['match'],
  group: string,
  macGroup: string,
  unknown: string,
  nothing: string,
): string {
  switch (match.kind) {
    case 'certificate-ou':
      return `OU=${match.value}`;
    case 'group':
      return `${group} ${match.value}`;
    case 'mac-group':
      return `${macGroup} ${match.value}`;
    case 'unknown-mac':
      return unknown;
    case 'nothing':
      return nothing;
  }
}
