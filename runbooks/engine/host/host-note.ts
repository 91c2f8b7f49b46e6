/** What is noted of hosts is told in the model, since the collector shows it too. */
export { type HostNote, noteText, writeNote } from '#model/runs/host-note.ts';
