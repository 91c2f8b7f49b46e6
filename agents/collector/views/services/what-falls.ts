import { declaredAt } from '#model/declaration/declaration.ts';
import { serviceFilePath } from '#model/declaration/files.ts';
import { isStanding } from '#model/declaration/stage.ts';
import { type Fall, whatFallsWith } from '#model/platform/what-falls.ts';
import { drawFall, type FallMap } from '../../figures/fall-map.ts';
import { dependentsOf } from '../../figures/service-graph.ts';
import { serviceAddress } from '../address.ts';
import { arrow } from '../drawing/arrow.ts';
import { node } from '../drawing/node.ts';
import { picture } from '../drawing/picture.ts';
import { type Content, type Html, html, join } from '../html.ts';
import { facts } from '../parts/facts.ts';
import { notMeasured } from '../parts/not-measured.ts';
import { sourceLink } from '../parts/source-link.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { branchList } from './branch-list.ts';
import type { DeclaredData } from './declared-data.ts';

const words = {
  alone: {
    sv: 'Ingen annan tjänst i bruk faller med den här.',
    en: 'No other service in use falls with this one.',
  },
  services: { sv: 'Tjänster som faller med den', en: 'Services that fall with it' },
  essential: { sv: 'Samhällsviktiga som faller', en: 'Essential to society that fall' },
  noEssential: { sv: 'inga', en: 'none' },
  itself: { sv: 'den här', en: 'this one' },
  users: { sv: 'Användare som berörs', en: 'Users affected' },
  band: (low: Value, high: Value) => ({
    sv: `minst ${low}, högst ${high}`,
    en: `at least ${low}, at most ${high}`,
  }),
  bounds: {
    sv: 'Minst: som om alla som använder en av tjänsterna använder alla. Högst: som om ingen använder två.',
    en: 'At least: as if everybody who uses one used all. At most: as if nobody used two.',
  },
  exactly: (count: Value) => ({ sv: `${count}`, en: `${count}` }),
  uncounted: { sv: 'Användare inte räknade för', en: 'Users not counted for' },
  tooLow: { sv: 'talen ovan är för låga med så många', en: 'the figures above are too low by as many' },
  nobodyCounted: {
    sv: 'ingen av tjänsterna som faller har räknade användare (users)',
    en: 'none of the services that fall has counted users',
  },
  inhabitants: { sv: 'Invånare som förlorar en tjänst', en: 'Inhabitants who lose a service' },
  noInhabitants: {
    sv: 'inga: ingen tjänst på den publika plattformen faller',
    en: 'none: no service of the public platform falls',
  },
  notStated: {
    sv: 'invånarantalet (inhabitants) saknas för en kommun i grundval.yaml',
    en: 'the number of inhabitants is missing for a municipality in grundval.yaml',
  },
  title: (name: string) => ({ sv: `Vad faller om ${name} faller`, en: `What falls if ${name} falls` }),
  description: (count: Value) => ({
    sv: `Till vänster tjänsten, till höger ${count} tjänster som faller med den; en pil går från det som faller till det som står på det. Listan under bilden säger samma sak.`,
    en: `On the left the service, to the right ${count} services that fall with it; an arrow goes from what falls to what stands on it. The list below the picture says the same.`,
  }),
  legend: {
    sv: 'En pil går från det som faller till det som står på det. Tjock kant: samhällsviktig. Pilar som följer av andra är utelämnade.',
    en: 'An arrow goes from what falls to what stands on it. Heavy edge: essential to society. Arrows that follow from others are left out.',
  },
  more: {
    sv: { one: 'tjänst till', other: 'tjänster till' },
    en: { one: 'more service', other: 'more services' },
  },
  essentialMark: { sv: 'samhällsviktig', en: 'essential to society' },
  list: { sv: 'Steg för steg', en: 'Step by step' },
  above: { sv: 'se ovan', en: 'see above' },
  upcoming: (list: string) => ({
    sv: `Beställda och föreslagna tjänster som kommer att stå på den: ${list}.`,
    en: `Ordered and proposed services that will stand on it: ${list}.`,
  }),
};

