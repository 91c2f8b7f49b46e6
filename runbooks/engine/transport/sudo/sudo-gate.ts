import { createSlots } from '../limits/slots.ts';

/** A try of the password on one host; exactly one of the three is to be called. */
export interface SudoTry {
  readonly password: string;
  accepted(): void;
  /** It was wrong: nobody tries it again. */
  rejected(): void;
  /** It was never asked for, or nobody knows. */
  unused(): void;
}

/** Where no try is given: no password is to be had, it was wrong elsewhere, or the signal was aborted. */
export type SudoRefusal = 'no-password' | 'wrong-password' | 'cancelled';

/**
 * Keeps the password of one run. Until one host has accepted it a single host tries it at a time; after a wrong answer no
 * host does, so that an account is never locked out.
 */
export interface SudoGate {
  enter(signal: AbortSignal): Promise<SudoTry | SudoRefusal>;
  /** The password, where it was accepted and never rejected. */
  readonly proven: string | null;
}

/** @param ask asks the person, once a run; null where there is no password. It must not keep the password anywhere. */
export function createSudoGate(ask: () => Promise<string | null>): SudoGate {
  const alone = createSlots(1);
  let asked: Promise<string | null> | null = null;
  let proven: string | null = null;
  let isWrong = false;
  return {
    get proven() {
      return isWrong ? null : proven;
    },
    async enter(signal) {
      const isProven = () => proven !== null;
      const leave = isProven() ? () => undefined : await alone.take(signal);
      if (leave === null) return 'cancelled';
      const refuse = (refusal: SudoRefusal): SudoRefusal => {
        leave();
        return refusal;
      };
      if (isWrong) return refuse('wrong-password');
      asked ??= ask();
      const password = await asked;
      if (password === null) return refuse('no-password');
      if (isWrong) return refuse('wrong-password');
      // Those that waited go side by side from here on, since it is known to be right.
      if (isProven()) leave();
      return {
        password,
        accepted() {
          proven = password;
          leave();
        },
        rejected() {
          isWrong = true;
          leave();
        },
        unused: leave,
      };
    },
  };
}
