import type { PlannedZone } from '#model/platform/planned-network.ts';
import { fitText } from '../../figures/measure-text.ts';
import type { Names } from '../../figures/names.ts';
import type { PlaceEdge } from '../../figures/zone-flows.ts';
import { drawZones, type ZoneMap } from '../../figures/zone-map.ts';
import { zoneAddress } from '../address.ts';
import { arrow } from '../drawing/arrow.ts';
import { node } from '../drawing/node.ts';
import { picture } from '../drawing/picture.ts';
import { type Html, html } from '../html.ts';
import { platformWords } from '../services/vocabulary.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { placeName, zoneKindWords } from './vocabulary.ts';

const words = {
  title: { sv: 'Zoner och flöden', en: 'Zones and flows' },
  description: (zones: Value, lines: Value) => ({
    sv: `${zones} zoner i band efter plattform: de som når till vänster, servrar till höger. ${lines} pilar visar vilken zon som får nå vilken. Matrisen under bilden säger samma sak.`,
    en: `${zones} zones in bands by platform: those who reach on the left, servers on the right. ${lines} arrows show which zone may reach which. The matrix below the picture says the same.`,
  }),
  vlan: (vlan: string) => ({ sv: `VLAN ${vlan}`, en: `VLAN ${vlan}` }),
  highest: (level: Value) => ({ sv: `högst klass ${level}`, en: `class ${level} at most` }),
  server: { sv: { one: 'server', other: 'servrar' }, en: { one: 'server', other: 'servers' } },
  flow: { sv: { one: 'flöde', other: 'flöden' }, en: { one: 'flow', other: 'flows' } },
  inner: (flows: string) => ({ sv: `${flows} inom zonen`, en: `${flows} within the zone` }),
  line: (from: string, to: string, flows: string) => ({
    sv: `${from} når ${to}: ${flows}`,
    en: `${from} reaches ${to}: ${flows}`,
  }),
  open: (count: Value) => ({ sv: `varav ${count} utan inloggning`, en: `${count} of them without login` }),
  solid: {
    sv: 'Heldragen pil: alla flöden kräver inloggning.',
    en: 'Solid arrow: every flow requires login.',
  },
  dashed: {
    sv: 'Streckad: minst ett flöde är öppet utan inloggning.',
    en: 'Dashed: at least one flow is open without login.',
  },
  number: {
    sv: 'Siffran är antalet flöden. Det som ingen pil visar är stängt.',
    en: 'The number counts flows. What no arrow shows is closed.',
  },
};

export interface ZonePictureData {
  readonly zones: readonly PlannedZone[];
  readonly edges: readonly PlaceEdge[];
  /** Servers by zone. */
  readonly serversIn: ReadonlyMap<string, number>;
  readonly names: Names;
  /** The zone that the page is of: drawn with a heavier edge, and without a link to where one is. */
  readonly current?: string;
}

/** The zones of the platform and what may reach what, as a drawing. */
export function zonePicture({ zones, edges, serversIn, names, current }: ZonePictureData, view: View): Html {
  const t = speak(words, view.lang);
  const map = drawZones(zones, edges, serversIn);
  const within = new Map(edges.filter(({ from, to }) => from === to).map((edge) => [edge.from, edge.flows]));
  const lines = (zone: PlannedZone): readonly string[] => {
    const servers = serversIn.get(zone.id) ?? 0;
    const inner = within.get(`zone:${zone.id}`);
    const parts = [
      [zone.vlan === null ? null : t.vlan(String(zone.vlan)), t.highest(zone.maximumClass)],
      [zone.kind === 'server' ? null : zoneKindWords[zone.kind][view.lang]],
      [
        servers > 0 || zone.kind === 'server' ? t.server(servers) : null,
        inner === undefined ? null : t.inner(t.flow(inner)),
      ],
    ];
    return parts
      .map((line) => line.filter((part) => part !== null).join(' · '))
      .filter((line) => line !== '');
  };
  return picture({
    id: 'zonbild',
    title: t.title,
    description: t.description(zones.length, map.lines.length),
    width: map.width,
    height: map.height,
    body: html`${bands(map, view)}${bar(map.internet, placeName('internet', names, view.lang))}${
      map.outside !== null && bar(map.outside, placeName('outside', names, view.lang))
    }${map.lines.map(({ edge, route }) =>
      arrow({
        route,
        open: edge.open > 0,
        label: view.format.number(edge.flows),
        title: sentence(edge, names, view),
      }),
    )}${map.zones.map(({ zone, ...box }) =>
      node({
        box,
        name: zone.name,
        lines: lines(zone),
        ...(zone.id === current ? { strong: true } : { href: zoneAddress(zone.id) }),
      }),
    )}`,
    caption: html`${lineSample(false)} ${t.solid} ${lineSample(true)} ${t.dashed} ${t.number}`,
  });
}

/** What one arrow says, in words. */
export function sentence({ from, to, flows, open }: PlaceEdge, names: Names, { lang }: View): string {
  const t = speak(words, lang);
  const said = t.line(placeName(from, names, lang), placeName(to, names, lang), t.flow(flows));
  return open === 0 ? said : `${said}, ${t.open(open)}`;
}

/** A short piece of a line, for the words that explain it. */
function lineSample(open: boolean): Html {
  return html`<svg class="sample arrow-line${open && ' open'}" width="36" height="10" aria-hidden="true"><path class="line" d="M1 5h26"/><path class="head" d="M35 5l-8-4v8z"/></svg>`;
}

function bands({ bands: all }: ZoneMap, { lang }: View): readonly Html[] {
  return all.map(
    ({ platform, x, y, width, height }) =>
      html`<g class="band"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/><text x="${x + 10}" y="${y + 20}">${platformWords[platform][lang]}</text></g>\n`,
  );
}

function bar({ x, y, width, height }: ZoneMap['internet'], name: string): Html {
  return html`<g class="node bar-node"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="4"/><text class="name" x="${x + 12}" y="${y + height / 2}" dy=".35em">${fitText(name, width - 20, 15)}</text></g>\n`;
}
