import type { Decision } from './decisions.ts';
import type { PathPattern } from './paths.ts';

/** What can be referred to by id. */
export type DefinedKind =
  | 'municipality'
  | 'unit'
  | 'role'
  | 'platform site'
  | 'environment'
  | 'site'
  | 'zone'
  | 'network role'
  | 'link'
  | 'service-level class'
  | 'image'
  | 'database engine'
  | 'common area'
  | 'device model'
  | 'supplier'
  | 'contract'
  | 'decision'
  | 'goal'
  | 'action'
  | 'size'
  | 'device'
  | 'bastion'
  | 'service';

/** Where ids are defined. `file` is the name without `.yaml`; `service` stands for every file in `services/`. */
export const definitions: readonly {
  readonly kind: DefinedKind;
  readonly file: string;
  readonly path: PathPattern;
}[] = [
  { kind: 'municipality', file: 'grundval', path: ['municipalities', '*', 'id'] },
  { kind: 'unit', file: 'grundval', path: ['units', '*', 'id'] },
  { kind: 'role', file: 'grundval', path: ['roles', '*', 'id'] },
  { kind: 'platform site', file: 'grundval', path: ['platformSites', '*', 'id'] },
  { kind: 'environment', file: 'grundval', path: ['environments', '*', 'id'] },
  { kind: 'bastion', file: 'grundval', path: ['operations', 'bastions', '*', 'id'] },
  { kind: 'site', file: 'network', path: ['sites', '*', 'id'] },
  { kind: 'zone', file: 'network', path: ['zones', '*', 'id'] },
  { kind: 'network role', file: 'network', path: ['access', '*', 'role'] },
  { kind: 'link', file: 'network', path: ['links', '*', 'id'] },
  { kind: 'service-level class', file: 'service-levels', path: ['classes', '*', 'id'] },
  { kind: 'image', file: 'standards', path: ['images', '*', 'id'] },
  { kind: 'database engine', file: 'standards', path: ['engines', '*', 'id'] },
  { kind: 'common area', file: 'standards', path: ['areas', '*', 'id'] },
  { kind: 'device model', file: 'standards', path: ['deviceModels', '*', 'id'] },
  { kind: 'supplier', file: 'suppliers', path: ['suppliers', '*', 'id'] },
  { kind: 'contract', file: 'suppliers', path: ['suppliers', '*', 'contracts', '*', 'id'] },
  { kind: 'decision', file: 'decisions', path: ['decisions', '*', 'id'] },
  { kind: 'goal', file: 'goals', path: ['goals', '*', 'id'] },
  { kind: 'action', file: 'goals', path: ['actions', '*', 'id'] },
  { kind: 'size', file: 'prices', path: ['sizes', '*', 'id'] },
  { kind: 'device', file: 'devices', path: ['devices', '*', 'id'] },
  { kind: 'service', file: 'service', path: ['id'] },
];

/** What a text at a path must name: one kind, one of several, a party, or an end of a flow. */
export type ReferenceTarget =
  | DefinedKind
  | readonly DefinedKind[]
  | 'party'
  | 'flow end'
  | 'exemption subject';

type DecisionKind = Decision['kind'];

const decision = (file: string, path: PathPattern, ...about: readonly DecisionKind[]) => ({
  file,
  path,
  to: 'decision' as const,
  about,
});

