import type { Text } from '../format/text.ts';

export type ControlId = `GV-${string}`;

/** How much a finding weighs, heaviest first. */
export const severities = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** What a control can say of a subject. `not-measured` is never good and stays in the denominator. */
export const resultStatuses = ['finding', 'not-measured', 'exempt', 'met'] as const;
export type ResultStatus = (typeof resultStatuses)[number];

/** What a control judges. */
export interface Subject {
  readonly kind: 'service' | 'device';
  readonly id: string;
  readonly name: string;
}

/** One fact a verdict rests on, where it is from and how old it is. */
export interface Evidence {
  /** Plain words with the value: "Ägare: role:socialchef". */
  readonly text: Text;
  /** `services/treserva.yaml:12` for the declaration, `updates` for a section, `intune` for an import. */
  readonly source: string;
  /** When the fact was true; null for the declaration, whose age is the snapshot's. */
  readonly at: Date | null;
  /** For decisions: only written in a file, or made by the role-holder at login. */
  readonly attestation?: 'self-declared' | 'attested';
}

/** The accepted finding: who answers for it and until when. */
export interface ResultExemption {
  readonly owner: string;
  readonly reason: string;
  /** Last calendar day on which it holds. */
  readonly until: string;
  readonly decision: string;
  /** True once `until` has passed: the result is a finding again and says so. */
  readonly expired: boolean;
}

/** What one control says of one subject, exemptions applied. */
export interface ControlResult {
  readonly control: ControlId;
  readonly controlVersion: number;
  readonly subject: Subject;
  readonly status: ResultStatus;
  readonly severity: Severity;
  /** One sentence: what is right, wrong, or missing for a measurement. */
  readonly message: Text;
  readonly evidence: readonly Evidence[];
  readonly exemption: ResultExemption | null;
}
