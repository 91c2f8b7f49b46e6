import { sign } from 'node:crypto';
import type { SigningKey } from '../signing-key.ts';
import type { AnchoredHead } from './anchor.ts';

/** What is signed in a message to the registrar: plain lines, which an auditor compares with the journal. */
function signedLines({ run, seq, head }: AnchoredHead, sentAt: Date): string {
  return `grundval journal anchor 1\nrun ${run}\nseq ${seq}\nhead ${head}\nsent ${sentAt.toISOString()}\n`;
}

/** The text that the registrar files as it is. */
export function registrarText(head: AnchoredHead, sentAt: Date, key: SigningKey): string {
  const lines = signedLines(head, sentAt);
  const signature = sign(null, Buffer.from(lines), key.privateKey).toString('base64');
  return `Till registrator

Det här är huvudet i journalen för körningen ${head.run}.
Registrera meddelandet som det är. Den som granskar körningen jämför
raden "head" med journalen:
  grundval runs verify journal.jsonl --message DETTA-MEDDELANDE
Finns huvudet inte i journalen är den ändrad i efterhand.

This is the head of the journal of a run. File this message as it is.
Whoever audits the run compares the line "head" with the journal.

${lines}key ${key.keyId}
signature ${signature}
`;
}

/** The heads a filed message names: a text, or a mail as it was received. */
export function headsOfMessage(text: string): readonly { readonly seq: number; readonly head: string }[] {
  // Mail programs fold lines of quoted-printable where they like; in a plain text `=` at the end of a line is no fold.
  const readings = [text, text.replace(/=\r?\n/g, '')];
  const heads = readings.flatMap((reading) => [
    ...reading.matchAll(/^seq (\d{1,15})\r?\nhead ([0-9a-f]{64})\r?$/gm),
  ]);
  const found = new Map(heads.map(([, seq, head = '']) => [`${seq} ${head}`, { seq: Number(seq), head }]));
  return [...found.values()];
}
