import type { Evidence } from '#model/controls/result.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { Platform } from '#model/declaration/values.ts';
import type { Text } from '#model/format/text.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { FlowEnd, PlannedFlow } from '#model/platform/planned-flows.ts';
import { placeSource } from './built-services.ts';
import type { Problem } from './verdict.ts';

/** What is open to a service that must not be, each with the lines that open it. */
export interface FlowsFound {
  readonly problems: readonly Problem[];
  readonly evidence: readonly Evidence[];
}

/** Open flows by the service that answers for them: whose servers are reached, else who declares them. */
export function flowsByService({ flows }: PlatformPlan): ReadonlyMap<string, readonly PlannedFlow[]> {
  const open = flows.filter(({ build }) => build);
  return Map.groupBy(open, ({ to, reasons }) =>
    to.kind === 'group' ? to.service : (reasons[0]?.service ?? ''),
  );
}

/**
 * Judges what is open to the servers of a service, or to others by its word. The internet reaches the public
 * platform only; who comes from there, or from somebody else's system, says who it is before it reaches another
 * platform; nobody reaches more than their zone is for without login; and nothing is open that no declared line opens.
 */
export function judgeFlows(
  flows: readonly PlannedFlow[],
  plan: PlatformPlan,
  declaration: Declaration,
): FlowsFound {
  const found = flows.flatMap((flow) => {
    const text = judgeFlow(flow, plan, declaration);
    return text === null ? [] : [{ flow, text }];
  });
  return {
    problems: found.map(({ text }) => ({ text })),
    evidence: found.flatMap(({ flow }) => describeReasons(flow)),
  };
}

function judgeFlow(flow: PlannedFlow, plan: PlatformPlan, declaration: Declaration): Text | null {
  const { from, to, port, protocol, authenticated } = flow;
  const what = `${protocol}/${port}`;
  if (!isDeclared(flow, declaration)) {
    const names = { from: nameEnd(from), to: nameEnd(to) };
    return {
      sv: `Planen öppnar ${what} från ${names.from.sv} till ${names.to.sv}, men ingen har deklarerat det.`,
      en: `The plan opens ${what} from ${names.from.en} to ${names.to.en}, but nobody has declared it.`,
    };
  }
  const zone = to.kind === 'group' ? zoneOf(to, plan) : undefined;
  if (to.kind !== 'group' || zone === undefined || zone.platform === 'public') return null;
  if (from.kind === 'internet') {
    return {
      sv: `Internet når ${to.role} på ${what} direkt i zonen ${zone.id}, som inte är publik${authenticated ? '' : ', och utan inloggning'}.`,
      en: `The internet reaches ${to.role} on ${what} directly in the zone ${zone.id}, which is not public${authenticated ? '' : ', and without login'}.`,
    };
  }
  if (!authenticated && isOutward(from, plan, declaration)) {
    const name = nameEnd(from);
    return {
      sv: `Från ${name.sv} nås ${to.role} på ${what} i zonen ${zone.id} utan inloggning.`,
      en: `From ${name.en}, ${to.role} is reached on ${what} in the zone ${zone.id} without login.`,
    };
  }
  return from.kind === 'zone' ? judgeSource(flow, from.zone, plan, declaration) : null;
}

/**
 * Devices that reach servers of another platform have said who they are, in the network or in the service; and what
 * is confidential is not open without login to people in a zone that is for less.
 */
function judgeSource(
  { to, port, protocol, authenticated }: PlannedFlow,
  source: string,
  plan: PlatformPlan,
  declaration: Declaration,
): Text | null {
  const zone = plan.zones.find(({ id }) => id === source);
  if (to.kind !== 'group' || zone === undefined) return null;
  const what = `${to.role} på ${protocol}/${port}`;
  const open = declaration.network.access.find(
    (row) => row.zone === source && row.authentication === 'open' && zone.kind !== 'guest',
  );
  if (open !== undefined) {
    return {
      sv: `Rollen ${open.role} släpps in i zonen ${source} utan att visa vem den är, och når ${what}.`,
      en: `The role ${open.role} is let into the zone ${source} without saying who it is, and reaches ${to.role} on ${protocol}/${port}.`,
    };
  }
  const k = declaration.services.find(({ id }) => id === to.service)?.classification?.k ?? 0;
  const isForPeople = zone.kind === 'client' || zone.kind === 'guest';
  if (authenticated || !isForPeople || k <= zone.maximumClass) return null;
  return {
    sv: `Från zonen ${source}, som är till för högst klass ${zone.maximumClass}, nås ${what} utan inloggning, fast tjänsten har K${k}.`,
    en: `From the zone ${source}, which is for class ${zone.maximumClass} at most, ${to.role} is reached on ${protocol}/${port} without login, though the service has K${k}.`,
  };
}

/** Does every reason stand in the declaration, with this port and what it says of login? */
function isDeclared(
  { reasons, port, protocol, authenticated }: PlannedFlow,
  { services }: Declaration,
): boolean {
  const stands = reasons.map(({ service, from, to }) =>
    services
      .find(({ id }) => id === service)
      ?.flows.filter(
        (flow) => flow.from === from && flow.to === to && flow.port === port && flow.protocol === protocol,
      ),
  );
  return (
    stands.length > 0 &&
    stands.every((lines) => lines !== undefined && lines.length > 0) &&
    (!authenticated || stands.every((lines) => lines?.some((line) => line.authenticated) === true))
  );
}

/** Comes it from the public platform, or from a system whose addresses nobody has declared? */
function isOutward(end: FlowEnd, plan: PlatformPlan, declaration: Declaration): boolean {
  const isPublic = (platform: Platform | undefined): boolean => platform === 'public';
  switch (end.kind) {
    case 'internet':
    case 'outside':
      return true;
    case 'zone':
      return isPublic(plan.zones.find(({ id }) => id === end.zone)?.platform);
    case 'group':
      return (
        isPublic(zoneOf(end, plan)?.platform) ||
        isPublic(declaration.services.find(({ id }) => id === end.service)?.platform)
      );
  }
}

function zoneOf({ service, role }: Extract<FlowEnd, { readonly kind: 'group' }>, plan: PlatformPlan) {
  const group = plan.groups.find((one) => one.service === service && one.role === role);
  return plan.zones.find(({ id }) => id === group?.zone);
}

function nameEnd(end: FlowEnd): Text {
  switch (end.kind) {
    case 'internet':
      return { sv: 'internet', en: 'the internet' };
    case 'zone':
      return { sv: `zonen ${end.zone}`, en: `the zone ${end.zone}` };
    case 'group':
      return { sv: `${end.service}/${end.role}`, en: `${end.service}/${end.role}` };
    case 'outside':
      return { sv: `tjänsten ${end.service}`, en: `the service ${end.service}` };
  }
}

/** The declared lines behind a flow, as evidence. */
function describeReasons({ reasons, port, protocol }: PlannedFlow): readonly Evidence[] {
  return reasons.map(({ from, to, authenticated, at }) => ({
    text: {
      sv: `Flöde från ${from} till ${to}, ${protocol}/${port}, ${authenticated ? 'med' : 'utan'} inloggning`,
      en: `Flow from ${from} to ${to}, ${protocol}/${port}, ${authenticated ? 'with' : 'without'} login`,
    },
    source: placeSource(at),
    at: null,
  }));
}
