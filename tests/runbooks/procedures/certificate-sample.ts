import { createHash, generateKeyPairSync } from 'node:crypto';

/** A certificate of nobody's, made for the tests. Its key was thrown away. */
export const certificatePem = `-----BEGIN CERTIFICATE-----
MIIBnjCCAUSgAwIBAgIUEHIo6b5E/wtis3bAqey3SvFdEnQwCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMd2ViYi5leGFtcGxlMCAXDTI2MTEyNTAxNDcwMVoYDzIxMjYx
MTAxMDE0NzAxWjAXMRUwEwYDVQQDDAx3ZWJiLmV4YW1wbGUwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAARk3AH9Z9uKG9YsmhDzCdVf5Cy8ou2jdlwHPlQJ3ui9AyGx
vK+WYusyle/9HsSa3ySScpRrMPx4hDYVE7VH2Sj5o2wwajAdBgNVHQ4EFgQUimKg
lP70oXTBgpnTnXkKHFMbCTAwHwYDVR0jBBgwFoAUimKglP70oXTBgpnTnXkKHFMb
CTAwDwYDVR0TAQH/BAUwAwEB/zAXBgNVHREEEDAOggx3ZWJiLmV4YW1wbGUwCgYI
KoZIzj0EAwIDSAAwRQIhAKOIXYNyqX+XSDLR8+qmuKMMlCcAyrJgpEKSk47bYa8Q
AiB/F2EtFyUPDsG7qCRknks1zluRu9YGY69m93JylehKBg==
-----END CERTIFICATE-----
`;

/** Fingerprint of the certificate, as openssl writes it. */
export const wantedFingerprint =
  'B0:28:41:0E:28:65:6F:98:F9:A3:B3:A0:29:B2:58:EA:1C:6A:30:C8:12:5F:92:47:9C:C3:C4:19:34:F7:F9:01';

/** Fingerprint of another one. */
export const otherFingerprint = createHash('sha256')
  .update('another')
  .digest('hex')
  .toUpperCase()
  .replace(/(..)(?=.)/g, '$1:');

/** A key that is made anew each time: the simulated hosts do not look whether it belongs to the certificate. */
export const privateKeyPem = generateKeyPairSync('ed25519')
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
