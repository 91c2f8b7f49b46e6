import { banner } from './banner.ts';

/** The server that switches and access points ask. */
export const outerSite = `${banner}
server grundval {
	authorize {
		grundval_normalise_mac
		if (&EAP-Message) {
			grundval_eap {
				ok = return
			}
		}
		else {
			grundval_role_by_mac
			update control {
				&Auth-Type := Accept
			}
		}
	}

	authenticate {
		grundval_eap
	}

	post-auth {
		# Rollen från den inloggning som faktiskt gjordes: ett certifikat i en tunnel för lösenord visar ingen.
		if (&EAP-Message) {
			if (&EAP-Type == TLS) {
				grundval_role_by_certificate
			}
			else {
				update control {
					&Grundval-Role := &session-state:Grundval-Role
				}
			}
		}
		grundval_vlan_by_role

		Post-Auth-Type REJECT {
			attr_filter.access_reject
			if (&EAP-Message) {
				grundval_eap
			}
		}
	}
}
`;

/** The server inside the tunnel of PEAP and TTLS, where user and password are checked. */
export function innerSite({ hasUsers }: { readonly hasUsers: boolean }): string {
  if (!hasUsers) return `${banner}\n# Ingen roll loggar in med användare och lösenord.\n`;
  return `${banner}
server grundval-inner {
	authorize {
		mschap
		update control {
			&Proxy-To-Realm := LOCAL
		}
		grundval_inner_eap {
			ok = return
		}
		# Teknikerns egen: var lösenord och grupper hämtas (README.md).
		grundval_directory
		pap
	}

	authenticate {
		Auth-Type PAP {
			pap
		}
		Auth-Type LDAP {
			-ldap
		}
		mschap
		grundval_inner_eap
	}

	post-auth {
		grundval_role_by_group
		grundval_vlan_by_role
		if (&outer.request:User-Name) {
			update outer.session-state {
				&Grundval-Role := &control:Grundval-Role
			}
		}

		Post-Auth-Type REJECT {
			attr_filter.access_reject
		}
	}
}
`;
}

/** Where it listens: a file of its own, so that it can be left out where the server listens otherwise. */
export const listenSite = `${banner}
listen {
	type = auth
	ipaddr = *
	port = 1812
	virtual_server = grundval
}

listen {
	type = auth
	ipv6addr = ::
	port = 1812
	virtual_server = grundval
}
`;
