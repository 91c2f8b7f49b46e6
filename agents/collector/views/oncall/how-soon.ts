import { type Declaration, serviceLevelOf } from '#model/declaration/declaration.ts';
import { durationSeconds } from '#model/declaration/values.ts';
import type { OnCallService } from '../../figures/on-call-order.ts';
import { isWithinHours } from '../../figures/within-hours.ts';
import { type Html, html } from '../html.ts';
import { facts } from '../parts/facts.ts';
import { missing } from '../parts/not-measured.ts';
import { serviceHours, spanOf } from '../services/class-and-level.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';

const words = {
  back: { sv: 'Ska vara tillbaka inom', en: 'Must be back within' },
  deadline: (clock: Value, age: Value) => ({
    sv: `räknat från senaste livstecken: ${clock} (${age})`,
    en: `counted from the last sign of life: ${clock} (${age})`,
  }),
  loss: { sv: 'Får förlora högst', en: 'May lose at most' },
  hours: { sv: 'Tjänstetid', en: 'Service hours' },
  within: { sv: 'nu: inom tjänstetiden', en: 'now: within the hours' },
  outside: { sv: 'nu: utanför tjänstetiden', en: 'now: outside the hours' },
  always: {
    sv: 'samhällsviktig: larmar även utanför tjänstetiden',
    en: 'essential to society: alarms outside the hours, too',
  },
  level: { sv: 'Servicenivå och klass', en: 'Service level and class' },
  noLevel: {
    sv: 'Servicenivån är inte beslutad: inget säger hur bråttom det är.',
    en: 'The service level is not decided: nothing says how urgent it is.',
  },
};

/** How soon a service must be back, by its service level, and whether it is promised at this hour at all. */
export function howSoon({ service, state }: OnCallService, declaration: Declaration, view: View): Html {
  const { lang, format, now } = view;
  const t = speak(words, lang);
  const level = serviceLevelOf(declaration, service);
  const { classification } = service;
  const grade =
    classification === undefined
      ? missing(lang)
      : `K${classification.k} R${classification.r} T${classification.t}`;
  const deadline =
    level === undefined || state.kind !== 'silent' || state.since === null
      ? null
      : new Date(state.since.getTime() + durationSeconds(level.rto) * 1000);
  return html`${level === undefined && html`<p class="note">${t.noLevel}</p>`}${facts([
    level === undefined
      ? null
      : [
          t.back,
          html`<b>${spanOf(level.rto, view)}</b>${deadline !== null && html`<span class="under">${t.deadline(format.recent(deadline, now), format.age(deadline, now))}</span>`}`,
        ],
    level === undefined ? null : [t.loss, spanOf(level.rpo, view)],
    level === undefined
      ? null
      : [
          t.hours,
          html`${serviceHours(level.hours, lang)}, <b>${isWithinHours(level.hours, now) ? t.within : t.outside}</b>${service.essential && html`<span class="under">${t.always}</span>`}`,
        ],
    [t.level, html`${level?.name ?? missing(lang)}, ${grade}`],
  ])}`;
}
