import type { DropReason } from './importer.ts';

/** Names of persons. */
const persons =
  /användar|anvandar|user|upn$|förnamn|efternamn|firstname|lastname|surname|fullname|personnamn|displayname|^elev(?!ation|ator)|elevnamn|lärare|anställd|medarbetare|employee|^ägare$|^owner$|ansvarig|responsible|kontakt(?!or)|^contact|assignedto|assignee|checkedoutto|utlåna|lånad|låntagare|innehavare|tilldelad|managedby|createdby|modifiedby|skapadav|ändradav|registreradav|beställare|requester|tekniker|handläggare|signatur|managementname|manageddevicename|loggedon|inloggad/;
/** Ways to reach a person, and what tells a person's subscription. */
const contacts =
  /mail|epost|mejl|telefonn|telefonnr|^telefon$|^tel$|phonen|^phone$|mobilnummer|mobilnr|imei|meid|iccid|imsi|msisdn|^eid$|simkort|simn|subscriber|abonnemang|personnummer|personnr|samordningsnummer/;
const secrets =
  /lösenord|losenord|password|passwd|recoverykey|återställningsnyckel|bitlockerkey|bypasscode|unlocktoken|^pin$|^puk$|pinkod|pukkod|pincode|secret|licensekey|licensnyckel|productkey|produktnyckel|apikey|hardwarehash/;
const freeTexts =
  /note$|notes$|comment|kommentar|anteckning|notering|beskrivning|description|övrigt|fritext|remark|anmärkning/;
const notNeeded =
  /ipadress|ipaddress|ipv4|ipv6|^ip$|subnet|latitud|longitud|ssid|^sid$|objectsid|samaccountname|distinguishedname|memberof|serviceprincipal/;

/**
 * Why a column that no importer knows must not be kept, by its normalised name; null = nothing speaks
 * against it. A column of a place that is checked out to is a place, although persons are, too.
 */
export function withholdColumn(name: string): DropReason | null {
  if (secrets.test(name)) return 'secret';
  if (persons.test(name) || contacts.test(name)) return 'personal';
  if (freeTexts.test(name)) return 'free-text';
  if (notNeeded.test(name)) return 'not-needed';
  return null;
}

/**
 * Does a column called just "Namn" name a person? So it does beside a telephone number or an e-mail address,
 * where no other column says whose that is.
 */
export function belongsToContact(names: readonly string[]): boolean {
  return names.some((name) => contacts.test(name)) && !names.some((name) => persons.test(name));
}
