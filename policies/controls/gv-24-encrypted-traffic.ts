import { z } from 'zod';
import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import { serviceFilePath } from '#model/declaration/files.ts';
import { Port } from '#model/declaration/values.ts';
import type { Text } from '#model/format/text.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { PlannedFlow } from '#model/platform/planned-flows.ts';
import { type BuiltService, builtServices, placeSource } from '../built-services.ts';
import type { Control, Verdict } from '../control.ts';
import { findDifferences, type SeenDifferences } from '../resource-differences.ts';
import { giveVerdict, type Problem } from '../verdict.ts';

const Ports = z.array(Port);
const Parameters = z.strictObject({
  /** Ports whose usual protocol is in the clear: a finding where the internet reaches them. */
  plainPorts: Ports.default([21, 23, 80, 110, 143, 389, 8000, 8080]),
  /** Ports whose usual protocol is encrypted. Of any other port nothing is assumed. */
  encryptedPorts: Ports.default([22, 443, 465, 636, 853, 989, 990, 993, 995, 5061, 5986, 6514, 8443]),
});
type Parameters = z.infer<typeof Parameters>;

/**
 * GV-24, the part that is declared: what the internet reaches is encrypted, and every host name has a certificate
 * with somebody who renews it. The certificates that are in use, and how long they last, are evidence that nobody
 * imports yet; the control says so and claims nothing of them.
 */
