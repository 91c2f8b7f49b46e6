import { z } from 'zod';
import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import type { Service } from '#model/declaration/service.ts';
import { isBuilt, isStanding } from '#model/declaration/stage.ts';
import type { Text } from '#model/format/text.ts';
import { formatDay } from '#model/format/time.ts';
import { judgeTerm } from '../contract-term.ts';
import type { Control, Verdict } from '../control.ts';
import { judgeContact, judgeExitPlan, judgeProcessing } from '../supplier-duties.ts';
import { giveVerdict, type Problem } from '../verdict.ts';

const Months = z.int().min(0).max(60);
const Parameters = z.strictObject({
  /** Months before the end of a contract, or the day of an option, at which a finding is low, medium and high. */
  lowMonths: Months.default(12),
  mediumMonths: Months.default(6),
  highMonths: Months.default(3),
  /** Months after which the exit plan must be gone through anew. */
  exitPlanMonths: z.int().min(1).max(120).default(24),
});
type Parameters = z.infer<typeof Parameters>;
type Supplier = Declaration['suppliers']['suppliers'][number];

/**
 * GV-07. Judges what a supplier runs or sells as a service, and whatever else rests on a contract or on a company:
 * a product that we run ourselves stands still without its contract, too. Navet and its like are not judged: there
 * another public body delivers by law. An exit plan is asked for where others hold our data, and an agreement on
 * the processing of personal data there and where the supplier answers for a layer of what we run.
 */
export const supplierAndContract: Control<typeof Parameters> = {
  id: 'GV-07',
  version: 1,
  validFrom: '2026-11-24',
  title: {
    sv: 'Leverantör och avtal är registrerade',
    en: 'Supplier and contract are registered',
  },
  why: {
    sv: 'Den som inte vet när avtalet går ut, vem som svarar vid en incident och hur uppgifterna kommer hem igen har lämnat över kontrollen.',
    en: 'Whoever does not know when the contract ends, who answers in an incident and how the data come home again has handed over control.',
  },
  sources: [
    { kind: 'strategy', reference: 'UPB-1' },
    { kind: 'strategy', reference: 'RAG-59' },
    { kind: 'strategy', reference: 'RAG-68' },
    { kind: 'law', reference: 'Cybersäkerhetslagen (2025:1506) 2 kap. 3 §' },
    { kind: 'law', reference: 'Dataskyddsförordningen (EU) 2016/679 artikel 28' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.5.19' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.5.20' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.5.22' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.5.23' },
  ],
  profile: 'base',
  severity: 'high',
  gate: false,
  reads: ['declaration'],
  parameters: Parameters,
  remedy: {
    sv: 'Skriv avtalet med dagar, incidentkontakt, personuppgiftsbiträdesavtal och utträdesplan i suppliers.yaml, och dess id i `supplier` och `contract` i tjänstens fil. Är avtalet förlängt: flytta fram `to` och ta bort optionsdagen.',
    en: 'Write the contract with its days, incident contact, data processing agreement and exit plan in suppliers.yaml, and its id in `supplier` and `contract` in the file of the service. If it has been extended, move `to` and remove the day of the option.',
  },
  check({ declaration, parameters, now }) {
    const today = formatDay(now);
    return declaration.services
      .filter(
        (service) => isBuilt(service) && restsOnContract(service, supplierOf(declaration, service)?.supplier),
      )
      .map((service) => judgeService(service, declaration, parameters, today));
  },
};

function restsOnContract({ hosting, contract }: Service, supplier: Supplier | undefined): boolean {
  return (
    hosting === 'external' ||
    hosting === 'cloud' ||
    contract !== undefined ||
    (supplier !== undefined && !supplier.publicBody)
  );
}

function supplierOf({ suppliers }: Declaration, { supplier: id }: Service) {
  const index = suppliers.suppliers.findIndex((candidate) => candidate.id === id);
  const supplier = suppliers.suppliers[index];
  return supplier === undefined ? undefined : { supplier, at: `/suppliers/${index}` };
}

function judgeService(
  service: Service,
  declaration: Declaration,
  parameters: Parameters,
  today: string,
): Verdict {
  const problems: Problem[] = [];
  const unknowns: Text[] = [];
  const evidence: Evidence[] = [];
  const found = supplierOf(declaration, service);
  const contractIndex = found?.supplier.contracts.findIndex(({ id }) => id === service.contract) ?? -1;
  const contract = found?.supplier.contracts[contractIndex];
  const see = (text: Text, pointer: string): void => {
    evidence.push({ text, source: declaredAt(declaration, 'suppliers.yaml', pointer), at: null });
  };
  // Before anybody depends on the service the contract may still be under way.
  const missing = isStanding(service) ? 'high' : 'medium';

  if (found === undefined) {
    problems.push({
      severity: missing,
      text: { sv: 'Ingen leverantör är angiven.', en: 'No supplier is stated.' },
    });
  } else if (contract === undefined) {
    const name = found.supplier.name;
    problems.push({
      severity: missing,
      text: {
        sv: `Inget avtal med ${name} är angivet.`,
        en: `No contract with ${name} is stated.`,
      },
    });
  } else {
    const { name, reference, from, to } = contract;
    see(
      {
        sv: `Avtal ${name} med ${found.supplier.name}, ${reference}, ${from} till ${to}`,
        en: `Contract ${name} with ${found.supplier.name}, ${reference}, ${from} to ${to}`,
      },
      `${found.at}/contracts/${contractIndex}`,
    );
    problems.push(
      ...judgeTerm(contract, {
        ...parameters,
        today,
        hasBegun: isStanding(service),
        goesOn: service.stage !== 'retiring',
      }),
    );
  }
  if (found !== undefined) {
    problems.push(
      ...judgeContact(found.supplier),
      ...judgeExitPlan(service, found.supplier, parameters.exitPlanMonths, today),
    );
    if (contract !== undefined) judgeProcessing(service, found.supplier, contract, problems, unknowns);
    const { incidentContact, exitPlan } = found.supplier;
    if (incidentContact !== undefined) {
      const { phone, email, hours } = incidentContact;
      const reached = [phone, email].filter((part) => part !== undefined).join(', ');
      see(
        { sv: `Incidentkontakt ${reached} (${hours})`, en: `Incident contact ${reached} (${hours})` },
        `${found.at}/incidentContact`,
      );
    }
    if (exitPlan !== undefined) {
      see(
        {
          sv: `Utträdesplan, genomgången ${exitPlan.reviewed}`,
          en: `Exit plan, gone through on ${exitPlan.reviewed}`,
        },
        `${found.at}/exitPlan`,
      );
    }
  }
  return giveVerdict({
    subject: { kind: 'service', id: service.id, name: service.name },
    severity: 'high',
    problems,
    unknowns,
    met: {
      sv: `Avtalet gäller till och med ${contract?.to}, och allt som hör till det är registrerat.`,
      en: `The contract is in force until ${contract?.to}, and all that belongs to it is registered.`,
    },
    evidence,
  });
}
