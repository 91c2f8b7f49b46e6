import { formatList } from '#model/format/plural.ts';
import { inBoth, withAddresses } from './describe-end.ts';
import { reasonFor } from './reason.ts';
import { responsibleFor } from './responsible.ts';
import { serviceSubject } from './site-work.ts';
import type { WorkDraft, WorkKind } from './work-kind.ts';

/** Services that the public reaches: where they are published, with which login. */
export const eService: WorkKind = {
  kind: 'EService',
  description: {
    sv: 'E-tjänster publiceras genom en gemensam ingång, aldrig direkt från servern.',
    en: 'E-services are published by a common entrance, never straight from the server.',
  },
  order: (work) =>
    work.slice.eServices.map(({ service, publicName, hosts, login, loginBy, scaling }): WorkDraft => {
      const servers = scaling.flatMap(({ group }) => work.group(group)?.servers ?? []);
      const names = inBoth((lang) => formatList(servers.map(withAddresses), lang));
      const most = scaling.filter(({ minimum, maximum }) => maximum > minimum);
      const how = loginBy.length === 0 ? '' : ` (${loginBy.join(', ')})`;
      const host = inBoth((lang) => formatList(hosts, lang));
      const more = most.map(({ group, maximum }) => `${group}: ${maximum}`).join(', ');
      return {
        key: `e-service:${service}`,
        subject: serviceSubject(work, service),
        what: {
          sv: `Publicera ${publicName}${hosts.length === 0 ? ' (värdnamn är inte deklarerat)' : ` som ${host.sv}`} genom lastbalanserare eller omvänd proxy till ${names.sv}. ${login === 'open' ? 'Öppen för alla.' : `Inloggning krävs${how}.`}${more === '' ? '' : ` Fler servrar vid hög last, högst ${more}.`}`,
          en: `Publish ${publicName}${hosts.length === 0 ? ' (no host name is declared)' : ` as ${host.en}`} by a load balancer or reverse proxy to ${names.en}. ${login === 'open' ? 'Open to all.' : `Login is required${how}.`}${more === '' ? '' : ` More servers under load, at most ${more}.`}`,
        },
        where: { sv: 'lastbalanseraren eller den omvända proxyn', en: 'the load balancer or reverse proxy' },
        why: reasonFor(work, {
          controls: ['GV-19', 'GV-22'],
          at: scaling.flatMap(({ group }) => work.group(group)?.at ?? []),
          fields: [
            { service, field: 'flows' },
            { service, field: 'publicName' },
          ],
        }),
        who: responsibleFor(work, service, 'application'),
        verification: checkOf((work.service(service)?.checks ?? []).map(({ url }) => url).sort()),
      };
    }),
};

function checkOf(urls: readonly string[]): WorkDraft['verification'] {
  if (urls.length > 0) {
    return {
      method: 'check',
      urls,
      how: { sv: `Kontrollen ${urls.join(', ')} svarar.`, en: `The check ${urls.join(', ')} answers.` },
    };
  }
  return {
    method: 'manual',
    how: {
      sv: 'Ingen kontroll är deklarerad: öppna tjänsten från internet och se.',
      en: 'No check is declared: open the service from the internet and see.',
    },
  };
}
