import type { Formatter } from '#model/format/formatter.ts';
import type { DeclaredPlace } from '#model/platform/declared-place.ts';
import { sayIssue } from '#model/platform/issue-words.ts';
import type { MeaningDifference } from '#model/platform/meaning.ts';
import { resourcesOf, type TargetKind } from '#model/platform/rendering.ts';
import { type Block, heading, paragraph, table } from '../document/block.ts';
import type { CheckReport } from './check-report.ts';
import type { JudgedUnsupported } from './judge-unsupported.ts';
import { type PlatformWords, platformWords } from './platform-words.ts';

/** Names of the targets, as their makers write them. */
const targetNames: Readonly<Record<TargetKind, string>> = { azure: 'Azure', kubernetes: 'Kubernetes' };

/** The plan in figures, its issues, and what became of it on each target. */
export function platformBlocks(report: CheckReport, format: Formatter): readonly Block[] {
  const { plan, declaration, platform, unsupported } = report;
  const words = platformWords[format.lang];
  const servers = plan.groups.flatMap((group) => group.servers).length;
  const open = plan.flows.filter(({ build }) => build).length;
  return [
    heading(2, words.planOf(plan.environment)),
    paragraph(
      words.planned(
        format.count(plan.services.length, words.services),
        format.count(servers, words.servers),
        format.count(open, words.flows),
      ),
    ),
    ...issues(report, format, words),
    ...renderings(report, format, words),
    ...differences(platform.differences, words),
    ...mistakes(report, words),
    ...limits(unsupported, format, words),
    ...adopted(declaration.organisation.platformSites, report, format, words),
  ];
}

function issues({ plan }: CheckReport, { lang }: Formatter, words: PlatformWords): readonly Block[] {
  if (plan.issues.length === 0) return [];
  const blockingFirst = plan.issues.toSorted(
    (a, b) => Number(b.severity === 'blocking') - Number(a.severity === 'blocking'),
  );
  return [
    heading(3, words.issues),
    table(
      [words.issue, words.subject, words.state, words.found, words.expected, words.where],
      blockingFirst.map((issue) => {
        const { title, found, expected } = sayIssue(issue);
        return [
          title[lang],
          issue.subject,
          issue.severity === 'blocking' ? words.blocks : words.notice,
          found[lang],
          expected[lang],
          placeText(issue.at),
        ];
      }),
    ),
  ];
}

function renderings(
  { platform }: CheckReport,
  { number, list }: Formatter,
  words: PlatformWords,
): readonly Block[] {
  if (platform.renderings.length === 0) return [];
  const differing = new Set(platform.differences.map(({ stack }) => stack));
  const sound = platform.renderings.filter(({ stack }) => !differing.has(stack));
  return [
    heading(3, words.stacks),
    table(
      [words.stack, `#${words.count}`, ''],
      platform.renderings.map((rendering) => [
        rendering.stack,
        number(resourcesOf(rendering).length),
        rendering.asIf ? words.asIf(targetNames[rendering.target]) : '',
      ]),
    ),
    ...(sound.length === 0
      ? []
      : [
          paragraph(
            words.readBack(
              sound.length === platform.renderings.length ? null : list(sound.map(({ stack }) => stack)),
            ),
          ),
        ]),
  ];
}

function differences(
  found: readonly (MeaningDifference & { readonly stack: string })[],
  words: PlatformWords,
): readonly Block[] {
  if (found.length === 0) return [];
  return [
    heading(3, words.differences),
    table(
      [words.stack, words.subject, words.issue, words.expected, words.found, words.resource],
      found.map(({ stack, part, key, kind, field, expected, found: value, resources }) => [
        stack,
        `${part} ${key}`,
        field === null ? words.differenceKinds[kind] : field,
        expected ?? '',
        value ?? '',
        resources.join(', '),
      ]),
    ),
  ];
}

function mistakes({ platform }: CheckReport, words: PlatformWords): readonly Block[] {
  if (platform.mistakes.length === 0) return [];
  return [
    heading(3, words.mistakes),
    table(
      [words.stack, words.resource, words.where, words.found, words.expected],
      platform.mistakes.map(({ stack, resource, path, found, expected }) => [
        stack,
        resource,
        path,
        found,
        expected,
      ]),
    ),
  ];
}

function limits(
  unsupported: readonly JudgedUnsupported[],
  { lang }: Formatter,
  words: PlatformWords,
): readonly Block[] {
  if (unsupported.length === 0) return [];
  const state = ({ asIf, acceptedUntil }: JudgedUnsupported) => {
    if (asIf) return words.parityOnly;
    return acceptedUntil === null ? words.refused : words.accepted(acceptedUntil);
  };
  return [
    heading(3, words.unsupported),
    table(
      [words.stack, words.subject, words.state, words.reason],
      unsupported.map((each) => [each.stack, `${each.kind} ${each.key}`, state(each), each.reason[lang]]),
    ),
  ];
}

function adopted(
  sites: CheckReport['declaration']['organisation']['platformSites'],
  { plan }: CheckReport,
  { list }: Formatter,
  words: PlatformWords,
): readonly Block[] {
  const standing = sites.filter(
    ({ kind, id }) =>
      kind === 'adopted' && plan.groups.some(({ platformSite, build }) => build && platformSite === id),
  );
  return standing.length === 0 ? [] : [paragraph(words.adopted(list(standing.map(({ name }) => name))))];
}

function placeText({ file, line }: DeclaredPlace): string {
  return line === null ? file : `${file}:${line}`;
}
