/** The controller died here. */
export class SimulatedCrash extends Error {
  override readonly name = 'SimulatedCrash';
}

/** Where a controller can die: before and after each line of the journal and each effect on a host. */
export interface CrashPoints {
  /** How many there have been. */
  readonly passed: number;
  readonly isDead: boolean;
  /** @throws {SimulatedCrash} at the point that is armed, and everywhere after it: the dead do nothing */
  pass(): void;
  /** Another controller comes; it dies after so many more points, or lives where that is null. */
  revive(diesAfter: number | null): void;
}

/** Points of a controller that dies at a point counted from 0; null where it lives. */
export function createCrashPoints(diesAt: number | null): CrashPoints {
  let passed = 0;
  let deadline = diesAt;
  let isDead = false;
  return {
    get passed() {
      return passed;
    },
    get isDead() {
      return isDead;
    },
    pass() {
      if (!isDead && passed === deadline) isDead = true;
      passed += 1;
      if (isDead) throw new SimulatedCrash('the controller died');
    },
    revive(diesAfter) {
      isDead = false;
      deadline = diesAfter === null ? null : passed + diesAfter;
    },
  };
}
