import type { Text } from '../../format/text.ts';
import type { DeclaredPlace } from '../declared-place.ts';
import type { FlowEnd, PlannedFlow } from '../planned-flows.ts';
import type { Requirement, RequirementSource } from './requirement.ts';

const open = ({ plan }: RequirementSource): readonly PlannedFlow[] =>
  plan.flows.filter(({ build, ours }) => build && ours);

/** From where services for the staff are reached over the internet: who comes from outside says who it is. */
export function accessFromOutside(source: RequirementSource): readonly Requirement[] {
  const forPublic = new Set(
    source.services.filter(({ platform }) => platform === 'public').map(({ id }) => id),
  );
  return open(source).flatMap((flow) => {
    const { from, to } = flow;
    if (from.kind !== 'internet' || to.kind !== 'group' || forPublic.has(to.service) || !flow.authenticated) {
      return [];
    }
    const name = source.nameOfService(to.service);
    return at(flow, {
      sv: `${name} ska nås från internet på ${port(flow)} först efter inloggning${by(flow).sv}.`,
      en: `${name} shall be reached from the internet on ${port(flow)} only after login${by(flow).en}.`,
    });
  });
}

/** Which service reaches which other service, and how. */
export function integrations(source: RequirementSource): readonly Requirement[] {
  const between = open(source).filter(
    ({ from, to }) => serviceOf(from) !== null && serviceOf(to) !== null && serviceOf(from) !== serviceOf(to),
  );
  const pairs = Map.groupBy(between, ({ from, to }) => `${serviceOf(from)}>${serviceOf(to)}`);
  return [...pairs.values()].flatMap((flows) => {
    const [first] = flows;
    if (first === undefined) return [];
    const [from, to] = [serviceOf(first.from) ?? '', serviceOf(first.to) ?? ''].map(source.nameOfService);
    const ports = [...new Set(flows.map(port))].join(', ');
    const isClosed = flows.every(({ authenticated }) => authenticated);
    const ways = by(...flows);
    return at(first, {
      sv: `${from} ska kunna nå ${to} på ${ports} ${isClosed ? `efter inloggning${ways.sv}` : 'utan inloggning'}.`,
      en: `${from} shall be able to reach ${to} on ${ports} ${isClosed ? `after login${ways.en}` : 'without login'}.`,
    });
  });
}

/** The ways people and systems say who they are, each with the first line that asks for it. */
export function loginWays(source: RequirementSource): readonly Requirement[] {
  const ways = new Map<string, DeclaredPlace>();
  for (const { reasons } of open(source)) {
    for (const reason of reasons) {
      if (reason.by !== null && !ways.has(reason.by)) ways.set(reason.by, reason.at);
    }
  }
  return [...ways]
    .toSorted(([a], [b]) => a.localeCompare(b, 'sv'))
    .map(([way, place]) => ({
      text: {
        sv: `Inloggning ska kunna ske med: ${way}.`,
        en: `It shall be possible to log in with: ${way}.`,
      },
      at: place,
    }));
}

function serviceOf(end: FlowEnd): string | null {
  return 'service' in end ? end.service : null;
}

const port = ({ port: number, protocol }: PlannedFlow): string => `${number}/${protocol}`;

function by(...flows: readonly PlannedFlow[]): Text {
  const ways = [...new Set(flows.flatMap(({ reasons }) => reasons.flatMap((reason) => reason.by ?? [])))];
  return ways.length === 0
    ? { sv: '', en: '' }
    : { sv: ` (${ways.join(', ')})`, en: ` (${ways.join(', ')})` };
}

function at({ reasons }: PlannedFlow, text: Text): readonly Requirement[] {
  return reasons.slice(0, 1).map((reason) => ({ text, at: reason.at }));
}