/** Every reference of the declaration. Adding a reference to a schema means adding a line here. */
export const references: readonly {
  readonly file: string;
  readonly path: PathPattern;
  readonly to: ReferenceTarget;
  /** Kinds of decision that may stand here. */
  readonly about?: readonly DecisionKind[];
}[] = [
  { file: 'grundval', path: ['units', '*', 'parent'], to: 'unit' },
  { file: 'grundval', path: ['units', '*', 'municipality'], to: 'municipality' },
  { file: 'grundval', path: ['roles', '*', 'unit'], to: 'unit' },
  { file: 'grundval', path: ['platformSites', '*', 'site'], to: 'site' },
  decision('grundval', ['agent', 'rolloutDecision'], 'agent-rollout'),
  { file: 'grundval', path: ['contact', 'unit'], to: 'unit' },
  { file: 'grundval', path: ['contact', 'role'], to: 'party' },
  decision('grundval', ['energyTarget', 'decision'], 'target'),
  decision('grundval', ['retention', '*', 'decision'], 'retention'),
  { file: 'grundval', path: ['logging', 'service'], to: 'service' },
  decision('grundval', ['logging', 'retention'], 'retention'),
  { file: 'grundval', path: ['operations', 'bastions', '*', 'through'], to: 'bastion' },
  { file: 'grundval', path: ['operations', 'bastions', '*', 'platformSites', '*'], to: 'platform site' },
  { file: 'grundval', path: ['operations', 'freezes', '*', 'services', '*'], to: 'service' },
  decision('grundval', ['operations', 'freezes', '*', 'decision'], 'plan', 'order'),
  { file: 'grundval', path: ['operations', 'onCall', '*', 'services', '*'], to: 'service' },
  { file: 'network', path: ['sites', '*', 'municipality'], to: 'municipality' },
  { file: 'network', path: ['sites', '*', 'unit'], to: 'unit' },
  { file: 'network', path: ['zones', '*', 'networks', '*', 'platformSite'], to: 'platform site' },
  { file: 'network', path: ['zones', '*', 'environments', '*'], to: 'environment' },
  { file: 'network', path: ['access', '*', 'zone'], to: 'zone' },
  { file: 'network', path: ['links', '*', 'from'], to: 'site' },
  { file: 'network', path: ['links', '*', 'to'], to: 'site' },
  { file: 'network', path: ['links', '*', 'supplier'], to: 'supplier' },
  decision('service-levels', ['classes', '*', 'decision'], 'service-level'),
  { file: 'standards', path: ['areas', '*', 'services', '*'], to: 'service' },
  decision('standards', ['areas', '*', 'decision'], 'standard'),
  { file: 'decisions', path: ['decisions', '*', 'decidedBy'], to: 'party' },
  { file: 'decisions', path: ['exemptions', '*', 'owner'], to: 'party' },
  { file: 'decisions', path: ['exemptions', '*', 'subject'], to: 'exemption subject' },
  decision('decisions', ['exemptions', '*', 'decision'], 'exemption'),
  { file: 'goals', path: ['goals', '*', 'owner'], to: 'party' },
  decision('goals', ['goals', '*', 'decision'], 'target', 'plan'),
  { file: 'goals', path: ['actions', '*', 'goal'], to: 'goal' },
  { file: 'goals', path: ['actions', '*', 'owner'], to: 'party' },
  decision('goals', ['actions', '*', 'decision'], 'plan', 'target', 'order'),
  { file: 'devices', path: ['devices', '*', 'unit'], to: 'unit' },
  { file: 'devices', path: ['devices', '*', 'site'], to: 'site' },
  { file: 'devices', path: ['devices', '*', 'role'], to: 'network role' },
  { file: 'service', path: ['owner'], to: 'party' },
  { file: 'service', path: ['administrators', '*'], to: 'party' },
  { file: 'service', path: ['responsibleUnit'], to: 'unit' },
  { file: 'service', path: ['supplier'], to: 'supplier' },
  { file: 'service', path: ['contract'], to: 'contract' },
  decision('service', ['classification', 'decision'], 'classification'),
  { file: 'service', path: ['serviceLevel', 'class'], to: 'service-level class' },
  decision('service', ['serviceLevel', 'decision'], 'service-level'),
  decision('service', ['information', '*', 'retention'], 'retention'),
  decision('service', ['hostingDecision'], 'hosting'),
  { file: 'service', path: ['environments', '*'], to: 'environment' },
  { file: 'service', path: ['runsOn'], to: 'platform site' },
  { file: 'service', path: ['servers', '*', 'size'], to: 'size' },
  { file: 'service', path: ['servers', '*', 'image'], to: 'image' },
  { file: 'service', path: ['servers', '*', 'zone'], to: 'zone' },
  { file: 'service', path: ['servers', '*', 'engine'], to: 'database engine' },
  { file: 'service', path: ['dependsOn', '*'], to: 'service' },
  { file: 'service', path: ['flows', '*', 'from'], to: 'flow end' },
  { file: 'service', path: ['flows', '*', 'to'], to: 'flow end' },
  { file: 'service', path: ['users', '*', 'unit'], to: 'unit' },
  { file: 'service', path: ['consumers', '*'], to: 'municipality' },
  { file: 'service', path: ['order', 'by'], to: 'party' },
  { file: 'service', path: ['order', 'itApproval', 'by'], to: 'party' },
  decision('service', ['order', 'itApproval', 'decision'], 'order'),
  { file: 'service', path: ['costs', '*', 'payer'], to: ['unit', 'municipality'] },
];
