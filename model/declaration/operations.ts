import { z } from 'zod';
import { JournalAnchor } from './journal-anchor.ts';
import { OnCallContact } from './on-call.ts';
import { Day, DecisionId, Duration, Id, Label, Port, patterned } from './values.ts';

const SshUser = patterned(/^[a-z_][a-z0-9_-]{0,31}$/, 'an account name such as `grundval`');

/** A public key of a host, as known_hosts has it. */
const HostKey = patterned(
  /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)) [A-Za-z0-9+/]+={0,3}$/,
  'a public key such as `ssh-ed25519 AAAA…`',
);

/** Host name or address, IPv6 without brackets. */
const HostName = patterned(/^[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?$/, 'a host name or an address');

/** `operations` of `grundval.yaml`: how procedures reach servers, and when nothing is changed. */
export const OperationsSettings = z.strictObject({
  sshUser: SshUser.default('grundval').describe('Kontot som procedurer loggar in med'),
  sshPort: Port.default(22),
  /** Computers on the way in. */
  bastions: z
    .array(
      z.strictObject({
        id: Id,
        address: HostName,
        port: Port.default(22),
        user: SshUser.optional().describe('Samma konto som på servrarna där det utelämnas'),
        hostKeys: z.array(HostKey).default([]).describe('Datorns publika nycklar; annars gäller known_hosts'),
        through: Id.optional().describe('Hoppdatorn utanför den här'),
        platformSites: z.array(Id).default([]).describe('Platser vars servrar nås genom den'),
      }),
    )
    .default([])
    .describe('Hoppdatorer'),
  /** Public keys of servers, by device id. What is not here must stand in known_hosts. */
  hostKeys: z
    .array(z.strictObject({ device: Id, keys: z.array(HostKey).min(1) }))
    .default([])
    .describe('Servrarnas publika nycklar'),
  /** Days on which nothing is changed, the first and the last included; Europe/Stockholm. Emergencies may. */
  freezes: z
    .array(
      z.strictObject({
        from: Day,
        until: Day,
        reason: Label,
        services: z.array(Id).default([]).describe('Tjänsterna det gäller; alla där det utelämnas'),
        decision: DecisionId.optional(),
      }),
    )
    .default([])
    .describe('Tider då inget får ändras'),
  /** Who is called when something stops, in the order they are tried. */
  onCall: z
    .array(OnCallContact)
    .default([])
    .describe('Vem man ringer när något stannar, i den ordning man ringer'),
  /** How soon a second person looks at what was done in an emergency. */
  emergencyReviewWithin: Duration.default('24h').describe(
    'Inom vilken tid någon mer ska ha granskat en akut ändring',
  ),
  /** Where the head of a journal is shown when a run ends, so that it cannot be written anew unseen. */
  anchors: z.array(JournalAnchor).default([]).describe('Var körningars journaler förankras'),
});
export type OperationsSettings = z.infer<typeof OperationsSettings>;
