import type { AccessPlan } from './plan-access.ts';
import { renderClients } from './radius/clients.ts';
import { dictionary } from './radius/dictionary.ts';
import { renderEap } from './radius/eap.ts';
import { renderMacModules, renderMacs } from './radius/macs.ts';
import { renderPolicy } from './radius/policy.ts';
import { renderReadme } from './radius/readme.ts';
import { innerSite, listenSite, outerSite } from './radius/sites.ts';

/** A file to be written, by its path below the folder that holds them all. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/**
 * The matrix as configuration of FreeRADIUS 3.2, laid out as the folder it is copied into. Nothing secret is in it:
 * the secret that switches share comes from the environment of the server, keys and user directory from files of
 * the technician's own, and without them FreeRADIUS refuses to start. Whoever is not recognised is rejected.
 */
export function renderRadius(access: AccessPlan): readonly TextFile[] {
  const answered = withoutBlocked(access);
  const hasUsers = answered.rows.some(({ match }) => match.kind === 'group');
  return [
    { path: 'README.md', text: renderReadme(answered) },
    { path: 'clients.conf', text: renderClients(answered) },
    { path: 'dictionary.grundval', text: dictionary },
    { path: 'mods-config/grundval/macs', text: renderMacs(answered) },
    { path: 'mods-enabled/grundval_eap', text: renderEap({ hasUsers }) },
    { path: 'mods-enabled/grundval_macs', text: renderMacModules() },
    { path: 'policy.d/grundval', text: renderPolicy(answered) },
    { path: 'sites-enabled/grundval', text: outerSite },
    { path: 'sites-enabled/grundval-inner', text: innerSite({ hasUsers }) },
    { path: 'sites-enabled/grundval-listen', text: listenSite },
  ];
}

/** Without the roles that a blocking issue is about, so that RADIUS knows nothing of them and rejects them. */
function withoutBlocked(access: AccessPlan): AccessPlan {
  const blocked = new Set(
    access.issues.filter(({ severity }) => severity === 'blocking').flatMap(({ roles }) => roles),
  );
  return {
    ...access,
    rows: access.rows.filter(({ role }) => !blocked.has(role)),
    macs: access.macs.filter(({ role }) => role !== null && !blocked.has(role)),
  };
}
