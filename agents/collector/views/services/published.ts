import type { PlannedCertificate } from '#model/platform/planned-publication.ts';
import type { ServicePlan } from '../../figures/service-plan.ts';
import { type Html, html } from '../html.ts';
import { notMeasured } from '../parts/not-measured.ts';
import { placeLink } from '../parts/source-link.ts';
import { table } from '../parts/table.ts';
import { exposureWords } from '../platform/vocabulary.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';

const words = {
  host: { sv: 'Namn', en: 'Name' },
  reached: { sv: 'Nås', en: 'Reached' },
  answers: { sv: 'Svarar', en: 'Answers' },
  others: { sv: 'inga servrar av våra', en: 'no servers of ours' },
  certificate: { sv: 'Certifikat', en: 'Certificate' },
  public: { sv: 'utfärdare som alla litar på', en: 'issuer that everybody trusts' },
  internal: { sv: 'kommunens egen utfärdare', en: 'our own issuer' },
  us: { sv: 'förnyas av oss', en: 'renewed by us' },
  supplier: { sv: 'förnyas av leverantören', en: 'renewed by the supplier' },
  none: { sv: 'inget', en: 'none' },
  declared: { sv: 'Deklarerat i', en: 'Declared in' },
  proposed: { sv: 'förslag', en: 'proposed' },
  noNames: {
    sv: 'Inga namn är planerade. De tas ur tjänstens kontroller (checks).',
    en: 'No names are planned. They are taken from the checks of the service.',
  },
  expiry: { sv: 'Certifikatens sista dag', en: 'Last day of certificates' },
  expiryFill: { sv: 'läses inte av än', en: 'is not read yet' },
  eService: (name: string) => ({
    sv: `Allmänheten når den som ${name}`,
    en: `The public reaches it as ${name}`,
  }),
  login: { sv: 'med inloggning', en: 'with login' },
  openLogin: { sv: 'utan inloggning', en: 'without login' },
};

/** Host names of a service with who answers to them, and the certificates they need. */
export function published(plan: ServicePlan, view: View): Html {
  const { lang } = view;
  const t = speak(words, lang);
  const certificates = new Map(plan.certificates.map((certificate) => [certificate.host, certificate]));
  const { eService } = plan;
  return html`${
    eService !== null &&
    html`<p class="hint">${t.eService(eService.publicName)}, ${eService.login === 'open' ? t.openLogin : t.login}${eService.loginBy.length > 0 && ` (${eService.loginBy.join(', ')})`}.</p>`
  }${plan.certificates.length > 0 && html`<p class="hint">${t.expiry}: ${notMeasured(t.expiryFill, lang)}</p>`}${table(
    {
      id: 'namn-tabell',
      caption: t.host,
      captionHeard: true,
      columns: [
        { head: t.host, wide: true },
        { head: t.reached },
        { head: t.answers },
        { head: t.certificate },
        { head: t.declared },
      ],
      rows: plan.names.map(({ host, port, exposure, groups, build, at }) => [
        html`<code>${host}:${String(port)}</code>${!build && html` <span class="tag">${t.proposed}</span>`}`,
        exposureWords[exposure][lang],
        groups.length === 0
          ? html`<span class="muted">${t.others}</span>`
          : groups.map((group) => group.slice(group.indexOf('/') + 1)).join(', '),
        certificateText(certificates.get(host), view),
        placeLink(at),
      ]),
      empty: t.noNames,
    },
  )}`;
}

function certificateText(certificate: PlannedCertificate | undefined, { lang }: View): Html {
  const t = speak(words, lang);
  if (certificate === undefined) return html`<span class="muted">${t.none}</span>`;
  return html`${t[certificate.issuer]}<span class="under">${t[certificate.renewedBy]}</span>`;
}
