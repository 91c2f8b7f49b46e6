import { type Cidr, cidrsOverlap, parseCidr } from '#model/declaration/cidr.ts';
import type { Actor } from './actors.ts';
import type { ReadPeer, ReadPolicy } from './policies.ts';
import { selects } from './selector.ts';

/**
 * Does a rule's peer cover somebody? On the pod network other pods are known by labels, and everybody else by
 * addresses; on a VLAN everybody by addresses, and by labels only where somebody writes what OVN-Kubernetes does not
 * take there. Where it depends, the answer is the wider one.
 */
export function coversPeer(
  policy: ReadPolicy,
  peer: ReadPeer,
  actor: Actor,
  addresses: readonly Cidr[],
): boolean {
  const { pod } = actor;
  if (peer.kind === 'block') {
    const isPodToPod = policy.plane === 'pods' && pod?.plane === 'pods';
    return isPodToPod ? coversPods(peer) : addresses.some((address) => isInBlock(address, peer));
  }
  if (pod === null || (policy.plane === 'pods' && pod.plane === 'vlan')) return false;
  const isNamespace =
    peer.namespaces === null ? pod.zone === policy.zone : selects(peer.namespaces, pod.zone.seen.labels);
  return isNamespace && (peer.pods === null || selects(peer.pods, pod.labels));
}

/** Pods have addresses that the plan does not know; some network plugins let a block of everything cover them. */
function coversPods({ cidr, except }: Extract<ReadPeer, { readonly kind: 'block' }>): boolean {
  return cidr.endsWith('/0') && except.length === 0;
}

/** Is an address in a block, and in none of its exceptions? */
export function isInBlock(
  address: Cidr,
  { cidr, except }: { readonly cidr: string; readonly except: readonly string[] },
): boolean {
  const isIn = (text: string): boolean => {
    const network = parseCidr(text);
    return network !== null && network.prefix <= address.prefix && cidrsOverlap(network, address);
  };
  return isIn(cidr) && !except.some(isIn);
}
