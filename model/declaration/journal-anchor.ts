import { z } from 'zod';
import { Label, Port, patterned } from './values.ts';

const MailAddress = patterned(/^[^\s<>@"]{1,64}@[A-Za-z0-9.-]{1,253}$/, 'a mail address');

/** An object identifier: `1.2.752.134.1.4`. */
const ObjectId = patterned(
  /^[0-2](\.(0|[1-9]\d{0,17})){1,30}$/,
  'an object identifier such as `1.2.752.134.1.4`',
);

/** A file beside the declaration, reviewed with it. */
const FileBeside = patterned(
  /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\0\\]{1,200}$/,
  'a file in the folder of the declaration',
);

/** Who outside the operators' reach is shown the heads of journals. */
export const JournalAnchor = z.discriminatedUnion('kind', [
  /** A timestamp authority of RFC 3161; `keys.json` has the certificates that its answers must end in. */
  z.strictObject({
    kind: z.literal('timestamp'),
    url: patterned(/^https?:\/\/[^\s]+$/, 'an address such as `https://tsa.example.se/tsr`').describe(
      'Tidsstämplarens adress (RFC 3161); dess utfärdare står i keys.json',
    ),
    policy: ObjectId.optional().describe('Regelverk som stämpeln ska följa'),
  }),
  /** The registrar, who files a signed message: by mail, or as a file where operators cannot change what is there. */
  z
    .strictObject({
      kind: z.literal('registrar'),
      to: MailAddress.describe('Registratorns adress'),
      from: MailAddress.describe('Avsändare'),
      relay: z
        .strictObject({
          host: Label,
          port: Port.default(25),
          tls: z
            .enum(['required', 'offered'])
            .default('required')
            .describe('required: inget skickas okrypterat'),
          certificate: FileBeside.optional().describe(
            'Utfärdarens certifikat (PEM) där e-postserverns inte är en allmänt betrodd',
          ),
        })
        .optional()
        .describe('Organisationens e-postserver'),
      folder: patterned(/^\//, 'an absolute path')
        .optional()
        .describe('Mapp där meddelandet läggs, i stället för e-post'),
    })
    .refine(
      ({ relay, folder }) => (relay === undefined) !== (folder === undefined),
      'either a relay or a folder',
    ),
]);
export type JournalAnchor = z.infer<typeof JournalAnchor>;
