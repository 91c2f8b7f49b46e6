import { z } from 'zod';
import { defineProcedure } from '../procedure.ts';
import { approveStep, updatesToLetThrough, waitingForApproval } from './parts/wsus.ts';

/** Lets what clients need through in WSUS, and files the list. Not run on a real machine. */
export const handOffClientPatching = defineProcedure({
  id: 'hand-off-client-patching',
  title: { sv: 'Släpp fram uppdateringar till klienter', en: 'Let updates through to clients' },
  docs: {
    sv: `Godkänner för en datorgrupp i WSUS de uppdateringar som klienter behöver och som ingen har godkänt, och lägger listan i underlaget. Klienterna uppdateras av WSUS, inte av Grundval.

Kör den först för en liten grupp, och för alla några dagar senare. Servern som har rollen WSUS väljs med tjänsten. Klienter i Update Manager följer de underhållsfönster som \`grundval apply\` skapar, och behöver inte den här proceduren. Den är prövad på byggda svar, inte mot en riktig WSUS.`,
    en: `Approves for a group of computers in WSUS the updates that clients need and nobody has approved, and files the list as evidence. Clients are patched by WSUS, not by Grundval.

Run it for a small group first, and for all some days later. The server with WSUS is chosen by its service. Clients in Update Manager follow the maintenance windows that \`grundval apply\` makes, and need no such procedure. It is tried on built answers, not against a real WSUS.`,
  },
  params: z.object(updatesToLetThrough),
  change: 'normal',
  approve: { role: 'it-chef', approvers: 1, notRequester: true, validFor: '24h' },
  rollout: { batches: [1], maxFail: 0, spread: 'service', window: 'any' },
  systems: ['windows'],
  evidence: {
    'handed-off': {
      sv: 'Vilka uppdateringar som släpptes fram, till vilken grupp',
      en: 'Which updates were let through, to which group',
    },
  },
  tried: 'built-answers',
  targets: ({ hosts, params }) => hosts.filter(({ service }) => service === params.service),
  async host(ctx) {
    const { classification, group } = ctx.params;
    const waiting = waitingForApproval(classification);
    const before = await ctx.read('waiting', waiting);
    if (before.length === 0)
      ctx.unchanged({ sv: 'Inget väntar på godkännande.', en: 'Nothing waits for approval.' });
    const names = before.map(({ kb }) => kb).join(', ');
    await ctx.change(
      'approve',
      {
        sv: `Godkänn ${before.length} uppdateringar för ${group}: ${names}`,
        en: `Approve ${before.length} updates for ${group}: ${names}`,
      },
      approveStep(classification, group),
    );
    await ctx.evidence('handed-off', { group, updates: before, at: (await ctx.now()).toISOString() });
  },
});
