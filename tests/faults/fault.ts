/** Something wrong that somebody might write, or a program might do. */
export interface Fault<Subject> {
  /** Unique and readable: `treserva: without owner`. */
  readonly name: string;
  /** Changes a copy in place; false where there is nothing to change in it. */
  seed(subject: Subject): boolean;
}

/** What noticed a fault: a control, a schema, the plan, parity with the plan, or the target's own constraints. */
export interface Catch {
  readonly by: 'schema' | 'control' | 'plan' | 'parity' | 'constraint';
  /** Control id, plan issue, meaning part or path. */
  readonly what: string;
}

/** A seeded fault and everything that noticed it. */
export interface Outcome {
  readonly name: string;
  readonly where: 'declaration' | 'plan' | 'kubernetes' | 'azure';
  readonly catches: readonly Catch[];
}
