import type { Text } from '../format/text.ts';
import type { SectionName } from './sections/index.ts';

/** What a section is to the person at the device: its name, what is read, and what for. */
export interface SectionText {
  readonly title: Text;
  readonly reads: Text;
  readonly purpose: Text;
}

/** The words behind "what is read from my computer?" and the heads of a device's sections. */
export const sectionTexts: Readonly<Record<SectionName, SectionText>> = {
  'operating-system': {
    title: { sv: 'Operativsystem', en: 'Operating system' },
    reads: {
      sv: 'Namn, version, kärna och när datorn senast startades och installerades.',
      en: 'Name, version, kernel, and when the computer was last started and installed.',
    },
    purpose: {
      sv: 'Se om leverantören fortfarande rättar fel i systemet.',
      en: 'See whether the vendor still mends faults in the system.',
    },
  },
  updates: {
    title: { sv: 'Uppdateringar', en: 'Updates' },
    reads: {
      sv: 'Vilka uppdateringar som väntar och hur gammal den uppgiften är.',
      en: 'Which updates are pending and how old that knowledge is.',
    },
    purpose: {
      sv: 'Säkerhetsfel ska rättas inom den beslutade tiden.',
      en: 'Security faults are to be mended within the decided time.',
    },
  },
  reboot: {
    title: { sv: 'Omstart', en: 'Restart' },
    reads: {
      sv: 'Om datorn behöver startas om för att en uppdatering ska gälla.',
      en: 'Whether the computer must be restarted for an update to take effect.',
    },
    purpose: {
      sv: 'En uppdatering skyddar först efter omstart.',
      en: 'An update protects only after a restart.',
    },
  },
  hardware: {
    title: { sv: 'Maskinvara', en: 'Hardware' },
    reads: {
      sv: 'Tillverkare, modell, serienummer, processor och inbyggd programvara.',
      en: 'Manufacturer, model, serial number, processor and firmware.',
    },
    purpose: {
      sv: 'Känna igen enheten och planera när den ska bytas.',
      en: 'Recognise the device and plan when to replace it.',
    },
  },
  memory: {
    title: { sv: 'Minne', en: 'Memory' },
    reads: { sv: 'Hur mycket minne som är installerat.', en: 'How much memory is installed.' },
    purpose: { sv: 'Planera utbyte och utbyggnad.', en: 'Plan replacement and extension.' },
  },
  disks: {
    title: { sv: 'Diskar', en: 'Disks' },
    reads: {
      sv: 'Diskarnas modell, storlek och serienummer.',
      en: 'Model, size and serial number of the disks.',
    },
    purpose: {
      sv: 'Planera utbyte och visa att en disk är raderad när den lämnas bort.',
      en: 'Plan replacement and prove that a disk was wiped when it is handed on.',
    },
  },
  'file-systems': {
    title: { sv: 'Filsystem', en: 'File systems' },
    reads: {
      sv: 'Hur stora diskvolymerna är och hur fulla, i hela procent. Inga filnamn.',
      en: 'How large the volumes are and how full, in whole per cent. No file names.',
    },
    purpose: { sv: 'Varna innan en disk blir full.', en: 'Warn before a disk is full.' },
  },
  'disk-encryption': {
    title: { sv: 'Diskkryptering', en: 'Disk encryption' },
    reads: {
      sv: 'Om diskarna är krypterade och hur. Inga nycklar.',
      en: 'Whether the disks are encrypted and how. No keys.',
    },
    purpose: {
      sv: 'En borttappad dator ska inte lämna ut uppgifter.',
      en: 'A lost computer is not to give information away.',
    },
  },
  firewall: {
    title: { sv: 'Brandvägg', en: 'Firewall' },
    reads: {
      sv: 'Om datorns brandvägg är på och vad den gör med inkommande trafik.',
      en: 'Whether the computer’s firewall is on and what it does with incoming traffic.',
    },
    purpose: {
      sv: 'Skydda datorn från andra datorer i nätet.',
      en: 'Protect the computer from others in the network.',
    },
  },
  network: {
    title: { sv: 'Nätverk', en: 'Network' },
    reads: {
      sv: 'Datorns namn, nätverkskort och adresser. Inte vad som besöks.',
      en: 'The computer’s name, network cards and addresses. Not what is visited.',
    },
    purpose: {
      sv: 'Hitta enheten och se att den står i rätt zon.',
      en: 'Find the device and see that it stands in the right zone.',
    },
  },
  'listening-ports': {
    title: { sv: 'Öppna portar', en: 'Listening ports' },
    reads: {
      sv: 'Vilka portar som tar emot anslutningar från andra datorer.',
      en: 'Which ports accept connections from other computers.',
    },
    purpose: {
      sv: 'Hitta det som är öppet utan att behöva vara det.',
      en: 'Find what is open without need.',
    },
  },
  software: {
    title: { sv: 'Program', en: 'Software' },
    reads: {
      sv: 'Vilka program som är installerade och i vilken version. Inte vilka som används eller när.',
      en: 'Which programs are installed and in which version. Not which are used, or when.',
    },
    purpose: {
      sv: 'Se vilka datorer som berörs när ett program har ett fel, och följa upp licenser.',
      en: 'See which computers are concerned when a program has a fault, and follow up licences.',
    },
  },
};
