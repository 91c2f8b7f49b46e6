import { createSlots, type Slots } from './slots.ts';

/** How much a transport asks of the hosts at a time. */
export interface Limits {
  /** Connections to one sshd that are not yet authenticated: it drops some above 10 (`MaxStartups 10:30:100`). */
  readonly handshakesPerAddress: number;
  /** The same over all hosts: what the processor here can do at a time. */
  readonly handshakes: number;
  /** Commands on one connection: sshd gives 10 (`MaxSessions`), and two are kept for telling commands to stop. */
  readonly sessionsPerConnection: number;
  /** Attempts in all where the connection is lost before the keys were exchanged; nothing else is tried again. */
  readonly attempts: number;
}

/** Below what sshd takes with its defaults. */
export const defaultLimits: Limits = {
  handshakesPerAddress: 6,
  handshakes: 64,
  sessionsPerConnection: 8,
  attempts: 8,
};

/** Slots by name, each name with as many. */
export function createSlotsByName(count: number): (name: string) => Slots {
  const slots = new Map<string, Slots>();
  return (name) => {
    const known = slots.get(name);
    if (known !== undefined) return known;
    const fresh = createSlots(count);
    slots.set(name, fresh);
    return fresh;
  };
}
