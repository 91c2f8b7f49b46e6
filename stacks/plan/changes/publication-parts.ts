import type { Text } from '#model/format/text.ts';
import type {
  PlannedCertificate,
  PlannedDatabase,
  PlannedEService,
  PlannedName,
} from '#model/platform/planned-publication.ts';
import { type ComparedPart, plain, serviceOfKey, several } from './part.ts';

/** Databases that servers of ours run. */
export const databases: ComparedPart<PlannedDatabase> = {
  part: 'database',
  items: ({ plan }) => plan.databases,
  keyOf: ({ group }) => group,
  servicesOf: ({ group }) => [serviceOfKey(group)],
  describe: ({ group }) => ({ sv: `Databasen ${group}`, en: `The database ${group}` }),
  fields: [
    { label: { sv: 'produkt', en: 'product' }, value: ({ product, cycle }) => plain(`${product} ${cycle}`) },
    { label: { sv: 'kopior', en: 'replicas' }, value: ({ replicas }) => plain(replicas) },
    { label: { sv: 'lagring', en: 'storage' }, value: ({ storageGib }) => plain(`${storageGib} GiB`) },
  ],
  placeOf: () => null,
};

const exposures: Readonly<Record<PlannedName['exposure'], Text>> = {
  internet: { sv: 'internet', en: 'the internet' },
  internal: { sv: 'det egna nätet', en: 'our own network' },
  none: { sv: 'ingen', en: 'nobody' },
};

/** Host names. */
export const names: ComparedPart<PlannedName> = {
  part: 'name',
  items: ({ plan }) => plan.names,
  keyOf: ({ host, service, port }) => `${host} ${service} ${port}`,
  servicesOf: ({ service }) => [service],
  describe: ({ host, port }) => ({ sv: `Namnet ${host}:${port}`, en: `The name ${host}:${port}` }),
  fields: [
    { label: { sv: 'nås från', en: 'reached from' }, value: ({ exposure }) => exposures[exposure] },
    { label: { sv: 'svarar', en: 'answered by' }, value: ({ groups }) => several(groups) },
  ],
  placeOf: ({ at }) => at,
};

const issuers: Readonly<Record<PlannedCertificate['issuer'], Text>> = {
  public: { sv: 'allmänt betrodd', en: 'publicly trusted' },
  internal: { sv: 'egen', en: 'our own' },
};
const renewers: Readonly<Record<PlannedCertificate['renewedBy'], Text>> = {
  us: { sv: 'vi', en: 'us' },
  supplier: { sv: 'leverantören', en: 'the supplier' },
};

/** Certificates of host names. */
export const certificates: ComparedPart<PlannedCertificate> = {
  part: 'certificate',
  items: ({ plan }) => plan.certificates,
  keyOf: ({ host, service }) => `${host} ${service}`,
  servicesOf: ({ service }) => [service],
  describe: ({ host }) => ({ sv: `Certifikatet för ${host}`, en: `The certificate of ${host}` }),
  fields: [
    { label: { sv: 'utfärdare', en: 'issuer' }, value: ({ issuer }) => issuers[issuer] },
    { label: { sv: 'förnyas av', en: 'renewed by' }, value: ({ renewedBy }) => renewers[renewedBy] },
  ],
  placeOf: () => null,
};

const logins: Readonly<Record<PlannedEService['login'], Text>> = {
  open: { sv: 'ingen', en: 'none' },
  authenticated: { sv: 'krävs', en: 'required' },
};

/** What the public reaches. */
export const eServices: ComparedPart<PlannedEService> = {
  part: 'e-service',
  items: ({ plan }) => plan.eServices,
  keyOf: ({ service }) => service,
  servicesOf: ({ service }) => [service],
  describe: ({ publicName }) => ({ sv: `E-tjänsten ${publicName}`, en: `The e-service ${publicName}` }),
  fields: [
    { label: { sv: 'värdnamn', en: 'host names' }, value: ({ hosts }) => several(hosts) },
    { label: { sv: 'inloggning', en: 'login' }, value: ({ login }) => logins[login] },
    { label: { sv: 'loggar in med', en: 'logs in by' }, value: ({ loginBy }) => several(loginBy) },
    {
      label: { sv: 'servrar', en: 'servers' },
      value: ({ scaling }) =>
        several(scaling.map(({ group, minimum, maximum }) => `${group} ${minimum}–${maximum}`)),
    },
  ],
  placeOf: () => null,
};
