import type { Importer, Meaning } from './importer.ts';

const personal = { drop: 'personal' } as const;
const secret = { drop: 'secret' } as const;
/** What Intune tells and no page or control of Grundval asks for. */
const notNeeded = [
  'azureadregistered',
  'microsoftentraregistered',
  'intuneregistered',
  'easactivationid',
  'easactivated',
  'lasteassynctime',
  'easreason',
  'easstatus',
  'compliancegraceperiodexpiration',
  'compliancegraceperiodexpirationdatetime',
  'devicestate',
  'deviceregistrationstate',
  'cellulartechnology',
  'hasunlocktoken',
  'userapprovedenrollment',
  'partnerreportedthreatstate',
] as const;

/**
 * Columns of the portal's "All devices" (report DevicesWithInventory), of the report Devices and of Graph's
 * managedDevice. Where two name the same fact, the first with a value counts.
 *
 * Sources: Microsoft, "Intune reports and properties available using Graph API", 2021; "managedDevice resource
 * type", Graph v1.0. Storage is MB of 1,048,576 bytes in the CSV and bytes in Graph: the same device gives
 * 243722 and 255561039872.
 */
const columns: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['devicename', 'name'],
  ['serialnumber', 'serial'],
  ['deviceid', 'sourceId'],
  ['intunedeviceid', 'sourceId'],
  ['id', 'sourceId'],
  ['azureaddeviceid', 'directoryId'],
  ['microsoftentradeviceid', 'directoryId'],
  ['entradeviceid', 'directoryId'],
  ['aaddeviceid', 'directoryId'],
  ['referenceid', 'directoryId'],
  ['manufacturer', 'manufacturer'],
  ['model', 'model'],
  ['os', 'operatingSystem'],
  ['operatingsystem', 'operatingSystem'],
  ['osdescription', 'operatingSystem'],
  ['skufamily', 'sku'],
  ['osversion', 'build'],
  ['wifimac', 'mac'],
  ['wifimacaddress', 'mac'],
  ['ethernetmac', 'mac'],
  ['ethernetmacaddress', 'mac'],
  ['category', 'unit'],
  ['categoryname', 'unit'],
  ['devicecategorydisplayname', 'unit'],
  ['lastcheckin', 'lastSeen'],
  ['lastcontact', 'lastSeen'],
  ['lastsyncdatetime', 'lastSeen'],
  ['enrollmentdate', 'enrolled'],
  ['createddate', 'enrolled'],
  ['enrolleddatetime', 'enrolled'],
  ['encrypted', 'encrypted'],
  ['isencrypted', 'encrypted'],
  ['encryptionstatusstring', 'encrypted'],
  ['compliance', 'compliance'],
  ['compliancestate', 'compliance'],
  ['compliantstate', 'compliance'],
  ['ownership', 'ownership'],
  ['manageddeviceownertype', 'ownership'],
  ['ownertype', 'ownership'],
  ['totalstorage', 'storageMib'],
  ['storagetotal', 'storageMib'],
  ['totalstoragespaceinbytes', 'storageBytes'],
  ['freestorage', 'freeStorageMib'],
  ['storagefree', 'freeStorageMib'],
  ['freestoragespaceinbytes', 'freeStorageBytes'],
  ['securitypatchlevel', 'extra'],
  ['androidsecuritypatchlevel', 'extra'],
  ['androidpatchlevel', 'extra'],
  ['managedby', 'extra'],
  ['managementagent', 'extra'],
  ['jointype', 'extra'],
  ['deviceenrollmenttype', 'extra'],
  ['supervised', 'extra'],
  ['issupervised', 'extra'],
  ['jailbroken', 'extra'],
  ['processorarchitecture', 'extra'],
  ['activationlockbypasscode', secret],
  ['managementname', personal],
  ['manageddevicename', personal],
  ['notes', { drop: 'free-text' }],
  ...notNeeded.map((name) => [name, { drop: 'not-needed' }] as const),
]);

/** Devices enrolled in Microsoft Intune: enrolled, last check-in, and the verdict of the policy in force. */
export const intune: Importer = {
  name: 'intune',
  description: {
    sv: 'Microsoft Intune: portalens export av alla enheter (CSV) eller Graph managedDevices (JSON).',
    en: 'Microsoft Intune: the export of all devices of the portal (CSV) or Graph managedDevices (JSON).',
  },
  formats: ['csv', 'json'],
  columns,
  required: [
    {
      field: 'ownership',
      because: {
        sv: 'utan Ownership (managedDeviceOwnerType) går privata enheter inte att skilja ut, och de får inte lagras.',
        en: 'without Ownership (managedDeviceOwnerType) personally owned devices cannot be told apart, and they must not be kept.',
      },
    },
    {
      field: 'lastSeen',
      because: {
        sv: 'utan Last check-in (lastSyncDateTime) är det inte en lista av enheter från Intune.',
        en: 'without Last check-in (lastSyncDateTime) it is no list of devices from Intune.',
      },
    },
  ],
  lastSeenKind: 'mdm-check-in',
  zone: 'UTC',
};
