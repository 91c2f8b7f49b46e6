import type { PlannedFlow } from '#model/platform/planned-flows.ts';
import { drawFlows, type StarLine } from '../../figures/flow-star.ts';
import { fitText } from '../../figures/measure-text.ts';
import type { Names } from '../../figures/names.ts';
import type { ServicePlan } from '../../figures/service-plan.ts';
import { serviceAddress, zoneAddress } from '../address.ts';
import { arrow } from '../drawing/arrow.ts';
import { node } from '../drawing/node.ts';
import { picture } from '../drawing/picture.ts';
import { type Html, html } from '../html.ts';
import { endText } from '../platform/flow-end.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';

const words = {
  title: (name: string) => ({ sv: `Flöden till och från ${name}`, en: `Flows to and from ${name}` }),
  description: (into: Value, out: Value) => ({
    sv: `Till vänster ${into} som når tjänsten, i mitten dess servrar, till höger ${out} som tjänsten når. Talen är portar. Tabellerna under bilden säger samma sak.`,
    en: `On the left ${into} that reach the service, in the middle its servers, on the right ${out} that it reaches. The numbers are ports. The tables below the picture say the same.`,
  }),
  server: { sv: { one: 'server', other: 'servrar' }, en: { one: 'server', other: 'servers' } },
  elsewhere: { sv: 'hos någon annan', en: 'with somebody else' },
  line: (from: string, to: string, ports: string) => ({
    sv: `${from} når ${to} på ${ports}`,
    en: `${from} reaches ${to} on ${ports}`,
  }),
  open: { sv: 'utan inloggning', en: 'without login' },
  legend: {
    sv: 'Talen är portar. Streckad pil: någon port är öppen utan inloggning. Det som ingen pil visar är stängt.',
    en: 'The numbers are ports. Dashed arrow: some port is open without login. What no arrow shows is closed.',
  },
  hidden: (count: Value) => ({
    sv: `${count} till ryms inte i bilden; de står i tabellerna.`,
    en: `${count} more have no room in the picture; the tables have them.`,
  }),
};

/** What reaches a service and what it reaches, as a drawing. */
export function flowPicture(
  { id, name }: { readonly id: string; readonly name: string },
  plan: ServicePlan,
  names: Names,
  view: View,
): Html {
  const { lang } = view;
  const t = speak(words, lang);
  const star = drawFlows(plan);
  const countOf = new Map(plan.groups.map((group) => [group.role, group]));
  const { frame } = star;
  return picture({
    id: 'flodesbild',
    title: t.title(name),
    description: t.description(star.left.length, star.right.length),
    width: star.width,
    height: star.height,
    body: html`<g class="band framed"><rect x="${frame.x}" y="${frame.y}" width="${frame.width}" height="${frame.height}" rx="6"/><text x="${frame.x + 14}" y="${frame.y + 19}">${fitText(name, frame.width - 28, 13)}</text></g>
${star.lines.map((line) => arrow({ route: line.route, open: line.open, label: line.ports, title: sentence(line, names, view) }))}
${star.groups.map(({ role, ...box }) => {
  const group = role === null ? undefined : countOf.get(role);
  return group === undefined
    ? node({ box, name, lines: [t.elsewhere], strong: true })
    : node({ box, name: group.role, lines: [t.server(group.servers.length)], strong: true });
})}
${[...star.left, ...star.right].map(({ end, ...box }) => node({ box, name: neighbour(end, names, lang), ...link(end, id) }))}`,
    caption: html`${t.legend}${star.hidden > 0 && ` ${t.hidden(star.hidden)}`}`,
  });
}

type End = PlannedFlow['from'];

function neighbour(end: End, names: Names, lang: View['lang']): string {
  return end.kind === 'group' ? names.service(end.service) : endText(end, names, lang);
}

function link(end: End, own: string): { readonly href?: string } {
  if (end.kind === 'internet') return {};
  if (end.kind === 'zone') return { href: zoneAddress(end.zone) };
  return end.service === own ? {} : { href: serviceAddress(end.service) };
}

function sentence({ flows, open }: StarLine, names: Names, { lang }: View): string {
  const t = speak(words, lang);
  const [first] = flows;
  if (first === undefined) return '';
  const ports = flows.map(({ port, protocol }) => `${port}/${protocol}`).join(', ');
  const said = t.line(endText(first.from, names, lang), endText(first.to, names, lang), ports);
  return open ? `${said}, ${t.open}` : said;
}
