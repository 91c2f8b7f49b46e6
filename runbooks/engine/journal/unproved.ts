import type { Unproved, Verification } from './verification.ts';

/**
 * What a journal leaves unproved, in the order in which people ask.
 *
 * @param contentTo number of the last entry that is no seal and no anchor itself
 */
export function findUnproved(facts: Omit<Verification, 'unproved'>, contentTo: number): readonly Unproved[] {
  const { seals, anchors, approvals, looks, sealedTo, anchoredTo, state } = facts;
  const isApproved = approvals.some(({ verdict }) => verdict === 'holds' || verdict === 'own-allowed');
  const isEmergency = !isApproved && approvals.some(({ verdict }) => verdict === 'emergency');
  const seconds = looks.filter(({ what }) => what === 'second-person');
  const isSeen = seconds.some(({ verdict }) => verdict === 'holds');
  const isRegistered = anchors.some(({ verdict }) => verdict === 'not-compared');
  const findings: readonly (readonly [Unproved, boolean])[] = [
    ['not-closed', state !== 'closed'],
    ['unfinished-line', facts.unfinishedBytes > 0],
    ['unfinished-steps', facts.unfinished.count > 0],
    ['no-approval', approvals.length === 0],
    ['approval-not-known', approvals.length > 0 && !isApproved && !isEmergency],
    ['no-second-person', isEmergency && seconds.length === 0],
    ['second-person-not-proved', isEmergency && seconds.length > 0 && !isSeen],
    ['no-seal', seals.length === 0],
    ['seal-not-known', seals.length > 0 && sealedTo === null],
    ['tail-not-sealed', sealedTo !== null && sealedTo < contentTo],
    ['no-anchor', anchors.length === 0 && anchoredTo === null],
    ['registrar-not-compared', isRegistered],
    ['authority-not-known', anchors.some(({ verdict }) => verdict === 'unknown-authority')],
    ['tail-not-anchored', anchoredTo !== null && anchoredTo < contentTo],
  ];
  return findings.filter(([, holds]) => holds).map(([code]) => code);
}
