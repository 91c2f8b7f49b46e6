import type { JsonValue } from '#model/platform/rendering.ts';
import { type AddressRange, parseRange } from './address-set.ts';
import { listAt, numberAt, textAt } from './look.ts';
import { idKey } from './resource-index.ts';

/** One side of a rule: application security groups, addresses, or service tags; `*` is a tag. */
export interface ParsedSide {
  /** Keys of ids. */
  readonly groups: readonly string[];
  readonly prefixes: readonly string[];
  readonly ranges: readonly AddressRange[];
  readonly tags: readonly string[];
}

/** A rule of a security group, as Azure reads it. */
export interface ParsedRule {
  readonly resource: string;
  readonly direction: 'Inbound' | 'Outbound';
  readonly access: 'Allow' | 'Deny';
  readonly priority: number;
  /** `tcp`, `udp`, or null for any. */
  readonly protocol: 'tcp' | 'udp' | null;
  readonly ports: readonly { readonly first: number; readonly last: number }[];
  readonly from: ParsedSide;
  readonly to: ParsedSide;
}

/** Reads a rule. What Azure would not take stays closed: an unknown word matches nothing. */
export function parseRule(inputs: JsonValue, resource: string): ParsedRule {
  const protocol = textAt(inputs, 'protocol')?.toLowerCase() ?? '';
  const isKnown = ['tcp', 'udp', '*'].includes(protocol);
  return {
    resource,
    direction: textAt(inputs, 'direction')?.toLowerCase() === 'outbound' ? 'Outbound' : 'Inbound',
    access: textAt(inputs, 'access')?.toLowerCase() === 'allow' ? 'Allow' : 'Deny',
    priority: numberAt(inputs, 'priority') ?? Number.MAX_SAFE_INTEGER,
    protocol: protocol === 'tcp' || protocol === 'udp' ? protocol : null,
    // Another protocol, ICMP say, has no ports that anybody here asks about.
    ports: isKnown ? textsOf(inputs, 'destinationPortRange').flatMap((text) => parsePorts(text) ?? []) : [],
    from: parseSide(inputs, 'source'),
    to: parseSide(inputs, 'destination'),
  };
}

function parseSide(inputs: JsonValue, side: 'source' | 'destination'): ParsedSide {
  const texts = textsOf(inputs, `${side}AddressPrefix`);
  const prefixes = texts.filter((text) => parseRange(text) !== null);
  return {
    groups: listAt(inputs, `${side}ApplicationSecurityGroups`)
      .flatMap((each) => textAt(each, 'id') ?? [])
      .map(idKey),
    prefixes,
    ranges: prefixes.flatMap((text) => parseRange(text) ?? []),
    tags: texts.filter((text) => parseRange(text) === null),
  };
}

/** The value of a field, and those of its plural. */
function textsOf(inputs: JsonValue, field: string): readonly string[] {
  const plural = field.endsWith('x') ? `${field}es` : `${field}s`;
  const one = textAt(inputs, field);
  return [
    ...(one === null ? [] : [one]),
    ...listAt(inputs, plural).filter((each) => typeof each === 'string'),
  ];
}

function parsePorts(text: string): { readonly first: number; readonly last: number } | null {
  if (text === '*') return { first: 0, last: 65_535 };
  const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  return first === undefined ? null : { first: Number(first), last: Number(last) };
}
