import { z } from 'zod';
import { SourceError } from '../../host.ts';
import { parsed } from '../../probe.ts';
import { flag, type WindowsSection } from '../windows-section.ts';

const Raw = z.strictObject({
  updateAgent: flag,
  updateKey: flag,
  componentServicing: flag,
  fileRenames: flag,
  serverManager: flag,
  computerRename: flag,
});
type Raw = z.infer<typeof Raw>;

/** What says that a restart is due. */
const deciding = {
  updateAgent: 'windows-update-reboot-required',
  updateKey: 'auto-update-reboot-required',
  componentServicing: 'cbs-reboot-pending',
} as const;
/** What only suggests it: virus scanners and installers leave files to be renamed all the time. */
const suggesting = {
  fileRenames: 'pending-file-renames',
  serverManager: 'server-manager-restart-required',
  computerRename: 'computer-rename',
} as const;

export const reboot: WindowsSection<'reboot', Raw> = {
  name: 'reboot',
  source:
    'Microsoft.Update.SystemInfo; keys Auto Update\\RebootRequired, Component Based Servicing\\RebootPending, Session Manager, ServerManager, ComputerName',
  raw: Raw,
  parse(raw) {
    const seen = <Key extends keyof Raw>(table: Readonly<Record<Key, string>>) =>
      (Object.keys(table) as Key[]).filter((key) => raw[key] === true).map((key) => table[key]);
    const answers = (Object.keys(deciding) as (keyof typeof deciding)[]).map((key) => raw[key]);
    if (answers.every((answer) => answer === null)) {
      throw new SourceError('denied', 'no source that tells of a restart could be read');
    }
    // One that says yes is enough; "no" needs all of them.
    const required = answers.includes(true) ? true : answers.includes(null) ? null : false;
    return parsed({ required, signals: [...seen(deciding), ...seen(suggesting)], since: null }, []);
  },
};
