import { banner } from './banner.ts';

/**
 * Logins by 802.1X: certificates of devices (EAP-TLS), and user and password inside a tunnel (PEAP, TTLS) only
 * where a role comes in so. Nothing is cached, so that a revoked certificate is worth nothing at the next login.
 */
export function renderEap({ hasUsers }: { readonly hasUsers: boolean }): string {
  const tunnels = ['ttls', 'peap'].map(
    (method) => `
	${method} {
		tls = grundval
		default_eap_type = mschapv2
		copy_request_to_tunnel = no
		use_tunneled_reply = no
		virtual_server = grundval-inner
	}
`,
  );
  return `${banner}
eap grundval_eap {
	default_eap_type = tls
	timer_expire = 60
	ignore_unknown_eap_types = no
	max_sessions = \${max_requests}

	tls-config grundval {
		# Serverns nyckel och certifikat, och den utfärdare som enheternas certifikat kommer från,
		# med dess spärrlista i samma fil: utan en giltig spärrlista släpps ingen in.
		private_key_file = \${certdir}/grundval/server.key
		certificate_file = \${certdir}/grundval/server.pem
		ca_file = \${certdir}/grundval/ca.pem
		check_crl = yes
		cipher_list = "HIGH:!aNULL:!MD5"
		tls_min_version = "1.2"
		tls_max_version = "1.2"
		cache {
			enable = no
		}
	}

	tls {
		tls = grundval
	}
${hasUsers ? tunnels.join('') : ''}}
${
  hasUsers
    ? `
eap grundval_inner_eap {
	default_eap_type = mschapv2
	timer_expire = 60
	max_sessions = \${max_requests}
	mschapv2 {
	}
}
`
    : ''
}`;
}
