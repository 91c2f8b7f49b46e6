import { z } from 'zod';
import type { Declaration } from '#model/declaration/declaration.ts';
import { Port } from '#model/declaration/values.ts';
import { formatDay } from '#model/format/time.ts';
import { type BuiltService, builtServices, groupsByServer } from '../built-services.ts';
import type { Control, Verdict } from '../control.ts';
import { judgeSender, judgeStore, type StoreFound } from '../log-store.ts';
import { findDifferences, type SeenDifferences } from '../resource-differences.ts';
import { giveVerdict } from '../verdict.ts';

const Parameters = z.strictObject({
  /** Ports on which logs are sent to the store: 6514 is syslog over TLS (RFC 5425). */
  ports: z.array(Port).min(1).default([6514]),
});

/**
 * GV-33. Judges services with servers by what is declared: a protected central store, a way there, a traceable
 * clock. Whether logs arrive and clocks are right no agent reads yet, so every server is `not-measured`.
 */
export const loggingAndTime: Control<typeof Parameters> = {
  id: 'GV-33',
  version: 1,
  validFrom: '2026-11-24',
  title: {
    sv: 'Loggar samlas centralt och skyddat, med rätt tid',
    en: 'Logs are collected centrally and protected, with the right time',
  },
  why: {
    sv: 'Utan loggar på ett annat ställe går det inte att se vad som hände, för den som tagit över en server städar efter sig. Med fel tid går loggarna inte att läsa ihop.',
    en: 'Without logs in another place nobody can see what happened, since whoever took over a server tidies up. With the wrong time logs cannot be read together.',
  },
  sources: [
    { kind: 'strategy', reference: 'RAG-47' },
    { kind: 'strategy', reference: 'HUD-35' },
    { kind: 'regulation', reference: 'MSBFS 2020:7 4 kap.' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.8.15' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.8.16' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.8.17' },
    { kind: 'standard', reference: 'CIS Controls v8 8.2' },
    { kind: 'standard', reference: 'CIS Controls v8 8.4' },
    { kind: 'standard', reference: 'CIS Controls v8 8.9' },
  ],
  profile: 'extended',
  severity: 'high',
  gate: false,
  reads: ['declaration', 'plan'],
  readsIfPresent: ['resources', 'fleet'],
  parameters: Parameters,
  remedy: {
    sv: 'Skriv loggtjänst, skydd, beslut och tidskällor i `logging` i grundval.yaml, och öppna ett flöde från tjänstens zon till loggtjänsten.',
    en: 'Write log service, protection, decision and time sources in `logging` in grundval.yaml, and open a flow from the zone of the service to the log service.',
  },
  check({ declaration, plan, resources, fleet, now, parameters }) {
    if (plan === null) return [];
    const differences = findDifferences({ plan, resources }, { monitoring: ['logsKept'] });
    const found = judgeStore(plan, declaration, formatDay(now));
    const groups = groupsByServer(plan);
    return [
      ...builtServices({ declaration, plan })
        .filter(({ groups: own }) => own.length > 0)
        .map((built) =>
          judgeService(built, found, differences(built.service.id), declaration, parameters.ports),
        ),
      ...(fleet?.devices ?? [])
        .filter(({ declaredAs }) => groups.has(declaredAs ?? ''))
        .map(
          ({ id, name }): Verdict => ({
            subject: { kind: 'device', id, name },
            status: 'not-measured',
            message: {
              sv: 'Om loggarna kommer fram och om klockan går rätt läser inte mätprogrammet.',
              en: 'Whether logs arrive and whether the clock is right is not read by the agent.',
            },
            evidence: [],
          }),
        ),
    ];
  },
};

function judgeService(
  { subject, groups }: BuiltService,
  { store, problems, unknowns, evidence }: StoreFound,
  differences: SeenDifferences,
  declaration: Declaration,
  ports: readonly number[],
): Verdict {
  const senders = store === null ? [] : groups.map((group) => judgeSender(group, store, declaration, ports));
  return giveVerdict({
    subject,
    severity: 'high',
    problems: [...senders.flatMap((sender) => sender.problems), ...problems, ...differences.problems],
    unknowns: [...senders.flatMap((sender) => sender.unknowns), ...unknowns],
    met: {
      sv: 'Loggarna har en väg till ett skyddat arkiv, och tidskällan är spårbar. Om de kommer fram mäts på servrarna.',
      en: 'Logs have a way to a protected store, and the time source is traceable. Whether they arrive is measured on the servers.',
    },
    evidence: [...evidence, ...senders.flatMap((sender) => sender.evidence), ...differences.evidence],
  });
}
