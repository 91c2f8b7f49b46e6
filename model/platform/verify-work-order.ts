import type { Fleet, FleetDevice } from '../fleet/fleet.ts';
import type { Text } from '../format/text.ts';
import { formatDay } from '../format/time.ts';
import { type FactVerdict, judgeFact } from './judge-fact.ts';
import type { LastVerification, WorkItem, WorkOrder } from './work-order.ts';

/** Oldest report that still says how a server stands, in days. */
const maximumAgeDays = 7;
const dayMs = 86_400_000;

/**
 * The order with what the collector last saw of each item. What no agent, check or import can see stays not
 * verified and says who has to look; null = nobody has asked a collector.
 */
export function verifyWorkOrder(order: WorkOrder, fleet: Fleet | null): WorkOrder {
  const devices = Map.groupBy(fleet?.devices ?? [], ({ declaredAs }) => declaredAs);
  return {
    ...order,
    items: order.items.map((item) => ({
      ...item,
      last: verify(item, fleet, (id) => newest(devices.get(id) ?? [])),
    })),
  };
}

/** A server that was installed anew may be there twice; the one that reported last is the one there is. */
function newest(devices: readonly FleetDevice[]): FleetDevice | undefined {
  return devices.toSorted(
    (a, b) => (b.lastReportAt?.getTime() ?? 0) - (a.lastReportAt?.getTime() ?? 0) || (a.id < b.id ? -1 : 1),
  )[0];
}

function verify(
  { verification }: WorkItem,
  fleet: Fleet | null,
  find: (id: string) => FleetDevice | undefined,
): LastVerification {
  switch (verification.method) {
    case 'manual':
      return notVerified({
        sv: `Syns inte för mätprogrammet. ${verification.how.sv}`,
        en: `The agent cannot see it. ${verification.how.en}`,
      });
    case 'check':
      return notVerified({
        sv: `Inget svar från kontrollen finns här. ${verification.how.sv}`,
        en: `No answer of the check is here. ${verification.how.en}`,
      });
    case 'agent': {
      if (fleet === null) {
        return notVerified({ sv: 'Ingen insamlare är tillfrågad.', en: 'No collector has been asked.' });
      }
      const device = find(verification.device);
      if (device === undefined) {
        return notVerified({
          sv: `Insamlaren känner inte till ${verification.device}.`,
          en: `The collector does not know ${verification.device}.`,
        });
      }
      const silence = describeSilence(device, fleet.at);
      return conclude(verification.facts.map((fact) => judgeFact(fact, device, silence)));
    }
  }
}

/** Why the sections of a device say nothing of today; null where they do. */
function describeSilence({ name, lastReportAt }: FleetDevice, now: Date): Text | null {
  if (lastReportAt === null) {
    return {
      sv: `${name} har aldrig rapporterat: installera mätprogrammet.`,
      en: `${name} has never reported: install the agent.`,
    };
  }
  if (now.getTime() - lastReportAt.getTime() <= maximumAgeDays * dayMs) return null;
  const day = formatDay(lastReportAt);
  return {
    sv: `${name} rapporterade senast ${day}; hur den står nu är inte känt.`,
    en: `${name} last reported on ${day}; how it stands now is not known.`,
  };
}

/** One deviation is a deviation; short of that, one unknown fact leaves the whole not verified. */
function conclude(verdicts: readonly FactVerdict[]): LastVerification {
  const known = verdicts.filter((verdict): verdict is Seen => verdict.status !== 'unknown');
  const deviations = known.filter(({ status }) => status === 'deviates');
  if (deviations.length > 0) return seen('deviates', deviations);
  const reasons = verdicts.flatMap((verdict) => (verdict.status === 'unknown' ? [verdict.reason] : []));
  return reasons.length > 0 ? notVerified(join(reasons)) : seen('verified', known);
}

type Seen = Exclude<FactVerdict, { readonly status: 'unknown' }>;

function seen(status: Seen['status'], verdicts: readonly Seen[]): LastVerification {
  const [first, ...rest] = verdicts;
  if (first === undefined) {
    return notVerified({ sv: 'Inget är mätt.', en: 'Nothing has been measured.' });
  }
  return {
    status,
    at: new Date(Math.min(first.at.getTime(), ...rest.map(({ at }) => at.getTime()))),
    by: join(
      verdicts.map(({ by }) => by),
      ', ',
    ),
    seen: join(verdicts.map((verdict) => verdict.seen)),
  };
}

function notVerified(reason: Text): LastVerification {
  return { status: 'not-verified', reason };
}

/** Texts one after the other, each once. */
function join(texts: readonly Text[], between = ' '): Text {
  const once = (lang: keyof Text) => [...new Set(texts.map((text) => text[lang]))].join(between);
  return { sv: once('sv'), en: once('en') };
}
