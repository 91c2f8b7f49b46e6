import { z } from 'zod';
import { defineProcedure } from '../procedure.ts';
import {
  describeCertificate,
  fingerprintOf,
  installStep,
  newCertificate,
  shows,
} from './parts/certificate.ts';
import { chooseHosts, hostChoice } from './parts/choose-hosts.ts';
import { reloadStep, UnitName } from './parts/systemd-units.ts';

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
  params: z.object({ ...newCertificate, unit: UnitName, ...hostChoice }),
  change: 'normal',
  approve: { role: 'it-chef', approvers: 1, notRequester: true, validFor: '4h' },
  rollout: { batches: [1, '25%'], maxFail: 0, spread: 'service', window: 'any' },
  systems: ['linux'],
  evidence: { certificate: { sv: 'Fingeravtryck före och efter', en: 'Fingerprints before and after' } },
  tried: 'machine',
  targets: (context) => chooseHosts(context, 'linux'),
  async host(ctx) {
    const { params } = ctx;
    const { name, fingerprint } = describeCertificate(params.certificate);
    const before = await ctx.read('current', fingerprintOf(params.certificatePath));
    if (before === fingerprint)
      ctx.unchanged({ sv: 'Certifikatet är redan på plats.', en: 'It is in place.' });
    await ctx.change(
      'install',
      { sv: `Lägg certifikatet för ${name} på plats`, en: `Put the certificate of ${name} in place` },
      installStep(params),
    );
    await ctx.change(
      'reload',
      { sv: `Låt ${params.unit} läsa in det`, en: `Let ${params.unit} read it` },
      reloadStep(params.unit),
    );
    await ctx.verify('shown', shows(params), { withinSeconds: 60 });
    await ctx.evidence('certificate', { name, before, after: fingerprint });
  },
});
