/** What lies where in the folder of a run, and in an auditor's kit. */
export const runFolder = {
  journal: 'journal.jsonl',
  /** The plan as it was approved, JSON. */
  plan: 'plan.json',
  /** Whole outputs of steps, as they are or compressed by gzip (`.gz`), at any depth. */
  outputs: 'outputs',
} as const;

/** What a kit has besides. */
export const kitFolder = {
  ...runFolder,
  keys: 'keys.json',
  /** Answers of timestamp authorities by number of the entry: `anchors/812.tsr`. */
  anchors: 'anchors',
  /** Approvals by line: `approvals/2-1.json`. */
  approvals: 'approvals',
  verifier: 'verifiera.mjs',
  readMe: 'LÄSMIG.txt',
} as const;
