import { z } from 'zod';
import { evidenceNames } from '#model/evidence/run-evidence.ts';
import { defineProcedure } from '../procedure.ts';
import { serverId } from './parts/choose-hosts.ts';
import { disposalEvidence, mediumToWipe, readsOtherwise, samplesOf, wipeStep } from './parts/medium.ts';

/** Overwrites a medium of a server that is taken out of use, and files the proof. */
export const decommission = defineProcedure({
  id: 'decommission',
  title: { sv: 'Avveckla en server och radera dess medium', en: 'Decommission a server and wipe its medium' },
  docs: {
    sv: `Skriver över ett lagringsmedium med slumpdata, för gott. Innan dess ska stöldmärkning, serverns serienummer och mediets serienummer på plats vara exakt de som angetts, mediet får inte vara monterat, och två andra personer ska ha godkänt planen. 64 prov av mediet läses före och efter; skiljer de sig inte åt är det inte raderat. Allt blir underlag för GV-38.

Systemdisken raderas från ett annat system, som servern startas på. Överskrivning räcker inte för SSD: förstör dem fysiskt eller med mediets egen kryptografiska radering. Ange återvinnarens intyg om det redan finns; annars saknas det i underlaget tills det har kommit.`,
    en: `Overwrites a storage medium with random data, for good. Before that the asset tag, the serial number of the server and that of the medium must be exactly those given, the medium must not be mounted, and two other persons must have approved the plan. 64 samples of the medium are read before and after; where they do not differ it is not wiped. All is evidence for GV-38.

The system disk is wiped from another system that the server is started on. Overwriting is not enough for an SSD: destroy it, or use its own cryptographic erasure. Give the recycler's certificate where it is there already; else it is missing from the evidence until it has come.`,
  },
  params: z.object({ device: serverId, ...mediumToWipe }),
  change: 'normal',
  approve: { role: 'it-chef', approvers: 2, notRequester: true, validFor: '24h' },
  rollout: { batches: [1], maxFail: 0, spread: 'service', window: 'any' },
  systems: ['linux'],
  evidence: {
    [evidenceNames.disposal]: {
      sv: 'Vad som raderades, hur, och prov före och efter; läses av GV-38',
      en: 'What was wiped, how, and samples before and after; read by GV-38',
    },
  },
  tried: 'machine',
  targets: ({ hosts, params }) => hosts.filter(({ id }) => id === params.device),
  async host(ctx) {
    const { device, medium, mediumSerial } = ctx.params;
    const samplesBefore = await ctx.read('samples-before', samplesOf(medium));
    await ctx.destroy(
      'wipe',
      {
        sv: `Skriv över ${medium} (${mediumSerial}) för gott`,
        en: `Overwrite ${medium} (${mediumSerial}) for good`,
      },
      wipeStep(ctx.params),
    );
    const samplesAfter = await ctx.read('samples-after', samplesOf(medium));
    const wipedAt = (await ctx.now()).toISOString();
    const wiped = {
      device,
      service: ctx.host.service,
      wipedAt,
      samplesBefore: [...samplesBefore],
      samplesAfter: [...samplesAfter],
    };
    await ctx.evidence(evidenceNames.disposal, disposalEvidence(ctx.params, wiped));
    await ctx.verify('reads-otherwise', readsOtherwise(medium, samplesBefore), { withinSeconds: 1 });
  },
});
