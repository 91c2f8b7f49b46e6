import type { HostNote } from '../host/host-note.ts';
import type { HostOutcome } from '../journal/entry.ts';

/** Nothing more can be written down, so nothing more may be done, on any host. */
export class RunHalted extends Error {
  override readonly name = 'RunHalted';
}

/** Nothing more may be done on this host; the procedure cannot catch its way past it. */
export class HostHalted extends Error {
  override readonly name = 'HostHalted';
  readonly outcome: HostOutcome;
  readonly note: HostNote;

  constructor(outcome: HostOutcome, note: HostNote) {
    super(note.code);
    this.outcome = outcome;
    this.note = note;
  }
}

/** A step ended as it should not. A procedure may catch it, to put something right. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
  readonly note: HostNote;

  constructor(note: HostNote) {
    super(note.code);
    this.note = note;
  }
}

/** The procedure says that nothing is to be done. */
export class NothingToDo extends Error {
  override readonly name = 'NothingToDo';
  readonly note: HostNote;

  constructor(note: HostNote) {
    super(note.code);
    this.note = note;
  }
}
