import { formatList } from '#model/format/plural.ts';
import { inBoth, withAddresses } from './describe-end.ts';
import { reasonFor } from './reason.ts';
import { responsibleForSite } from './responsible.ts';
import { serviceSubject } from './site-work.ts';
import type { WorkDraft, WorkKind } from './work-kind.ts';

/** Host names of services that answer here. */
export const name: WorkKind = {
  kind: 'Name',
  description: {
    sv: 'Poster i namntjänsten för de värdnamn som svarar här.',
    en: 'Records in the name service for the host names that answer here.',
  },
  order: (work) =>
    work.slice.names.map(({ host, service, port, groups, exposure, at }): WorkDraft => {
      const servers = groups.flatMap((key) => work.group(key)?.servers ?? []);
      const targets = inBoth((lang) => formatList(servers.map(withAddresses), lang));
      const isPublic = exposure === 'internet';
      return {
        key: `name:${host} ${service} ${port}`,
        subject: serviceSubject(work, service),
        what: isPublic
          ? {
              sv: `Lägg in ${host} i den publika namntjänsten och peka på ingången till ${targets.sv}, port ${port}.`,
              en: `Enter ${host} in the public name service and point it at the entrance to ${targets.en}, port ${port}.`,
            }
          : {
              sv: `Lägg in ${host} i den interna namntjänsten och peka på ${targets.sv}, port ${port}.`,
              en: `Enter ${host} in the internal name service and point it at ${targets.en}, port ${port}.`,
            },
        where: isPublic ? { sv: 'publik DNS', en: 'public DNS' } : { sv: 'intern DNS', en: 'internal DNS' },
        why: reasonFor(work, { controls: ['GV-24'], at: [at], fields: [{ service, field: 'checks' }] }),
        who: responsibleForSite(work),
        verification: {
          method: 'check',
          urls: (work.service(service)?.checks ?? [])
            .map(({ url }) => url)
            .filter((url) => new URL(url).hostname === host)
            .sort(),
          how: {
            sv: `Kontrollen av ${host} når fram genom namnet.`,
            en: `The check of ${host} arrives by the name.`,
          },
        },
      };
    }),
};
