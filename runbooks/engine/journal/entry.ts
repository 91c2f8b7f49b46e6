/** What journals hold is told in the model, since the collector reads it too. */
export {
  type HostOutcome,
  type JournalEntry,
  type JournalEvent,
  journalKinds,
  type RunHeader,
  type RunOutcome,
  type SealBody,
  type StepDone,
  type StepEffect,
  type StepIntent,
  type StepRef,
} from '#model/runs/journal-entry.ts';
