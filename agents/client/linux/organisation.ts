const longestPublisher = 300;
/** Forms of companies: short, so only as they are written. */
const companyForms = /\b(AB|AG|ASA|Oy|BV|B\.V|Co|Corp|Inc|GmbH|KG|Ltd|LLC|LLP|SAS|SE|S\.A)\b/;
/** Words in names of organisations and groups, as package makers write them. */
const organisationWords =
  /\b(corporation|company|incorporated|limited|foundation|project|teams?|group|maintainers?|packagers?|packaging|developers?|support|software|systems|technologies|networks|labs|community|consortium|university|packages|security|engineering|desktop|kernel|debian|ubuntu|task ?force|association|authors?|canonical|linux|release)\b/i;
/** Mailboxes and lists that no single person reads. */
const roleMailbox =
  /^(support|info|packages?|packaging|pkg-[\w.+-]+|builds?|release|releng|security|no-?reply|bugs?|team|devel|feedback|opensource|engineering|[\w.+-]+-(devel|dev|maintainers?|team|list|packages?|discuss|users))$/i;
const listDomain = /(^|\.)(lists|tracker|packages|alioth-lists|alioth|googlegroups|groups)\./i;

/**
 * The organisation behind a package from its maintainer (`Name <address>`), without the address; null where
 * the maintainer may be a person: what is not plainly an organisation is not passed on.
 */
export function findOrganisation(maintainer: string | null): string | null {
  const match = /^([^<]*?)\s*(?:<([^>@\s]+)@([^>\s]+)>.*)?$/.exec(maintainer?.trim() ?? '');
  if (match === null) return null;
  const [, rawName = '', mailbox = '', domain = ''] = match;
  const name = rawName.replace(/^"|"$/g, '').trim();
  if (name === '' || name.includes('@') || name.length > longestPublisher) return null;
  const isNamesake = name.toLowerCase().split(/\s+/)[0] === domain.toLowerCase().split('.').at(-2);
  const isOrganisation =
    companyForms.test(name) ||
    organisationWords.test(name) ||
    roleMailbox.test(mailbox) ||
    listDomain.test(domain) ||
    isNamesake;
  return isOrganisation ? name : null;
}
