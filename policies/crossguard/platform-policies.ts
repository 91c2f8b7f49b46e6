import type { Lang } from '#model/format/lang.ts';
import type { Text } from '#model/format/text.ts';
import { sayIssue } from '#model/platform/issue-words.ts';
import type { MeaningDifference } from '#model/platform/meaning.ts';
import type { Rendering } from '#model/platform/rendering.ts';
import type { DeclaredPlatform } from './declared-platform.ts';
import { findUndeclared } from './find-undeclared.ts';
import { platformWithStack, siteWithStack } from './platform-with-stack.ts';
import type { StackPolicy } from './stack-policy.ts';

/** What holds for every stack, whatever the controls say. All of it stops the stack, in every environment. */
export function platformPolicies(declared: DeclaredPlatform, rendering: Rendering): readonly StackPolicy[] {
  const { plan, sites } = declared;
  return [
    {
      name: 'grundval-plan',
      description: 'Nothing is applied while the plan has a blocking issue.',
      enforcementLevel: 'mandatory',
      judge: () =>
        plan.issues
          .filter(({ severity }) => severity === 'blocking')
          .map((issue) => {
            const { title, found, expected } = sayIssue(issue);
            const say = (lang: Lang) =>
              `${issue.subject} (${issue.at.file}:${issue.at.line ?? 1}): ${title[lang]}. ${found[lang]} → ${expected[lang]}`;
            return { text: { sv: say('sv'), en: say('en') } };
          }),
    },
    {
      name: 'grundval-declared',
      description: 'The stack has the resources that the declaration asks for, and no others.',
      enforcementLevel: 'mandatory',
      judge: ({ resources }) => findUndeclared(resources, rendering),
    },
    {
      name: 'grundval-meaning',
      description: 'The resources mean what the plan says.',
      enforcementLevel: 'mandatory',
      judge: (engine) =>
        platformWithStack(declared, engine).differences.map((difference) => ({
          text: describe(difference),
          resource: difference.resources.find((name) => engine.urns.has(name)),
        })),
    },
    {
      name: 'grundval-accepted',
      description: 'The target takes what it is given, and no secret stands in plain text.',
      enforcementLevel: 'mandatory',
      judge: (engine) =>
        sites
          .filter(({ renderings }) => renderings.some(({ stack }) => stack === rendering.stack))
          .flatMap((site) => site.target.findMistakes?.(siteWithStack(site, engine)) ?? [])
          .map(({ resource, path, found, expected }) => ({
            resource,
            text: {
              sv: `${resource}: \`${path}\` är ${found}, men ska vara ${expected}.`,
              en: `${resource}: \`${path}\` is ${found}, expected ${expected}.`,
            },
          })),
    },
  ];
}

function describe({ part, key, kind, field, expected, found, resources }: MeaningDifference): Text {
  const subject = `${part} ${key}${resources.length === 0 ? '' : ` (${resources.join(', ')})`}`;
  switch (kind) {
    case 'missing':
      return {
        sv: `${subject} finns i planen men inte bland resurserna.`,
        en: `${subject} is in the plan but not among the resources.`,
      };
    case 'extra':
      return {
        sv: `${subject} finns bland resurserna men inte i planen.`,
        en: `${subject} is among the resources but not in the plan.`,
      };
    case 'changed':
      return {
        sv: `${subject}: ${field} är ${found}, planen säger ${expected}.`,
        en: `${subject}: ${field} is ${found}, the plan says ${expected}.`,
      };
  }
}
