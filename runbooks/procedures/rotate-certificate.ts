import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { defineProcedure } from '../procedure.ts';
import {
  fingerprintOf,
  installCertificate,
  parseFingerprint,
  servedFingerprint,
} from './parts/certificate.ts';
import { chooseHosts, hostChoice } from './parts/choose-hosts.ts';

const Path = z.string().regex(/^\/[^\0]+$/, 'an absolute path');

/** Puts a new certificate and its key in place, lets the service read them, and sees that it shows them. */
export const rotateCertificate = defineProcedure({
  id: 'rotate-certificate',
  title: { sv: 'Byt certifikat', en: 'Rotate a certificate' },
  docs: {
    sv: `Lägger nytt certifikat och ny nyckel på plats samtidigt, låter tjänsten läsa in dem och ser att den visar det nya. Innan något byts kontrolleras att certifikat och nyckel hör ihop och att certifikatet gäller minst en vecka till. De gamla filerna sparas som \`.previous\`.

Nyckeln visas aldrig i plan, logg eller processlista. Ange porten där tjänsten visar certifikatet om det ska kontrolleras utifrån sett.`,
    en: `Puts a new certificate and its key in place together, lets the service read them, and sees that it shows the new one. Before anything is replaced it is checked that certificate and key belong together and that the certificate holds for another week. The old files are kept as \`.previous\`.

The key is never shown in a plan, a log or a list of processes. Give the port that the service shows the certificate on to have that checked too.`,
  },
  params: z.object({
    certificatePath: Path.describe('Filen med certifikatet på servern'),
    keyPath: Path.describe('Filen med nyckeln på servern'),
    certificate: z.string().includes('BEGIN CERTIFICATE').describe('Nytt certifikat med kedja, PEM'),
    key: z.string().includes('PRIVATE KEY').meta({ secret: true }).describe('Ny nyckel, PEM'),
    unit: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9:_.@-]*$/)
      .describe('Enheten i systemd som läser in dem'),
    port: z.int().min(1).max(65_535).optional().describe('Porten där det nya certifikatet ska synas'),
    ...hostChoice,
  }),
  change: 'normal',
  approve: { role: 'it-chef', approvers: 1, notRequester: true, validFor: '4h' },
  rollout: { batches: [1, '25%'], maxFail: 0, spread: 'service', window: 'any' },
  systems: ['linux'],
  targets: (context) => chooseHosts(context, 'linux'),
  async host(ctx) {
    const { params } = ctx;
    const { subject, subjectAltName, fingerprint256 } = new X509Certificate(params.certificate);
    const wanted = parseFingerprint(`sha256 Fingerprint=${fingerprint256}`);
    const current = fingerprintOf(params.certificatePath);
    const before = await ctx.read('current', current);
    if (before === wanted)
      ctx.unchanged({ sv: 'Certifikatet är redan på plats.', en: 'The certificate is in place.' });
    const name =
      /DNS:([^,]+)/.exec(subjectAltName ?? '')?.[1] ?? /CN=(.+)/.exec(subject)?.[1] ?? ctx.host.name;
    await ctx.change(
      'install',
      { sv: `Lägg certifikatet för ${name} på plats`, en: `Put the certificate of ${name} in place` },
      {
        command: installCertificate({ certificate: params.certificatePath, key: params.keyPath }, params),
        timeoutSeconds: 60,
        probe: { ...current, parse: (output) => current.parse(output) === wanted },
        undo: {
          sv: 'Lägg tillbaka filerna som slutar på .previous',
          en: 'Put the files that end in .previous back',
        },
      },
    );
    await ctx.change(
      'reload',
      { sv: `Låt ${params.unit} läsa in det`, en: `Let ${params.unit} read it` },
      {
        command: { argv: ['systemctl', 'reload-or-restart', '--', params.unit], asRoot: true },
        timeoutSeconds: 120,
      },
    );
    const seen = params.port === undefined ? current : servedFingerprint(params.port, name);
    await ctx.verify(
      'shown',
      { ...seen, parse: (output) => seen.parse(output) === wanted },
      { withinSeconds: 60 },
    );
    await ctx.evidence('certificate', { name, before, after: wanted });
  },
});
