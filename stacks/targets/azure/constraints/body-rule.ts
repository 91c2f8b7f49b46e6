import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';
import type { BodyMistake } from '../../target.ts';
import type { AzureType } from '../azure-resource.ts';

/** What Azure, or our own standard, asks of one value in the body of a kind of resource. */
export interface BodyRule {
  readonly type: AzureType;
  /** `properties.networkAcls.defaultAction`; `ipConfigurations[].subnet.id` is that of each. */
  readonly path: string;
  readonly expected: string;
  /** Whether a value will do; undefined is what is not there. */
  holds(value: JsonValue | undefined): boolean;
  /** A value that will not do; undefined is to leave it out. By it each rule is tried. */
  readonly wrong: JsonValue | undefined;
}

type Rule = Omit<BodyRule, 'type'>;

/** Rules of a kind of resource. */
export function rulesOf(type: AzureType, rules: readonly Rule[]): readonly BodyRule[] {
  return rules.map((rule) => ({ ...rule, type }));
}

/** Must be there, and be a text that is not empty. */
export function required(path: string): Rule {
  return {
    path,
    expected: 'a text',
    holds: (value) => typeof value === 'string' && value !== '',
    wrong: undefined,
  };
}

/** Must be there, and hold something. */
export function requiredList(path: string): Rule {
  return {
    path,
    expected: 'at least one',
    holds: (value) => Array.isArray(value) && value.length > 0,
    wrong: [],
  };
}

/** Must be one of these; the last is a value that is none of them. */
export function oneOf(path: string, allowed: readonly JsonValue[], wrong: JsonValue): Rule {
  return {
    path,
    expected: allowed.map((each) => JSON.stringify(each)).join(' or '),
    holds: (value) => value !== undefined && allowed.includes(value),
    wrong,
  };
}

/** May be left out; else one of these. */
export function optionally(path: string, allowed: readonly JsonValue[], wrong: JsonValue): Rule {
  return ifThere(oneOf(path, allowed, wrong));
}

/** Must be a whole number within bounds, both included. */
export function between(path: string, minimum: number, maximum: number): Rule {
  return {
    path,
    expected: `a whole number from ${minimum} to ${maximum}`,
    holds: (value) =>
      typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum,
    wrong: maximum + 1,
  };
}

/** What another rule asks, where there is something. */
export function ifThere(rule: Rule): Rule {
  return {
    ...rule,
    expected: `${rule.expected}, or nothing`,
    holds: (value) => value === undefined || rule.holds(value),
  };
}

/** Must be a text of one form, in words. */
export function formed(path: string, pattern: RegExp, expected: string, wrong: JsonValue): Rule {
  return { path, expected, holds: (value) => typeof value === 'string' && pattern.test(value), wrong };
}

/** Must be the id of a resource. */
export function id(path: string): Rule {
  const pattern = /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/.+$/;
  return formed(path, pattern, 'the id of a resource', 'not-an-id');
}

/** Must be a secret that only the configuration has. */
export function secret(path: string): Rule {
  return {
    path,
    expected: 'a secret of the configuration',
    holds: (value) =>
      value === undefined || (typeof value === 'object' && value !== null && '$secret' in value),
    wrong: 'in plain text',
  };
}

/** Must not be there. */
export function absent(path: string, wrong: JsonValue): Rule {
  return { path, expected: 'nothing', holds: (value) => value === undefined, wrong };
}

/** Mistakes of a resource by the rules of its kind. */
export function judgeBody(
  { name, inputs }: RenderedResource,
  rules: readonly BodyRule[],
): readonly BodyMistake[] {
  return rules.flatMap(({ path, expected, holds }) =>
    valuesAt(inputs, path)
      .filter(({ value }) => !holds(value))
      .map(({ at, value }) => ({ resource: name, path: at, found: found(value), expected })),
  );
}

/** How a value is shown to people. */
export function found(value: JsonValue | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

interface Found {
  readonly at: string;
  readonly value: JsonValue | undefined;
}

/** Values at a path, one for each item of lists on the way; where a list is not there, none. */
export function valuesAt(inputs: JsonValue, path: string): readonly Found[] {
  return path.split('.').reduce<readonly Found[]>(
    (places, part) =>
      places.flatMap(({ at, value }): readonly Found[] => {
        const key = part.replace('[]', '');
        const next = at === '' ? key : `${at}.${key}`;
        const inner =
          typeof value === 'object' && value !== null && !Array.isArray(value)
            ? (value as Readonly<Record<string, JsonValue>>)[key]
            : undefined;
        if (!part.endsWith('[]')) return [{ at: next, value: inner }];
        return Array.isArray(inner)
          ? inner.map((item: JsonValue, index) => ({ at: `${next}.${index}`, value: item }))
          : [];
      }),
    [{ at: '', value: inputs }],
  );
}
