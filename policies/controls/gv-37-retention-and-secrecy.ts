import { z } from 'zod';
import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import { describeKeep } from '#model/declaration/describe-keep.ts';
import { serviceFilePath } from '#model/declaration/files.ts';
import type { Service } from '#model/declaration/service.ts';
import { isBuilt } from '#model/declaration/stage.ts';
import type { Text } from '#model/format/text.ts';
import { formatDay } from '#model/format/time.ts';
import type { Control, Verdict } from '../control.ts';
import { judgeDecision } from '../decision.ts';
import { giveVerdict, type Problem } from '../verdict.ts';

const Parameters = z.strictObject({});
type Information = Service['information'][number];

/**
 * GV-37. Nothing may be purged without a decision of the own committee, so a data set without one is a finding,
 * and so are sensitive personal data of which nobody has said what secrecy applies. A time that is not stated,
 * secrecy that nobody has considered for other data, and a service whose data nobody has listed are unknown.
 */
export const retentionAndSecrecyDecided: Control<typeof Parameters> = {
  id: 'GV-37',
  version: 1,
  validFrom: '2026-11-24',
  title: {
    sv: 'Gallring och sekretess är beslutade för varje datamängd',
    en: 'Retention and secrecy are decided for each data set',
  },
  why: {
    sv: 'Allmänna handlingar får inte gallras utan beslut, personuppgifter får inte sparas längre än de behövs, och den som lämnar ut uppgifter måste veta vad som är hemligt.',
    en: 'Official documents may not be purged without a decision, personal data not be kept longer than needed, and whoever discloses information must know what is secret.',
  },
  sources: [
    { kind: 'strategy', reference: 'HUD-27' },
    { kind: 'strategy', reference: 'HUD-34' },
    { kind: 'strategy', reference: 'UPB-25' },
    { kind: 'law', reference: 'Arkivlagen (1990:782)' },
    { kind: 'law', reference: 'Tryckfrihetsförordningen 2 kap.' },
    { kind: 'law', reference: 'Offentlighets- och sekretesslagen (2009:400)' },
    { kind: 'law', reference: 'Dataskyddsförordningen (EU) 2016/679 artikel 5.1 e' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.5.33' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.8.10' },
    { kind: 'standard', reference: 'CIS Controls v8 3.4' },
  ],
  profile: 'base',
  severity: 'medium',
  gate: false,
  reads: ['declaration'],
  parameters: Parameters,
  remedy: {
    sv: 'Ta fram handlingstyp, frist och sekretess med arkivet, låt nämnden besluta, skriv beslutet (`kind: retention`) i decisions.yaml och `keep`, `retention` och `secrecy` för varje datamängd under `information` i tjänstens fil; `secrecy: none` där ingen bestämmelse gäller.',
    en: 'Work out the kind of document, the time and the secrecy with the archive, let the committee decide, write the decision (`kind: retention`) in decisions.yaml and `keep`, `retention` and `secrecy` for each data set under `information` in the file of the service; `secrecy: none` where no provision applies.',
  },
  check({ declaration, now }) {
    const today = formatDay(now);
    return declaration.services.filter(isBuilt).map((service) => judgeService(service, declaration, today));
  },
};

function judgeService(service: Service, declaration: Declaration, today: string): Verdict {
  const problems: Problem[] = [];
  const unknowns: Text[] = [];
  const evidence: Evidence[] = [];
  const decisions = new Map<string, readonly Evidence[]>();
  if (service.information.length === 0) {
    unknowns.push({
      sv: 'Vilka uppgifter tjänsten håller är inte angivet.',
      en: 'What information the service holds is not stated.',
    });
  }
  service.information.forEach((information, index) => {
    evidence.push({
      text: describeInformation(information),
      source: declaredAt(declaration, serviceFilePath(service.id), `/information/${index}`),
      at: null,
    });
    const judged = judgeDecision(declaration, information.retention, { kind: 'retention', today });
    if (information.retention !== undefined) decisions.set(information.retention, judged.evidence);
    if (judged.problem !== null) {
      const { sv, en } = judged.problem.text;
      problems.push({ text: { sv: `${information.type}: ${sv}`, en: `${information.type}: ${en}` } });
    } else if (information.keep === undefined) {
      unknowns.push({
        sv: `${information.type}: hur länge uppgifterna sparas är inte angivet.`,
        en: `${information.type}: how long the information is kept is not stated.`,
      });
    }
    judgeSecrecy(information, problems, unknowns);
  });
  return giveVerdict({
    subject: { kind: 'service', id: service.id, name: service.name },
    severity: 'medium',
    problems,
    unknowns,
    met: {
      sv: 'Frist, gallringsbeslut och sekretess är angivna för varje datamängd.',
      en: 'Time, decision and secrecy are stated for each data set.',
    },
    // Several data sets commonly rest on one decision, which is shown once.
    evidence: [...evidence, ...[...decisions.values()].flat()],
  });
}

function judgeSecrecy(
  { type, personalData, secrecy }: Information,
  problems: Problem[],
  unknowns: Text[],
): void {
  if (secrecy !== undefined) return;
  if (personalData === 'sensitive') {
    problems.push({
      text: {
        sv: `${type}: uppgifterna är känsliga, men det är inte angivet vilken sekretess som gäller.`,
        en: `${type}: the information is sensitive, but it is not stated what secrecy applies.`,
      },
    });
  } else {
    unknowns.push({
      sv: `${type}: om sekretess gäller är inte angivet.`,
      en: `${type}: whether secrecy applies is not stated.`,
    });
  }
}

function describeInformation({ type, keep, secrecy }: Information): Text {
  const kept = keep === undefined ? { sv: 'frist okänd', en: 'time unknown' } : describeKeep(keep);
  const secret =
    secrecy === undefined
      ? { sv: 'sekretess okänd', en: 'secrecy unknown' }
      : secrecy === 'none'
        ? { sv: 'ingen sekretess', en: 'no secrecy' }
        : { sv: secrecy, en: secrecy };
  return { sv: `${type}: ${kept.sv}, ${secret.sv}`, en: `${type}: ${kept.en}, ${secret.en}` };
}
