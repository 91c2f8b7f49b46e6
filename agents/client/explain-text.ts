import type { Lang } from '#model/format/lang.ts';
import type { AgentProfile } from '#model/report/profile.ts';
import type { ExplainedSection, Explanation, LeftOut } from './explain.ts';
import { formatAge, formatInstant } from './format-time.ts';

const profileNames: Readonly<Record<AgentProfile, Readonly<Record<Lang, string>>>> = {
  staff: { sv: 'personalens dator (staff)', en: 'a staff device (staff)' },
  pupil: { sv: 'elevens dator (pupil)', en: "a pupil's device (pupil)" },
  server: { sv: 'server (server)', en: 'a server (server)' },
  shared: { sv: 'delad dator (shared)', en: 'a shared device (shared)' },
};

const texts = {
  sv: {
    title: 'Det här skickar Grundvals agent från enheten. Inget har skickats nu.',
    profile: (name: string) => `Profil: ${name}. Profilen avgör vad som får läsas.`,
    to: (server: string | null) =>
      server === null ? 'Enheten är inte ansluten till någon insamlare.' : `Mottagare: ${server}`,
    unchanged: 'oförändrat sedan förra rapporten: bara kontrollsumman skickas',
    read: (age: string, at: string, source: string) => `läst ${age} (${at}) från ${source}`,
    status: {
      ok: 'läst',
      partial: 'delvis läst',
      timeout: 'svarade inte i tid',
      denied: 'kunde inte läsas',
      unsupported: 'finns inte på enheten',
    },
    unknown: 'okänt',
    yes: 'ja',
    no: 'nej',
    none: 'inga',
    items: (count: number) => `${count} st`,
    about: 'Med varje rapport följer också',
    leftOut: 'Detta läses eller skickas inte med profilen',
    nothingLeftOut: 'Profilen utelämnar inget av det agenten kan läsa.',
    never:
      'Aldrig, oavsett profil: filer, webbhistorik, tangenttryckningar, skärmbild, plats eller vem som är inloggad.',
    enrolment: 'En gång, när enheten ansluts, skickas',
    access:
      'Körs kommandot som en annan användare än tjänsten (root) kan fler eller färre värden gå att läsa.',
    why: {
      section: (section: string) => `${section}: säger mer om den som använder enheten än om enheten.`,
      'program-names': () =>
        'Namn på program som tar emot anslutningar: enheten är någons egen, porten räcker.',
      addresses: () =>
        'Nätverksadresser: en elevs enhet ska inte gå att följa; bara att gränssnittet finns skickas.',
    },
  },
  en: {
    title: 'This is what the Grundval agent sends from this device. Nothing has been sent now.',
    profile: (name: string) => `Profile: ${name}. The profile decides what may be read.`,
    to: (server: string | null) =>
      server === null ? 'The device is not enrolled at any collector.' : `Receiver: ${server}`,
    unchanged: 'unchanged since the last report: only the checksum is sent',
    read: (age: string, at: string, source: string) => `read ${age} (${at}) from ${source}`,
    status: {
      ok: 'read',
      partial: 'read in part',
      timeout: 'did not answer in time',
      denied: 'could not be read',
      unsupported: 'not on this device',
    },
    unknown: 'not known',
    yes: 'yes',
    no: 'no',
    none: 'none',
    items: (count: number) => `${count} items`,
    about: 'With every report also goes',
    leftOut: 'Not read or not sent under this profile',
    nothingLeftOut: 'The profile leaves out nothing of what the agent can read.',
    never:
      'Never, whatever the profile: files, browsing, keystrokes, the screen, the place, or who is logged in.',
    enrolment: 'Once, when the device is enrolled, this is sent',
    access: 'Run as another user than the service (root), more or fewer values may be readable.',
    why: {
      section: (section: string) =>
        `${section}: says more of the person who uses the device than of the device.`,
      'program-names': () =>
        'Names of programs that accept connections: the device is somebody’s own, the port is enough.',
      addresses: () =>
        'Network addresses: a pupil’s device must not be followed; only that the interface exists is sent.',
    },
  },
} as const;
type Texts = (typeof texts)[Lang];

/** An explanation for people: each section with what it is, every value, its age and source. */
export function renderExplanation(explanation: Explanation, lang: Lang, now: Date): string {
  const text: Texts = texts[lang];
  const { report, enrolment, profile } = explanation;
  const { sections: _sections, ...about } = report;
  return [
    text.title,
    text.profile(profileNames[profile][lang]),
    text.to(explanation.server),
    ...explanation.sections.flatMap((section) => ['', ...renderSection(section, lang, now)]),
    '',
    `${text.about}:`,
    ...renderValue(about, text, '  '),
    ...(enrolment === null ? [] : ['', `${text.enrolment}:`, ...renderValue(enrolment, text, '  ')]),
    '',
    ...renderLeftOut(explanation.leftOut, text),
    text.never,
    text.access,
  ].join('\n');
}

function renderSection(
  { name, description, unchanged, section }: ExplainedSection,
  lang: Lang,
  now: Date,
): string[] {
  const text: Texts = texts[lang];
  const at = new Date(section.collectedAt);
  const reason = 'reason' in section ? `: ${section.reason}` : '';
  return [
    `${name} – ${description[lang]}`,
    `  ${text.status[section.status]}${reason}; ${text.read(formatAge(at, now, lang), formatInstant(at), section.source)}`,
    ...(unchanged ? [`  (${text.unchanged})`] : []),
    ...('data' in section ? renderValue(section.data, text, '  ') : []),
  ];
}

/** Every value under its wire name: what is printed is what is sent. */
function renderValue(value: unknown, text: Texts, indent: string): string[] {
  if (value === null || typeof value !== 'object') return [`${indent}${renderPlain(value, text)}`];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (Array.isArray(inner)) {
      if (inner.length === 0) return [`${indent}${key}: ${text.none}`];
      return [
        `${indent}${key}: ${text.items(inner.length)}`,
        ...inner.map((item) => `${indent}  - ${renderPlain(item, text)}`),
      ];
    }
    if (inner !== null && typeof inner === 'object')
      return [`${indent}${key}:`, ...renderValue(inner, text, `${indent}  `)];
    return [`${indent}${key}: ${renderPlain(inner, text)}`];
  });
}

function renderPlain(value: unknown, text: Texts): string {
  if (value === null || value === undefined) return text.unknown;
  if (typeof value === 'boolean') return value ? text.yes : text.no;
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value))
    return value.length === 0 ? text.none : value.map((item) => renderPlain(item, text)).join(' ');
  return Object.entries(value)
    .map(([key, inner]) => `${key}: ${renderPlain(inner, text)}`)
    .join(', ');
}

function renderLeftOut(leftOut: readonly LeftOut[], text: Texts): string[] {
  if (leftOut.length === 0) return [text.nothingLeftOut];
  const why = (item: LeftOut) =>
    item.what === 'section' ? text.why.section(item.section) : text.why[item.what]();
  return [`${text.leftOut}:`, ...leftOut.map((item) => `  - ${why(item)}`)];
}
