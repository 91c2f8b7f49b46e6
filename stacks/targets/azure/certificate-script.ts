import { stableText } from './azure-names.ts';

/** Versions of Azure's command line and of its container that run the script. */
export const scriptVersion = '2.64.0';

/**
 * Asks the vault for a certificate by a policy: an issuer that the vault knows renews it by itself; where the
 * issuer is our own authority the vault makes the key and waits for the signed certificate to be merged. A
 * certificate that is there already with the same policy is left alone.
 */
export const certificateScript = `set -eu
policy=$(printf '{"issuerParameters":{"name":"%s"},"keyProperties":{"exportable":true,"keyType":"RSA","keySize":3072,"reuseKey":false},"secretProperties":{"contentType":"application/x-pkcs12"},"x509CertificateProperties":{"subject":"CN=%s","subjectAlternativeNames":{"dnsNames":["%s"]},"validityInMonths":%s},"lifetimeActions":[{"trigger":{"daysBeforeExpiry":30},"action":{"actionType":"AutoRenew"}}]}' "$ISSUER" "$HOST_NAME" "$HOST_NAME" "$MONTHS")
if ! az keyvault certificate show --vault-name "$VAULT" --name "$NAME" >/dev/null 2>&1; then
  az keyvault certificate create --vault-name "$VAULT" --name "$NAME" --policy "$policy"
fi
az keyvault certificate set-attributes --vault-name "$VAULT" --name "$NAME" --policy "$policy"
`;

/** What makes a script run again: it is another where what is asked for is another. */
export function scriptTag(variables: Readonly<Record<string, string>>): string {
  return stableText('issue', ...Object.values(variables));
}

/** Issuers as the vault calls them: one that everybody trusts, registered in the vault, and one it does not know. */
export const vaultIssuers = { public: 'publik', internal: 'Unknown' } as const;
