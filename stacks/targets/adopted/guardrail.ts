import type { ControlId } from '#model/controls/result.ts';
import { formatList } from '#model/format/plural.ts';
import type { Text } from '#model/format/text.ts';
import { type GuardrailKey, guardrailKeys } from '../guardrails.ts';
import { reasonFor } from './reason.ts';
import { responsibleForSite } from './responsible.ts';
import type { SiteWork } from './site-work.ts';
import type { WorkDraft, WorkKind } from './work-kind.ts';

interface Rail {
  readonly what: (work: SiteWork) => Text;
  readonly where: (work: SiteWork) => Text;
  readonly controls: readonly ControlId[];
  readonly how: Text;
}

const firewall: Text = { sv: 'brandväggarna', en: 'the firewalls' };

const rails: Readonly<Record<GuardrailKey, Rail>> = {
  'approved-images': {
    what: (work) => {
      const names = work.declaration.standards.images
        .filter(({ kind, approved }) => kind === 'server' && approved)
        .map((image) => image.name)
        .sort();
      return {
        sv: `Behåll bara mallar för godkända avbilder: ${formatList(names, 'sv')}.`,
        en: `Keep only templates of approved images: ${formatList(names, 'en')}.`,
      };
    },
    where: ({ words }) => words.tool,
    controls: ['GV-15'],
    how: { sv: 'Läs av listan över mallar.', en: 'Read the list of templates.' },
  },
  'closed-by-default': {
    what: () => ({
      sv: 'Neka all trafik mellan zonerna som ingen annan rad här öppnar, och logga det som nekas.',
      en: 'Refuse all traffic between zones that no other line here opens, and log what is refused.',
    }),
    where: () => firewall,
    controls: ['GV-22'],
    how: { sv: 'Läs av att sista regeln nekar.', en: 'Read that the last rule refuses.' },
  },
  'no-public-address': {
    what: () => ({
      sv: 'Ge ingen server en egen adress på internet; e-tjänster svarar i den gemensamma ingången.',
      en: 'Give no server an address of its own on the internet; e-services answer in the common entrance.',
    }),
    where: () => firewall,
    controls: ['GV-22'],
    how: { sv: 'Läs av adressöversättningen.', en: 'Read the address translation.' },
  },
  'owner-label': {
    what: () => ({
      sv: 'Märk varje server med tjänstens id, så att ägaren går att finna.',
      en: "Mark each server with the service's id, so that its owner can be found.",
    }),
    where: ({ words }) => words.tool,
    controls: ['GV-01'],
    how: {
      sv: 'Läs av märkningen, eller importera listan på nytt.',
      en: 'Read the marks, or import the list again.',
    },
  },
  'protected-data': {
    what: () => ({
      sv: 'Ta bort rätten att radera diskar och säkerhetskopior från dagliga konton; radering kräver två.',
      en: 'Take the right to delete disks and backups from daily accounts; deletion takes two.',
    }),
    where: ({ words }) => ({
      sv: `${words.tool.sv} och säkerhetskopieringen`,
      en: `${words.tool.en} and the backup system`,
    }),
    controls: ['GV-21', 'GV-27'],
    how: { sv: 'Läs av behörigheterna.', en: 'Read the permissions.' },
  },
};

/** What the site refuses by itself, whoever asks. */
export const guardrail: WorkKind = {
  kind: 'Guardrail',
  description: {
    sv: 'Det som platsen ska neka av sig själv, vem som än frågar.',
    en: 'What the site must refuse by itself, whoever asks.',
  },
  order: (work) =>
    guardrailKeys.map((key): WorkDraft => {
      const { what, where, controls, how } = rails[key];
      return {
        key: `guardrail:${key}`,
        subject: { kind: 'site', id: work.site.id, name: work.site.name },
        what: what(work),
        where: where(work),
        why: reasonFor(work, { controls }),
        who: responsibleForSite(work),
        verification: { method: 'manual', how },
      };
    }),
};
