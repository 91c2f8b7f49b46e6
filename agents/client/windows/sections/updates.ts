import { z } from 'zod';
import { compareText } from '#model/compare-text.ts';
import type { Updates } from '#model/report/sections/updates.ts';
import { SourceError } from '../../host.ts';
import { parsed } from '../../probe.ts';
import { instant, text, trimmed, type WindowsSection, whole } from '../windows-section.ts';

const Update = z.strictObject({
  id: text,
  title: text,
  type: whole,
  categories: z.array(z.string()),
  msrcSeverity: text,
  supersedes: z.array(z.string()),
});
const Raw = z.strictObject({
  /** OperationResultCode: 2 succeeded, 3 with errors, 4 failed, 5 aborted. */
  resultCode: whole,
  searchedAt: instant,
  usesWsus: z.boolean(),
  updates: z.array(Update),
});
type Raw = z.infer<typeof Raw>;
type Update = z.infer<typeof Update>;

/**
 * Category ids (Microsoft Update; as in GoogleCloudPlatform/osconfig `agentendpoint/patch_windows.go`). Their
 * names are in the language of the device.
 */
const category = {
  security: '0fa1201d-4330-4fa8-8ae9-b877473b6441',
  critical: 'e6cf1350-c01b-414d-a61f-263d14d133b4',
  definition: 'e0789628-ce08-4437-be74-2495b842f43b',
  driver: 'ebfc1fc5-71a4-4f7b-9aca-3b9a503104a0',
} as const;
/** `IUpdate.Type` 2: a driver. */
const driverType = 2;

/** `MsrcSeverity` is English in every language. */
const severities: readonly string[] = ['critical', 'important', 'moderate', 'low'];

export const updates: WindowsSection<'updates', Raw> = {
  name: 'updates',
  source:
    'Microsoft.Update.Session: Search(IsInstalled=0 and IsHidden=0), offline; Microsoft.Update.AutoUpdate',
  raw: Raw,
  parse({ resultCode, searchedAt, usesWsus, updates: found }) {
    if (resultCode !== 2 && resultCode !== 3) {
      throw new SourceError(
        'denied',
        `Windows Update answered with result ${resultCode ?? 'none'}, not with a list`,
      );
    }
    const superseded = new Set(found.flatMap(({ supersedes }) => supersedes.map((id) => id.toLowerCase())));
    const pending = found
      .filter(({ id }) => id !== null && !superseded.has(id.toLowerCase()))
      .filter((update) => !isAside(update))
      .map(describe)
      .sort((a, b) => compareText(a.name, b.name));
    return parsed({ manager: 'windows-update' as const, listsAt: searchedAt, pending }, [
      ...(resultCode === 3 ? ['the search succeeded with errors'] : []),
      ...(searchedAt === null
        ? [`when Windows Update last searched is not known${usesWsus ? ' (updates come from WSUS)' : ''}`]
        : []),
    ]);
  },
};

const has = ({ categories }: Update, id: string) =>
  categories.some((category) => category.replace(/[{}]/g, '').toLowerCase() === id);

/** Signatures of the virus scanner come several times a day, and drivers are the maker's: neither is a missing update. */
function isAside(update: Update): boolean {
  return update.type === driverType || has(update, category.driver) || has(update, category.definition);
}

function describe(update: Update): Updates['pending'][number] {
  const severity = update.msrcSeverity?.trim().toLowerCase() ?? '';
  const isSecurity = has(update, category.security) || severities.includes(severity);
  return {
    name: update.id ?? '',
    title: trimmed(update.title)?.slice(0, 500) ?? null,
    installedVersion: null,
    availableVersion: null,
    // An update in no category that is known says nothing.
    security: isSecurity ? true : update.categories.length === 0 ? null : false,
    severity: severities.includes(severity) ? (severity as 'critical') : null,
    origin:
      [category.security, category.critical].find((id) => has(update, id)) ?? update.categories[0] ?? null,
  };
}
