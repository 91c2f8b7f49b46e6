import type { AccessPlan, AccessRow } from '../plan-access.ts';

/** What the technician does with the files, in Swedish. */
export function renderReadme({ rows }: Pick<AccessPlan, 'rows'>): string {
  const hasUsers = rows.some(({ match }) => match.kind === 'group');
  return `# RADIUS för det rollstyrda nätet

Skriven av \`grundval network\` ur network.yaml och devices.yaml. Ändra deklarationen och kör igen.
Provad med FreeRADIUS 3.2 från Debian 12.

| roll | visas av | VLAN |
|---|---|---|
${rows.map(roleLine).join('\n')}

Den som inte visar någon roll avvisas, och även den som visar två. RADIUS gissar aldrig.

## Så här används filerna

1. Kopiera mappen över \`/etc/freeradius/3.0\`. \`clients.conf\` ersätter Debians.
2. Ta bort \`sites-enabled/default\`, \`sites-enabled/inner-tunnel\` och \`mods-enabled/eap\`.
3. Lägg raden \`$INCLUDE dictionary.grundval\` sist i filen \`dictionary\`.
4. Lägg serverns nyckel och certifikat som \`certs/grundval/server.key\` och \`server.pem\`. Lägg utfärdaren av enheternas certifikat
   och dess spärrlista efter varandra i \`certs/grundval/ca.pem\`, och byt filen innan spärrlistan går ut: utan giltig spärrlista
   släpps ingen in. Bara utfärdare som själva bestämmer OU i certifikaten får stå i filen.
5. Skapa \`mods-config/grundval/macs-local\`. Den får vara tom, eller ha enheter som inte står i devices.yaml:
   \`00-1b-a9-12-34-56 Grundval-Group := "skrivare"\`
6. Lägg hemligheten som switchar och accesspunkter delar i tjänstens miljö, i en fil som bara root läser:
   \`GRUNDVAL_RADIUS_SECRET=…\` i en \`EnvironmentFile\` för freeradius.service.
${hasUsers ? directoryStep : ''}
Pröva med \`freeradius -XC\`, och starta om tjänsten.
`;
}

const directoryStep = `7. Skriv \`policy.d/grundval-directory\`, som hämtar användarens lösenord och grupper. Med paketet freeradius-ldap:

   \`\`\`
   grundval_directory {
   	ldap
   	if (&User-Password) {
   		update control {
   			&Auth-Type := LDAP
   		}
   	}
   }
   \`\`\`

   och i \`mods-available/ldap\`, under \`group\`: \`cacheable_name = yes\` och \`cache_attribute = "Grundval-Group"\`.
   Peka den på den egna katalogen; i Active Directory är gruppernas \`filter = '(objectClass=group)'\`.
   Gruppens namn jämförs tecken för tecken. PEAP kräver dessutom att modulen mschap når katalogen, till exempel genom winbind.
`;

function roleLine({ role, name, match, vlan, zone }: AccessRow): string {
  const cells = [`${role} (${name})`, shownBy(match), `${vlan ?? 'saknas'} (${zone})`];
  return `| ${cells.map((cell) => cell.replaceAll(/\s+/g, ' ').replaceAll('|', String.raw`\|`)).join(' | ')} |`;
}

function shownBy(match: AccessRow['match']): string {
  switch (match.kind) {
    case 'certificate-ou':
      return `certifikat med OU=${match.value}`;
    case 'group':
      return `gruppen ${match.value} i katalogen`;
    case 'mac-group':
      return `MAC-adress i gruppen ${match.value}`;
    case 'unknown-mac':
      return 'MAC-adress som ingen lista har';
    case 'nothing':
      return 'inget; ställs i switchen eller det trådlösa nätet, RADIUS tillfrågas inte';
  }
}
