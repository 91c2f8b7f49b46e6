import type { Service } from '#model/declaration/service.ts';
import type { Fall } from '#model/platform/what-falls.ts';
import type { Names } from '../../figures/names.ts';
import { onCallServiceAddress, serviceAddress } from '../address.ts';
import { type Content, type Html, html, join } from '../html.ts';
import { facts } from '../parts/facts.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { unmeasured } from './marks.ts';

const words = {
  users: { sv: 'Användare', en: 'Users' },
  band: (low: Value, high: Value) => ({
    sv: `minst ${low}, högst ${high}`,
    en: `at least ${low}, at most ${high}`,
  }),
  exactly: (count: Value) => ({ sv: `${count}`, en: `${count}` }),
  uncounted: (count: Value) => ({
    sv: `och användarna av ${count} tjänster som ingen har räknat`,
    en: `and the users of ${count} services that nobody has counted`,
  }),
  nobodyCounted: { sv: 'ingen har räknat användarna', en: 'nobody has counted the users' },
  units: { sv: 'Verksamheter', en: 'Units' },
  falls: { sv: 'Tjänster som faller med den', en: 'Services that fall with it' },
  none: { sv: 'inga', en: 'none' },
  more: (count: Value) => ({ sv: `och ${count} till`, en: `and ${count} more` }),
  inhabitants: { sv: 'Invånare som förlorar en tjänst', en: 'Inhabitants who lose a service' },
};

const most = 12;

/** Who notices: users and units of the service itself and of all that stand on it. */
export function affected(
  service: Service,
  fall: Fall,
  units: readonly string[],
  names: Names,
  view: View,
): Html {
  const { lang, format } = view;
  const t = speak(words, lang);
  const { atLeast, atMost, uncounted } = fall.users;
  const said = atLeast === atMost ? t.exactly(atMost) : t.band(atLeast, atMost);
  const fallen = fall.services.slice(0, most);
  const rest = fall.services.length - fallen.length;
  return facts([
    [
      t.users,
      atMost === 0
        ? unmeasured(t.nobodyCounted, lang)
        : html`<b>${said}</b>${uncounted.length > 0 && html`<span class="under">${t.uncounted(uncounted.length)}</span>`}`,
    ],
    units.length === 0
      ? null
      : [
          t.units,
          `${units.slice(0, most).map(names.unit).join(', ')}${units.length > most ? ` ${t.more(units.length - most)}` : ''}`,
        ],
    [
      t.falls,
      fallen.length === 0
        ? t.none
        : html`${join(
            fallen.map(
              (id): Content =>
                html`<a class="link" href="${onCallServiceAddress(id)}">${names.service(id)}</a>`,
            ),
            ', ',
          )}${rest > 0 && html` <a class="link" href="${serviceAddress(service.id)}#faller">${t.more(rest)}</a>`}`,
    ],
    fall.inhabitants === null || fall.inhabitants === 0
      ? null
      : [t.inhabitants, format.number(fall.inhabitants)],
  ]);
}
