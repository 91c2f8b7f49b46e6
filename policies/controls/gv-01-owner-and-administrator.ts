import { z } from 'zod';
import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import { serviceFilePath } from '#model/declaration/files.ts';
import type { Service } from '#model/declaration/service.ts';
import { isBuilt } from '#model/declaration/stage.ts';
import type { Control, Verdict } from '../control.ts';
import { nameParty, personsBehind } from '../party.ts';
import { giveVerdict, type Problem } from '../verdict.ts';

const Parameters = z.strictObject({
  /** Fewest administrators (systemförvaltare) whose role somebody holds. */
  administrators: z.int().min(1).max(5).default(1),
  /** Must somebody other than the owner administer? A one-person administration can switch it off. */
  separatePersons: z.boolean().default(true),
});

/** GV-01. Proposed services are not judged: nothing runs yet, and nobody has been appointed. */
export const ownerAndAdministrator: Control<typeof Parameters> = {
  id: 'GV-01',
  version: 1,
  validFrom: '2026-11-24',
  title: {
    sv: 'Systemägare och minst en systemförvaltare är utsedda',
    en: 'An owner and at least one administrator are appointed',
  },
  why: {
    sv: 'Utan ägare beslutar ingen om klass, nivå och pengar, och utan förvaltare märker ingen att systemet behöver något.',
    en: 'Without an owner nobody decides on class, level and money, and without an administrator nobody notices what the system needs.',
  },
  sources: [
    { kind: 'strategy', reference: 'RAG-36' },
    { kind: 'strategy', reference: 'ORK-31' },
    { kind: 'strategy', reference: 'KUN-33' },
    { kind: 'strategy', reference: 'HUD-31' },
    { kind: 'law', reference: 'Cybersäkerhetslagen (2025:1506) 2 kap. 3 §' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.5.2' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.5.9' },
  ],
  profile: 'base',
  severity: 'high',
  gate: true,
  reads: ['declaration'],
  parameters: Parameters,
  remedy: {
    sv: 'Utse en systemägare och en systemförvaltare, lägg in rollerna med innehavare i grundval.yaml och skriv dem i `owner` och `administrators` i tjänstens fil.',
    en: 'Appoint an owner and an administrator, add the roles with their holders to grundval.yaml and name them in `owner` and `administrators` in the file of the service.',
  },
  check({ declaration, parameters }) {
    return declaration.services
      .filter(isBuilt)
      .map((service) => judgeService(service, declaration, parameters));
  },
};

function judgeService(
  service: Service,
  declaration: Declaration,
  parameters: z.infer<typeof Parameters>,
): Verdict {
  const problems: Problem[] = [];
  const evidence: Evidence[] = [];
  const isHeld = (party: string): boolean => personsBehind(declaration, party).length > 0;
  const see = (label: Evidence['text'], party: string, pointer: string): void => {
    const name = nameParty(declaration, party);
    evidence.push({
      text: { sv: `${label.sv}: ${name}`, en: `${label.en}: ${name}` },
      source: declaredAt(declaration, serviceFilePath(service.id), pointer),
      at: null,
    });
    if (isHeld(party)) return;
    problems.push({
      text: {
        sv: `Rollen ${name} har ingen innehavare.`,
        en: `Nobody holds the role ${name}.`,
      },
    });
  };

  if (service.owner === undefined) {
    problems.push({ text: { sv: 'Ingen systemägare är utsedd.', en: 'No owner is appointed.' } });
  } else {
    see({ sv: 'Systemägare', en: 'Owner' }, service.owner, '/owner');
  }
  service.administrators.forEach((party, index) => {
    see({ sv: 'Systemförvaltare', en: 'Administrator' }, party, `/administrators/${index}`);
  });
  const held = new Set(service.administrators.filter(isHeld));
  if (service.administrators.length === 0) {
    problems.push({
      text: { sv: 'Ingen systemförvaltare är utsedd.', en: 'No administrator is appointed.' },
    });
  } else if (held.size > 0 && held.size < parameters.administrators) {
    problems.push({
      text: {
        sv: `${held.size} systemförvaltare är utsedda; det ska vara minst ${parameters.administrators}.`,
        en: `${held.size} administrators are appointed; expected at least ${parameters.administrators}.`,
      },
    });
  }
  if (parameters.separatePersons && isOnePerson(service, declaration)) {
    problems.push({
      severity: 'medium',
      text: {
        sv: 'Systemägaren är också den enda systemförvaltaren, så ingen annan kan ta över.',
        en: 'The owner is the only administrator as well, so nobody else can take over.',
      },
    });
  }
  return giveVerdict({
    subject: { kind: 'service', id: service.id, name: service.name },
    severity: 'high',
    problems,
    unknowns: [],
    met: {
      sv: 'Systemägare och systemförvaltare är utsedda och rollerna har innehavare.',
      en: 'Owner and administrator are appointed and somebody holds their roles.',
    },
    evidence,
  });
}

/** Does one person alone stand behind the owner and every administrator? */
function isOnePerson({ owner, administrators }: Service, declaration: Declaration): boolean {
  if (owner === undefined || administrators.length === 0) return false;
  const owners = personsBehind(declaration, owner);
  const others = administrators.flatMap((party) => personsBehind(declaration, party));
  return owners.length > 0 && others.length > 0 && new Set([...owners, ...others]).size === 1;
}
