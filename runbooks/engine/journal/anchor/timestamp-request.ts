import { derTag, writeDer, writeInteger, writeOid } from './der.ts';

/** SHA-256, as an object identifier. */
export const sha256Oid = '2.16.840.1.101.3.4.2.1';

/**
 * A request for a timestamp over a SHA-256 (RFC 3161, section 2.4.1), which asks for the authority's certificates:
 * whoever verifies it in ten years has them at hand then.
 *
 * @param imprint 64 hexadecimal digits
 * @param nonce bytes that no other request has
 * @param policy rules the authority is to keep to, as an object identifier; its own where left out
 */
export function timestampRequest(imprint: string, nonce: Buffer, policy?: string): Buffer {
  const { sequence, octetString, boolean } = derTag;
  return writeDer(
    sequence,
    writeInteger(Buffer.from([1])),
    writeDer(
      sequence,
      writeDer(sequence, writeOid(sha256Oid), writeDer(derTag.null)),
      writeDer(octetString, Buffer.from(imprint, 'hex')),
    ),
    ...(policy === undefined ? [] : [writeOid(policy)]),
    writeInteger(nonce),
    writeDer(boolean, Buffer.from([0xff])),
  );
}