export const encryptedTraffic: Control<typeof Parameters> = {
  id: 'GV-24',
  version: 1,
  validFrom: '2026-11-24',
  title: {
    sv: 'Krypterad trafik är deklarerad och certifikat är planerade',
    en: 'Encrypted traffic is declared and certificates are planned',
  },
  why: {
    sv: 'Det som går okrypterat över internet kan läsas och ändras på vägen, och ett certifikat som ingen förnyar stannar tjänsten.',
    en: 'What crosses the internet in the clear can be read and changed on its way, and a certificate that nobody renews stops the service.',
  },
  sources: [
    { kind: 'strategy', reference: 'HUD-9' },
    { kind: 'strategy', reference: 'ORK-4' },
    { kind: 'law', reference: 'Cybersäkerhetslagen (2025:1506) 2 kap. 3 §' },
    { kind: 'regulation', reference: 'MSBFS 2020:7 4 kap.' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.8.24' },
    { kind: 'standard', reference: 'CIS Controls v8 3.10' },
  ],
  profile: 'base',
  severity: 'high',
  gate: false,
  reads: ['declaration', 'plan'],
  readsIfPresent: ['resources', 'evidence'],
  parameters: Parameters,
  remedy: {
    sv: 'Byt till https i `checks`, stäng flödet från internet på den okrypterade porten eller flytta det till en krypterad. Är trafiken krypterad på en ovanlig port: skriv hur i flödets `by`, till exempel ”TLS”.',
    en: 'Change to https in `checks`, close the flow from the internet on the unencrypted port or move it to an encrypted one. If traffic on an unusual port is encrypted, say how in `by` of the flow, such as "TLS".',
  },
  check({ declaration, plan, resources, parameters }) {
    if (plan === null) return [];
    const differences = findDifferences(
      { plan, resources },
      { certificates: 'all', names: 'all', eServices: ['hosts'] },
    );
    const reached = Map.groupBy(
      plan.flows.filter(({ build, from }) => build && from.kind === 'internet'),
      ({ to }) => (to.kind === 'group' || to.kind === 'outside' ? to.service : ''),
    );
    return builtServices({ declaration, plan })
      .filter(({ service }) => service.checks.length > 0 || reached.has(service.id))
      .map((built) => {
        const flows = reached.get(built.service.id) ?? [];
        return judgeService(built, flows, differences(built.service.id), plan, declaration, parameters);
      });
  },
};

function judgeService(
  { service, subject }: BuiltService,
  flows: readonly PlannedFlow[],
  differences: SeenDifferences,
  plan: PlatformPlan,
  declaration: Declaration,
  parameters: Parameters,
): Verdict {
  const names = judgeNames(service, plan, declaration);
  const open = flows.map((flow) => judgeFlow(flow, parameters));
  const eService = plan.eServices.find((one) => one.build && one.service === service.id);
  return giveVerdict({
    subject,
    severity: 'high',
    problems: [
      ...open.flatMap(({ problem }) => problem ?? []),
      ...names.problems,
      ...(eService !== undefined && names.isEmpty ? [namelessProblem] : []),
      ...differences.problems,
    ],
    unknowns: open.flatMap(({ unknown }) => unknown ?? []),
    met: {
      sv: 'Det som är deklarerat är krypterat, och varje värdnamn har ett certifikat i planen. Certifikaten som används är inte mätta.',
      en: 'What is declared is encrypted, and every host name has a certificate in the plan. The certificates in use are not measured.',
    },
    evidence: [...open.flatMap(({ evidence }) => evidence), ...names.evidence, ...differences.evidence],
  });
}

const namelessProblem: Problem = {
  severity: 'medium',
  text: {
    sv: 'Allmänheten når tjänsten, men inget värdnamn står i `checks`, så inget certifikat bevakas.',
    en: 'The public reaches the service, but no host name stands in `checks`, so no certificate is watched.',
  },
};

/** What one opening to the internet says of encryption, by its port and by what is written of it. */
function judgeFlow(
  { port, protocol, reasons }: PlannedFlow,
  { plainPorts, encryptedPorts }: Parameters,
): { readonly problem?: Problem; readonly unknown?: Text; readonly evidence: readonly Evidence[] } {
  const what = `${protocol}/${port}`;
  const evidence = reasons.map(({ by, at }) => ({
    text: {
      sv: `Öppen från internet: ${what}${by === null ? '' : `, ${by}`}`,
      en: `Open from the internet: ${what}${by === null ? '' : `, ${by}`}`,
    },
    source: placeSource(at),
    at: null,
  }));
  if (plainPorts.includes(port)) {
    const text: Text = {
      sv: `Internet når tjänsten på ${what}, som brukar vara okrypterad.`,
      en: `The internet reaches the service on ${what}, which is usually not encrypted.`,
    };
    return { problem: { text }, evidence };
  }
  const isSaid = reasons.every(({ by }) => /\b(m?TLS|NTS|SSH|IPsec|WireGuard)\b/i.test(by ?? ''));
  if (encryptedPorts.includes(port) || isSaid) return { evidence };
  return {
    unknown: {
      sv: `Internet når tjänsten på ${what}, och det står inte om trafiken är krypterad.`,
      en: `The internet reaches the service on ${what}, and nothing says whether the traffic is encrypted.`,
    },
    evidence,
  };
}

interface NamesFound {
  readonly isEmpty: boolean;
  readonly problems: readonly Problem[];
  readonly evidence: readonly Evidence[];
}

/** Does every host name of a service answer with TLS, with a certificate that those who reach it trust? */
function judgeNames(
  service: BuiltService['service'],
  plan: PlatformPlan,
  declaration: Declaration,
): NamesFound {
  const problems: Problem[] = [];
  const evidence: Evidence[] = [];
  const file = serviceFilePath(service.id);
  const hosts = new Set<string>();
  service.checks.forEach(({ url }, index) => {
    const { protocol, hostname } = new URL(url);
    const source = declaredAt(declaration, file, `/checks/${index}`);
    const certificate = plan.certificates.find((one) => one.host === hostname && one.service === service.id);
    const isPublic = plan.names.some(
      (name) => name.service === service.id && name.host === hostname && name.exposure === 'internet',
    );
    if (protocol === 'http:') {
      problems.push({
        severity: isPublic ? 'high' : 'medium',
        text: {
          sv: `${hostname} kontrolleras med http, alltså okrypterat.`,
          en: `${hostname} is checked with http, that is unencrypted.`,
        },
      });
    } else if (certificate === undefined) {
      problems.push({
        text: {
          sv: `${hostname} har inget certifikat i planen.`,
          en: `${hostname} has no certificate in the plan.`,
        },
      });
    } else if (isPublic && certificate.issuer !== 'public') {
      problems.push({
        text: {
          sv: `${hostname} nås från internet, men dess certifikat har en intern utfärdare som andra inte litar på.`,
          en: `${hostname} is reached from the internet, but its certificate has an internal issuer that others do not trust.`,
        },
      });
    }
    if (hosts.has(hostname)) return;
    hosts.add(hostname);
    evidence.push({ text: describeCertificate(hostname, certificate), source, at: null });
  });
  return { isEmpty: hosts.size === 0, problems, evidence };
}

function describeCertificate(
  host: string,
  certificate: PlatformPlan['certificates'][number] | undefined,
): Text {
  if (certificate === undefined) {
    return { sv: `${host}: inget certifikat i planen`, en: `${host}: no certificate in the plan` };
  }
  const isPublic = certificate.issuer === 'public';
  const isOurs = certificate.renewedBy === 'us';
  return {
    sv: `${host}: ${isPublic ? 'publik' : 'intern'} utfärdare, förnyas av ${isOurs ? 'oss' : 'leverantören'}`,
    en: `${host}: ${isPublic ? 'public' : 'internal'} issuer, renewed by ${isOurs ? 'us' : 'the supplier'}`,
  };
}
