import type { AccessPlan, AccessRow, RoleMatch } from '../plan-access.ts';
import { banner } from './banner.ts';

/** From what a login shows to a role, and from a role to its VLAN. No row, or two: rejected. */
export function renderPolicy({ rows }: Pick<AccessPlan, 'rows'>): string {
  return [banner, normaliseMac, byCertificate(rows), byGroup(rows), byMac(rows), vlanByRole(rows)].join('\n');
}

const octets = Array.from({ length: 6 }, () => '([0-9a-f][0-9a-f])').join('[-:.]?');
const macPattern = `/^${octets}$/i`;
const joinedOctets = '%{tolower:%{1}-%{2}-%{3}-%{4}-%{5}-%{6}}';

const normaliseMac = `# 001B.A912.3456, 00:1b:a9:12:34:56 och 001ba9123456 blir 00-1b-a9-12-34-56; allt annat tas bort.
grundval_normalise_mac {
	if (&Calling-Station-Id =~ ${macPattern}) {
		update request {
			&Calling-Station-Id := "${joinedOctets}"
		}
	}
	else {
		update request {
			&Calling-Station-Id !* ANY
		}
	}
}
`;

function byCertificate(rows: readonly AccessRow[]): string {
  // FreeRADIUS writes a subject as /C=SE/O=Kommun/OU=drift/CN=dator and leaves slashes in values as they are. Only
  // what stands before the first CN counts, since the device itself has most say over its common name.
  const before = String.raw`(\/(C|ST|L|O|OU|DC)=[^\/]*)*`;
  return `# Organisationsenhet (OU) i certifikatets ämne, före dess CN.
grundval_role_by_certificate {
	update control {
		&Grundval-Role !* ANY
	}
${claims(rows, 'certificate-ou', (ou) => `&TLS-Client-Cert-Subject =~ /^${before}\\/OU=${escapeRegex(ou)}(\\/|$)/`)}	noop
}
`;
}

function byGroup(rows: readonly AccessRow[]): string {
  return `# Grupp i katalogen.
grundval_role_by_group {
	update control {
		&Grundval-Role !* ANY
	}
${claims(rows, 'group', (group) => `&control:Grundval-Group[*] == '${group}'`)}	noop
}
`;
}

function byMac(rows: readonly AccessRow[]): string {
  const unknown = rows.find(({ match }) => match.kind === 'unknown-mac');
  return `# MAC-adress. Switchen loggar in i enhetens ställe, med adressen som användarnamn; annat avvisas.
grundval_role_by_mac {
	update control {
		&Grundval-Role !* ANY
		&Grundval-Group !* ANY
	}
	if (!&Calling-Station-Id) {
		reject
	}
	if (&User-Name !~ ${macPattern}) {
		reject
	}
	elsif ("${joinedOctets}" != "%{Calling-Station-Id}") {
		reject
	}
	grundval_macs
	if (!&control:Grundval-Group) {
		grundval_macs_local
	}
${claims(rows, 'mac-group', (group) => `&control:Grundval-Group[*] == '${group}'`)}${
  unknown === undefined
    ? ''
    : `	# ${source(unknown)}
	if (!&control:Grundval-Group) {
		update control {
			&Grundval-Role := '${unknown.role}'
		}
	}
`
}	noop
}
`;
}

/** One question a row; who answers to two of them has no role that anybody has decided. */
function claims(
  rows: readonly AccessRow[],
  kind: Extract<RoleMatch, { readonly value: string }>['kind'],
  condition: (value: string) => string,
): string {
  return rows
    .flatMap((row) =>
      row.match.kind !== kind
        ? []
        : [
            `	# ${source(row)}
	if (${condition(row.match.value)}) {
		if (&control:Grundval-Role) {
			reject
		}
		update control {
			&Grundval-Role := '${row.role}'
		}
	}
`,
          ],
    )
    .join('');
}

function vlanByRole(rows: readonly AccessRow[]): string {
  const cases = rows.flatMap((row) =>
    row.vlan === null || row.match.kind === 'nothing'
      ? []
      : [
          `		# ${source(row)}, zon ${row.zone}
		case '${row.role}' {
			update reply {
				&Tunnel-Type := VLAN
				&Tunnel-Medium-Type := IEEE-802
				&Tunnel-Private-Group-Id := '${row.vlan}'
			}
		}
`,
        ],
  );
  return `# Rollens VLAN (RFC 3580). Utan roll: avvisad.
grundval_vlan_by_role {
	switch &control:Grundval-Role {
${cases.join('')}		case {
			reject
		}
	}
}
`;
}

function source({ at: { file, line } }: AccessRow): string {
  return line === null ? file : `${file}:${line}`;
}

function escapeRegex(text: string): string {
  return text.replaceAll('.', String.raw`\.`);
}
