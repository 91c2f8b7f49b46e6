import { z } from 'zod';
import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import { serviceFilePath } from '#model/declaration/files.ts';
import type { Service } from '#model/declaration/service.ts';
import { isBuilt } from '#model/declaration/stage.ts';
import type { Control, Verdict } from '../control.ts';
import { giveVerdict, type Problem } from '../verdict.ts';

const Parameters = z.strictObject({
  /** Capabilities of which several are wanted; the reason belongs in a comment beside them. */
  severalAllowed: z.array(z.string().min(1)).default([]),
});

/**
 * GV-17. Two services overlap where they give the same capability, or serve the same common area, to the same
 * municipality in the same environment. Two members of a joint body with a system each do not overlap, but are
 * told of each other. A service that is being retired is what the rule asks for, and so overlaps nothing.
 */
export const noDuplicates: Control<typeof Parameters> = {
  id: 'GV-17',
  version: 1,
  validFrom: '2026-11-24',
  title: {
    sv: 'Inga dubblerade eller överlappande lösningar',
    en: 'No duplicate or overlapping solutions',
  },
  why: {
    sv: 'Två lösningar för samma sak kostar licenser, kunskap och integrationer två gånger, och uppgifterna hamnar på två ställen.',
    en: 'Two solutions for one thing cost licences, knowledge and integrations twice, and the information ends up in two places.',
  },
  sources: [
    { kind: 'strategy', reference: 'RAG-40' },
    { kind: 'strategy', reference: 'RAG-20' },
    { kind: 'strategy', reference: 'ORK-20' },
    { kind: 'strategy', reference: 'KUN-44' },
  ],
  profile: 'base',
  severity: 'low',
  gate: false,
  reads: ['declaration'],
  parameters: Parameters,
  remedy: {
    sv: 'Välj vilken lösning som ska vara kvar, planera avvecklingen av den andra och sätt dess `stage` till `retiring`. Gör de olika saker: ge dem olika `capability`.',
    en: 'Choose which solution stays, plan the retirement of the other and set its `stage` to `retiring`. If they do different things, give them different capabilities.',
  },
  check({ declaration, parameters }) {
    return declaration.services
      .filter(isBuilt)
      .map((service) => judgeService(service, declaration, parameters.severalAllowed));
  },
};

function judgeService(
  service: Service,
  declaration: Declaration,
  severalAllowed: readonly string[],
): Verdict {
  const file = serviceFilePath(service.id);
  const isAllowed = severalAllowed.includes(service.capability);
  const others = declaration.services.filter((other) => other.id !== service.id && isStaying(other));
  const same = others.filter(({ capability }) => capability === service.capability);
  const areas = declaration.standards.areas
    .map((area, index) => ({ ...area, at: `/areas/${index}` }))
    .filter(({ services }) => services.includes(service.id));
  const overlaps = (other: Service): boolean => isForSame(service, other, declaration);
  const problems: Problem[] = [];
  const evidence: Evidence[] = [
    {
      text: { sv: `Förmåga: ${service.capability}`, en: `Capability: ${service.capability}` },
      source: declaredAt(declaration, file, '/capability'),
      at: null,
    },
    ...areas.map(({ name, at }) => ({
      text: { sv: `Gemensamt område: ${name}`, en: `Common area: ${name}` },
      source: declaredAt(declaration, 'standards.yaml', at),
      at: null,
    })),
    ...same
      .filter((other) => !overlaps(other))
      .map((other) => ({
        text: {
          sv: `${other.name} ger samma förmåga åt andra`,
          en: `${other.name} gives the same capability to others`,
        },
        source: declaredAt(declaration, serviceFilePath(other.id), '/capability'),
        at: null,
      })),
  ];
  if (isStaying(service) && !isAllowed) {
    const duplicates = same.filter(overlaps);
    if (duplicates.length > 0) {
      const names = listNames(duplicates);
      problems.push({
        text: {
          sv: `Samma förmåga ges också av ${names}, och ingen av dem är under avveckling.`,
          en: `The same capability is given by ${names} as well, and none of them is being retired.`,
        },
      });
    }
    for (const area of areas) {
      const rivals = others.filter(
        (other) => area.services.includes(other.id) && !duplicates.includes(other) && overlaps(other),
      );
      if (rivals.length === 0) continue;
      const names = listNames(rivals);
      problems.push({
        text: {
          sv: `Området ${area.name} har också ${names}; där ska det finnas en gemensam standard.`,
          en: `The area ${area.name} has ${names} as well; it is to have one common standard.`,
        },
      });
    }
  }
  return giveVerdict({
    subject: { kind: 'service', id: service.id, name: service.name },
    severity: 'low',
    problems,
    unknowns: [],
    met: describeMet(service, isAllowed),
    evidence,
  });
}

function describeMet({ stage, capability }: Service, isAllowed: boolean): Verdict['message'] {
  if (stage === 'retiring') {
    return { sv: 'Tjänsten är under avveckling.', en: 'The service is being retired.' };
  }
  return isAllowed
    ? {
        sv: `Organisationen tillåter flera lösningar för ${capability}.`,
        en: `The organisation allows several solutions for ${capability}.`,
      }
    : {
        sv: 'Ingen annan lösning ger samma förmåga åt samma användare.',
        en: 'No other solution gives the same capability to the same users.',
      };
}

/** An ordered service will overlap what is in use, unless that is being retired. */
function isStaying({ stage }: Service): boolean {
  return stage === 'in-use' || stage === 'ordered';
}

function isForSame(a: Service, b: Service, { organisation }: Declaration): boolean {
  const everybody = organisation.municipalities.map(({ id }) => id);
  const production = organisation.environments.filter((one) => one.production).map(({ id }) => id);
  return (
    shareOne(orElse(a.consumers, everybody), orElse(b.consumers, everybody)) &&
    shareOne(orElse(a.environments, production), orElse(b.environments, production))
  );
}

function orElse(ids: readonly string[], all: readonly string[]): readonly string[] {
  return ids.length === 0 ? all : ids;
}

function shareOne(a: readonly string[], b: readonly string[]): boolean {
  return a.some((id) => b.includes(id));
}

function listNames(services: readonly Service[]): string {
  return services.map(({ name }) => name).join(', ');
}
