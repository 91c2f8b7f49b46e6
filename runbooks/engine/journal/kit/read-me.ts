import type { RunHeader } from '../entry.ts';
import { kitFolder } from './run-folder.ts';

/** What an auditor reads first, in Swedish with a summary in English. */
export function kitReadMe(header: RunHeader | null): string {
  const run = header === null ? 'en körning' : `körningen ${header.run} (${header.procedure})`;
  return `GRANSKNINGSPAKET

Paketet innehåller bevisen för ${run}.
Du behöver bara Node.js 20.12 eller senare, inget nätverk och inte Grundval.

GÖR SÅ HÄR

1. Kopiera mappen till din egen dator.
2. Skaffa kontrolltalen för nycklarna från säkerhetsansvarig, inte från IT-enheten,
   och registratorns meddelande om körningen från diariet.
3. Kör i mappen:

   node ${kitFolder.verifier} --message MEDDELANDET.eml

   Har du en egen nyckellista: lägg till  --keys DIN-LISTA.json
   Utan meddelande:                        node ${kitFolder.verifier}
   På engelska:                            lägg till  --lang en

4. Läs svaret. Slutstatus 0 betyder att inget säger emot sig, 1 att något gör det och
   2 att något inte gick att läsa. Under "Inte bevisat" står vad paketet inte visar.

INNEHÅLL

${kitFolder.journal}   allt som hände, en rad per händelse
${kitFolder.plan}       planen som godkändes
${kitFolder.approvals}/      godkännandena med sina signaturer, ur journalen
${kitFolder.outputs}/        vad kommandona svarade
${kitFolder.anchors}/        tidsstämplar från utfärdare utanför IT-enheten, ur journalen
${kitFolder.keys}       öppna nycklar, som IT-enheten anger dem
${kitFolder.verifier}   kontrollprogrammet, läsbar JavaScript

KONTROLLERA MED ANDRA VERKTYG

Varje rad i journalen är JSON med nycklarna i ordning. "hash" är SHA-256 av radens text
(UTF-8) utan ,"hash":"…" och "prev" är hash från raden före. En tidsstämpel provas med

   openssl ts -verify -digest HASH -in ${kitFolder.anchors}/NUMMER.tsr -CAfile UTFÄRDARE.pem

där HASH är "hash" på raden med det numret ("seq").

IN ENGLISH

This kit holds the evidence of one run. Copy the folder to a computer of your own, get the
checksums of the keys from the head of security and the filed message from the registrar,
and run: node ${kitFolder.verifier} --lang en --message MESSAGE.eml
`;
}
