import type { ProfileRule } from '#model/report/profile.ts';
import type { SectionName } from '#model/report/sections/index.ts';
import type { SectionData } from '#model/report/sections.ts';

type Withhold<Data> = (data: Data, rule: ProfileRule) => Data;

const rules: { readonly [Name in SectionName]?: Withhold<SectionData[Name]> } = {
  'listening-ports': ({ ports }, { programNames }) => ({
    ports: programNames ? ports : ports.map((port) => ({ ...port, program: null })),
  }),
  network: ({ hostname, interfaces }, { addresses }) => ({
    hostname,
    interfaces: addresses ? interfaces : interfaces.map((one) => ({ ...one, mac: null, addresses: [] })),
  }),
};

/**
 * The data of a section without what the profile does not let anybody read. The agent leaves it out itself;
 * one that has not yet heard of its new profile, or is old or wrong, does not get it kept.
 */
export function withhold<Name extends SectionName>(
  name: Name,
  data: SectionData[Name],
  rule: ProfileRule,
): SectionData[Name] {
  const apply = rules[name] as Withhold<SectionData[Name]> | undefined;
  return apply === undefined ? data : apply(data, rule);
}
