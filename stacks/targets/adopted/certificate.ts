import { reasonFor } from './reason.ts';
import { responsibleFor } from './responsible.ts';
import { serviceSubject } from './site-work.ts';
import type { WorkDraft, WorkKind } from './work-kind.ts';

/** Certificates that we renew for servers of the site. */
export const certificate: WorkKind = {
  kind: 'Certificate',
  description: {
    sv: 'Certifikat som vi själva förnyar, från en allmän eller intern utfärdare.',
    en: 'Certificates that we renew ourselves, from a public or internal issuer.',
  },
  order: (work) =>
    work.slice.certificates.map(({ host, service, issuer }): WorkDraft => {
      const names = work.slice.names.filter((name) => name.host === host && name.service === service);
      const urls = (work.service(service)?.checks ?? [])
        .map(({ url }) => url)
        .filter((url) => new URL(url).hostname === host)
        .sort();
      return {
        key: `certificate:${host} ${service}`,
        subject: serviceSubject(work, service),
        what:
          issuer === 'public'
            ? {
                sv: `Skaffa ett certifikat för ${host} från en utfärdare som alla litar på, och låt det förnyas av sig självt.`,
                en: `Get a certificate for ${host} from an issuer that everybody trusts, and let it renew itself.`,
              }
            : {
                sv: `Utfärda ett certifikat för ${host} från den interna utfärdaren, och låt det förnyas av sig självt.`,
                en: `Issue a certificate for ${host} by the internal issuer, and let it renew itself.`,
              },
        where: {
          sv: `servern eller proxyn som svarar på ${host}`,
          en: `the server or proxy that answers on ${host}`,
        },
        why: reasonFor(work, {
          controls: ['GV-24'],
          at: names.map(({ at }) => at),
          fields: [{ service, field: 'checks' }],
        }),
        who: responsibleFor(work, service, 'application'),
        verification: {
          method: 'check',
          urls,
          how: {
            sv: `Kontrollen av ${host} läser utfärdare och sista dag.`,
            en: `The check of ${host} reads issuer and last day.`,
          },
        },
      };
    }),
};
