import type { Lang } from '#model/format/lang.ts';

/** What `grundval-agent --help` prints. */
export const help: Readonly<Record<Lang, string>> = {
  en: `grundval-agent – reports the state of this device, and shows what it reports

  run       reads the device and sends what has changed
              --loop           keeps reporting until Ctrl-C
              --interval S     at least S seconds between reports (the collector may ask for more)
              --if-due         does nothing before the next report is due: for timers
              --server URL     the collector has moved here since the enrolment
              --ca FILE        trusts only the authorities in this PEM file
  enrol     makes the device known to a collector, once
              --server URL     https://…  (or GRUNDVAL_SERVER)
              --token-file F   the enrolment token, in a file
              --token T        the same on the command line, where others on the device can see it
              --force          enrols anew, with a new key
              --ca FILE
            The token is best given in GRUNDVAL_ENROLMENT_TOKEN.
  explain   prints exactly what would be sent, and sends nothing
              --profile P      staff, pupil, server or shared, before the device is enrolled
  status    where the device is enrolled, the latest and the next report

  Everywhere: --json, --lang sv|en, --state DIR, --config FILE (/etc/grundval/agent.json), --version, --help
  Exit status: 0 well, 1 not reporting, 2 wrong use`,
  sv: `grundval-agent – rapporterar enhetens tillstånd och visar vad som rapporteras

  run       läser av enheten och skickar det som har ändrats
              --loop           fortsätter att rapportera tills du trycker Ctrl-C
              --interval S     minst S sekunder mellan rapporter (insamlaren kan be om längre tid)
              --if-due         gör inget förrän nästa rapport ska skickas: för schemaläggare
              --server URL     insamlaren har flyttat hit sedan anslutningen
              --ca FIL         litar bara på certifikatutfärdarna i denna PEM-fil
  enrol     ansluter enheten till en insamlare, en gång
              --server URL     https://…  (eller GRUNDVAL_SERVER)
              --token-file F   anslutningskoden i en fil
              --token T        samma kod på kommandoraden, där andra på enheten kan se den
              --force          ansluter på nytt, med ny nyckel
              --ca FIL
            Ange helst koden i GRUNDVAL_ENROLMENT_TOKEN.
  explain   visar exakt vad som skulle skickas och skickar inget
              --profile P      staff, pupil, server eller shared, innan enheten är ansluten
  status    vart enheten är ansluten, senaste och nästa rapport

  Överallt: --json, --lang sv|en, --state MAPP, --config FIL (/etc/grundval/agent.json), --version, --help
  Slutstatus: 0 allt väl, 1 rapporterar inte, 2 fel användning`,
};
