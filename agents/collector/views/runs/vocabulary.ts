import type { Text } from '#model/format/text.ts';
import type { JournalEvent, StepEffect } from '#model/runs/journal-entry.ts';
import type { ChangeKind, PlannedHost } from '#model/runs/run-plan.ts';
import type { HostState } from '../../figures/run-hosts.ts';
import type { RunState } from '../../store/store.ts';

export const runStateWords: Readonly<Record<RunState, Text>> = {
  planned: { sv: 'Planerad', en: 'Planned' },
  running: { sv: 'Pågår', en: 'Running' },
  paused: { sv: 'Pausad', en: 'Paused' },
  waiting: { sv: 'Väntar på beslut', en: 'Waits for a decision' },
  succeeded: { sv: 'Lyckades', en: 'Succeeded' },
  failed: { sv: 'Misslyckades', en: 'Failed' },
  stopped: { sv: 'Stoppad', en: 'Stopped' },
  cancelled: { sv: 'Avbruten', en: 'Cancelled' },
};

/** Of a run that succeeded by a journal that is not proved. */
export const claimedWords: Text = { sv: 'Lyckades, obevisat', en: 'Succeeded, not proved' };

export const hostStateWords: Readonly<Record<HostState, Text>> = {
  failed: { sv: 'misslyckad', en: 'failed' },
  unknown: { sv: 'okänd', en: 'unknown' },
  unreachable: { sv: 'ej nådd', en: 'not reached' },
  working: { sv: 'pågår', en: 'at work' },
  waiting: { sv: 'inte påbörjad', en: 'not begun' },
  skipped: { sv: 'överhoppad', en: 'skipped' },
  unchanged: { sv: 'oförändrad', en: 'unchanged' },
  changed: { sv: 'ändrad', en: 'changed' },
};

export const hostCountWords = {
  failed: { sv: { one: 'misslyckad', other: 'misslyckade' }, en: { one: 'failed', other: 'failed' } },
  unknown: { sv: { one: 'okänd', other: 'okända' }, en: { one: 'unknown', other: 'unknown' } },
  unreachable: {
    sv: { one: 'ej nådd', other: 'ej nådda' },
    en: { one: 'not reached', other: 'not reached' },
  },
  working: { sv: { one: 'pågår', other: 'pågår' }, en: { one: 'at work', other: 'at work' } },
  waiting: {
    sv: { one: 'inte påbörjad', other: 'inte påbörjade' },
    en: { one: 'not begun', other: 'not begun' },
  },
  skipped: { sv: { one: 'överhoppad', other: 'överhoppade' }, en: { one: 'skipped', other: 'skipped' } },
  unchanged: {
    sv: { one: 'oförändrad', other: 'oförändrade' },
    en: { one: 'unchanged', other: 'unchanged' },
  },
  changed: { sv: { one: 'ändrad', other: 'ändrade' }, en: { one: 'changed', other: 'changed' } },
} as const;

export const changeWords: Readonly<Record<ChangeKind, Text>> = {
  standard: { sv: 'Standardändring', en: 'Standard change' },
  normal: { sv: 'Normal ändring', en: 'Normal change' },
  emergency: { sv: 'Akut ändring', en: 'Emergency change' },
};

export const changeHints: Readonly<Record<ChangeKind, Text>> = {
  standard: {
    sv: 'sker ofta och på samma sätt; varje plan godkänns ändå',
    en: 'done often and in the same way; each plan is approved all the same',
  },
  normal: { sv: 'varje plan godkänns för sig', en: 'each plan is approved by itself' },
  emergency: {
    sv: 'får göras först; en andra person tittar efteråt',
    en: 'may be done first; a second person looks afterwards',
  },
};

export const effectWords: Readonly<Record<StepEffect, Text>> = {
  read: { sv: 'läser', en: 'reads' },
  change: { sv: 'ändrar', en: 'changes' },
  destroy: { sv: 'förstör för gott', en: 'destroys for good' },
  verify: { sv: 'kontrollerar', en: 'verifies' },
};

export const plannedOutcomeWords: Readonly<Record<PlannedHost['outcome'], Text>> = {
  changes: { sv: 'ändras', en: 'changes' },
  unchanged: { sv: 'inget att göra', en: 'nothing to do' },
  unreachable: { sv: 'gick inte att nå', en: 'could not be reached' },
  failed: { sv: 'gick inte att planera', en: 'could not be planned' },
};

export const entryKindWords: Readonly<Record<JournalEvent['kind'], Text>> = {
  opened: { sv: 'Öppnad', en: 'Opened' },
  approved: { sv: 'Godkännande', en: 'Approval' },
  batch: { sv: 'Omgång', en: 'Batch' },
  intent: { sv: 'Ska göra', en: 'Is to do' },
  attached: { sv: 'Startad på servern', en: 'Started on the server' },
  done: { sv: 'Gjort', en: 'Done' },
  unknown: { sv: 'Okänt', en: 'Unknown' },
  decided: { sv: 'Beslut', en: 'Decision' },
  host: { sv: 'Server klar', en: 'Server done' },
  control: { sv: 'Styrning', en: 'Control' },
  evidence: { sv: 'Underlag', en: 'Evidence' },
  sealed: { sv: 'Sigill', en: 'Seal' },
  anchored: { sv: 'Förankring', en: 'Anchor' },
  closed: { sv: 'Avslutad', en: 'Closed' },
};
