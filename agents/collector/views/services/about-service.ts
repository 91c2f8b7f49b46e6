import { declaredAt } from '#model/declaration/declaration.ts';
import { serviceFilePath } from '#model/declaration/files.ts';
import { type Html, html } from '../html.ts';
import { facts } from '../parts/facts.ts';
import { missing } from '../parts/not-measured.ts';
import { sourceLink } from '../parts/source-link.ts';
import { day } from '../parts/time.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import type { DeclaredData } from './declared-data.ts';
import { hostingWords, platformWords, stageWords } from './vocabulary.ts';

const words = {
  owner: { sv: 'Systemägare', en: 'Owner' },
  administrators: { sv: 'Systemförvaltare', en: 'Administrators' },
  unit: { sv: 'Ansvarig organisationsenhet', en: 'Responsible unit' },
  stage: { sv: 'Skede', en: 'Stage' },
  platform: { sv: 'Plattform', en: 'Platform' },
  hosting: { sv: 'Driftform', en: 'Hosting' },
  publicName: { sv: 'Namn utåt', en: 'Public name' },
  essential: { sv: 'Samhällsviktig', en: 'Essential to society' },
  yes: { sv: 'ja', en: 'yes' },
  no: { sv: 'nej', en: 'no' },
  ordered: { sv: 'Beställd', en: 'Ordered' },
  approved: { sv: 'IT-enhetens godkännande', en: 'Approval by IT' },
  fits: { sv: 'passar plattformen', en: 'fits the platform' },
  fitsNot: { sv: 'passar inte plattformen', en: 'does not fit the platform' },
  declared: { sv: 'Deklarerad i', en: 'Declared in' },
  fromStrategy: { sv: 'Ur strategin', en: 'From the strategy' },
  illustrative: { sv: 'Exempelvärden', en: 'Made up for the example' },
  by: { sv: 'av', en: 'by' },
};

/** Owner, administrators, platform, hosting, order: who and what the service is. */
export function aboutService({ service, declaration, names }: DeclaredData, { lang }: View): Html {
  const t = speak(words, lang);
  const { order, basis } = service;
  return facts([
    [t.owner, service.owner === undefined ? missing(lang) : names.party(service.owner)],
    [
      t.administrators,
      service.administrators.length === 0
        ? missing(lang)
        : service.administrators.map(names.party).join(', '),
    ],
    [t.unit, names.unit(service.responsibleUnit)],
    [t.platform, platformWords[service.platform][lang]],
    [t.hosting, hostingWords[service.hosting][lang]],
    [t.stage, stageWords[service.stage][lang]],
    [t.essential, service.essential ? t.yes : t.no],
    service.publicName === undefined ? null : [t.publicName, service.publicName],
    [
      t.ordered,
      order === undefined ? missing(lang) : html`${day(order.on)} ${t.by} ${names.party(order.by)}`,
    ],
    [
      t.approved,
      order?.itApproval === undefined
        ? missing(lang)
        : html`${day(order.itApproval.on)} ${t.by} ${names.party(order.itApproval.by)}, ${order.itApproval.compatible ? t.fits : t.fitsNot}`,
    ],
    basis === undefined || Object.keys(basis.cited).length === 0
      ? null
      : [t.fromStrategy, Object.keys(basis.cited).join(', ')],
    basis === undefined || basis.illustrative.length === 0
      ? null
      : [t.illustrative, html`<span class="small"><code>${basis.illustrative.join(', ')}</code></span>`],
    [t.declared, sourceLink(declaredAt(declaration, serviceFilePath(service.id), '/id'))],
  ]);
}
