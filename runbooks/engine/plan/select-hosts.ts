import { bilingualError } from '#model/bilingual-error.ts';
import { findNearest } from '#model/declaration/suggest.ts';
import type { Host } from '../../procedure.ts';

/** What a term may ask of a host besides its id. */
const fields: Readonly<Record<string, (host: Host) => string | null>> = {
  service: ({ service }) => service,
  group: ({ service, role }) => (service === null ? null : `${service}/${role}`),
  role: ({ role }) => role,
  site: ({ platformSite }) => platformSite,
  domain: ({ failureDomain }) => failureDomain,
  image: ({ image }) => image,
  wave: ({ window }) => (window === null ? null : String(window.wave)),
};

/**
 * The hosts of a target expression, in their own order: terms with commas or spaces between, each an id, or
 * `service:`, `group:`, `role:`, `site:`, `domain:`, `image:`, `wave:` and what it is; `*` stands for anything, `!`
 * takes away.
 *
 * @example `service:treserva,!treserva-db-*`
 * @throws {GrundvalError} `run/unknown-target` for a term that meets no host
 */
export function selectHosts(hosts: readonly Host[], expression: string): readonly Host[] {
  const terms = expression.split(/[\s,]+/).filter((term) => term !== '');
  const chosen = new Set<Host>();
  for (const term of terms) {
    const takesAway = term.startsWith('!');
    const met = meet(hosts, takesAway ? term.slice(1) : term);
    if (met.length === 0) throw unknownTarget(hosts, term);
    if (takesAway && chosen.size === 0) for (const host of hosts) chosen.add(host);
    for (const host of met) takesAway ? chosen.delete(host) : chosen.add(host);
  }
  return hosts.filter((host) => chosen.has(host));
}

function meet(hosts: readonly Host[], term: string): readonly Host[] {
  const [, name, wanted = term] = /^([a-z]+):(.*)$/.exec(term) ?? [];
  const field = name === undefined ? (host: Host) => host.id : fields[name];
  if (field === undefined) return [];
  const pattern = new RegExp(`^${wanted.split('*').map(literally).join('.*')}$`);
  return hosts.filter((host) => pattern.test(field(host) ?? ''));
}

function literally(text: string): string {
  return text.replace(/[^a-z0-9]/gi, '\\$&');
}

function unknownTarget(hosts: readonly Host[], term: string) {
  const words = hosts.flatMap((host) => [
    host.id,
    ...Object.entries(fields).flatMap(([name, field]) => {
      const value = field(host);
      return value === null ? [] : [`${name}:${value}`];
    }),
  ]);
  const nearest = findNearest(term.replace(/^!/, ''), new Set(words));
  return bilingualError(
    'run/unknown-target',
    { sv: `Ingen server stämmer med ”${term}”.`, en: `No server matches "${term}".` },
    nearest === undefined
      ? {
          sv: `Ange id eller ${Object.keys(fields).join(':, ')}:, eller se grundval plan.`,
          en: `Name an id or ${Object.keys(fields).join(':, ')}:, or see grundval plan.`,
        }
      : { sv: `Menade du ${nearest}?`, en: `Did you mean ${nearest}?` },
    { details: { term } },
  );
}
