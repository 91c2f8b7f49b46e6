import type { ControlId } from '../controls/result.ts';
import type { OrganisationFile } from '../declaration/organisation.ts';
import type { Text } from '../format/text.ts';
import type { DeclaredPlace } from './declared-place.ts';
import type { ExpectedFact } from './expected-fact.ts';
import type { ComponentKind } from './rendering.ts';

/** What runs an adopted site today; null where nobody has said. */
export type Hypervisor = NonNullable<OrganisationFile['platformSites'][number]['hypervisor']> | null;

/**
 * What people have to set on an adopted site so that it becomes what is declared. A pure function of declaration
 * and plan; only `last` of its items comes from elsewhere.
 */
export interface WorkOrder {
  readonly schemaVersion: 1;
  readonly organisation: string;
  readonly environment: string;
  readonly site: { readonly id: string; readonly name: string; readonly hypervisor: Hypervisor };
  /** By kind and key. */
  readonly items: readonly WorkItem[];
}

/** One thing to set. */
export interface WorkItem {
  /** Unique in the order and stable from one order to the next: `server:treserva/db/1`. */
  readonly key: string;
  readonly kind: ComponentKind;
  readonly subject: WorkSubject;
  /** One sentence: what to set. */
  readonly what: Text;
  /** The system it is set in. */
  readonly where: Text;
  readonly why: WorkReason;
  /** Who does it; two where they share the layer, none where the declaration names nobody. */
  readonly who: readonly Responsible[];
  readonly verification: PlannedVerification;
  readonly last: LastVerification;
}

/** What the work is done to. */
export interface WorkSubject {
  readonly kind: 'site' | 'zone' | 'service' | 'server';
  /** Id of a site, zone or service; key of a server. */
  readonly id: string;
  readonly name: string;
}

/** Why it is asked for. */
export interface WorkReason {
  /** Requirements of the strategies that the declaration cites for it, sorted. */
  readonly requirements: readonly string[];
  /** Controls that judge it. */
  readonly controls: readonly ControlId[];
  /** Decisions it rests on, by id, sorted. */
  readonly decisions: readonly string[];
  /** Where it is declared; empty where it holds for every adopted site. */
  readonly at: readonly DeclaredPlace[];
}

/** A unit of ours, or the supplier who is responsible for the layer. */
export interface Responsible {
  readonly kind: 'unit' | 'supplier';
  readonly id: string;
  readonly name: string;
}

/** How it will be known that the work is done. */
export type PlannedVerification =
  /** By what the agent of a server reports, or by an import where that is enough. */
  | {
      readonly method: 'agent';
      /** Id among declared devices. */
      readonly device: string;
      readonly facts: readonly ExpectedFact[];
      readonly how: Text;
    }
  /** By a declared check of the service. */
  | { readonly method: 'check'; readonly urls: readonly string[]; readonly how: Text }
  /** By somebody who looks: nothing that reports to Grundval can see it. */
  | { readonly method: 'manual'; readonly how: Text };

/** What was last seen. Not verified is a state of its own and never good. */
export type LastVerification =
  | {
      readonly status: 'verified' | 'deviates';
      /** When the oldest of the facts behind it was true. */
      readonly at: Date;
      /** Who saw it: the agent with its sections, or an import. */
      readonly by: Text;
      readonly seen: Text;
    }
  | { readonly status: 'not-verified'; readonly reason: Text };