/** What stops if the service does, for whom, as figures, as a picture and as a nested list. */
export function whatFalls(data: DeclaredData, view: View): Html {
  const { service, declaration, names } = data;
  const t = speak(words, view.lang);
  const fall = whatFallsWith(declaration, service.id);
  const standing = declaration.services.filter((one) => one.id === service.id || isStanding(one));
  const upcoming = declaration.services.filter(
    (one) => !isStanding(one) && one.dependsOn.includes(service.id),
  );
  return html`${figures(data, fall, view)}
${
  fall.services.length === 0
    ? html`<p class="spaced muted">${t.alone}</p>`
    : html`${fallPicture(data, fall, view)}
<h3 class="spaced">${t.list}</h3>${branchList(dependentsOf(standing, service.id), names, t.above, true)}`
}
${upcoming.length > 0 && html`<p class="hint spaced">${t.upcoming(upcoming.map(({ name }) => name).join(', '))}</p>`}`;
}

function figures({ service, declaration, names }: DeclaredData, fall: Fall, view: View): Html {
  const { lang, format } = view;
  const t = speak(words, lang);
  const link = (id: string): Content =>
    id === service.id ? t.itself : html`<a href="${serviceAddress(id)}">${names.service(id)}</a>`;
  const links = (ids: readonly string[]) => join(ids.map(link), ', ');
  const source = (file: string, pointer: string) => sourceLink(declaredAt(declaration, file, pointer));
  const { atLeast, atMost, uncounted } = fall.users;
  const counted = uncounted.length < fall.services.length + 1 || atMost > 0;
  return facts([
    [t.services, format.number(fall.services.length)],
    [t.essential, fall.essential.length === 0 ? t.noEssential : links(fall.essential)],
    [
      t.users,
      counted
        ? html`${atLeast === atMost ? t.exactly(atMost) : t.band(atLeast, atMost)} ${service.users.length > 0 && source(serviceFilePath(service.id), '/users')}${atLeast !== atMost && html`<span class="under">${t.bounds}</span>`}`
        : notMeasured(t.nobodyCounted, lang),
    ],
    uncounted.length === 0 || !counted
      ? null
      : [t.uncounted, html`${links(uncounted)}<span class="under">${t.tooLow}</span>`],
    [
      t.inhabitants,
      fall.inhabitants === null
        ? notMeasured(t.notStated, lang)
        : fall.inhabitants === 0
          ? t.noInhabitants
          : html`${format.number(fall.inhabitants)} ${source('grundval.yaml', '/municipalities')}`,
    ],
  ]);
}

function fallPicture({ service, declaration, names }: DeclaredData, fall: Fall, view: View): Html {
  const t = speak(words, view.lang);
  const map = drawFall(declaration.services, service.id, fall.services);
  const essential = new Set(fall.essential);
  return picture({
    id: 'fallbild',
    title: t.title(service.name),
    description: t.description(fall.services.length),
    width: map.width,
    height: map.height,
    body: html`${map.lines.map(({ from, to, route }) =>
      arrow({ route, open: false, title: `${names.service(from)} → ${names.service(to)}` }),
    )}${map.nodes.map((at) => fallNode(at, service.id, essential, names, view))}`,
    caption: t.legend,
  });
}

function fallNode(
  { id, count, ...box }: FallMap['nodes'][number],
  own: string,
  essential: ReadonlySet<string>,
  names: DeclaredData['names'],
  view: View,
): Html {
  const t = speak(words, view.lang);
  if (id === null) return node({ box, name: t.more(count) });
  const isEssential = essential.has(id);
  return node({
    box,
    name: names.service(id),
    lines: isEssential ? [t.essentialMark] : [],
    strong: isEssential,
    ...(id === own ? {} : { href: serviceAddress(id) }),
  });
}
