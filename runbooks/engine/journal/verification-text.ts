import { createFormatter } from '#model/format/formatter.ts';
import type { Lang } from '#model/format/lang.ts';
import type { Text } from '#model/format/text.ts';
import { refusalWords } from '../approval/refusal-words.ts';
import { faultWords } from './damaged.ts';
import type { ApprovalFinding, Verification } from './verification.ts';
import {
  anchorWords,
  entryWord,
  lookKinds,
  lookWords,
  sealWords,
  unprovedWords,
  verificationWords as words,
} from './verification-words.ts';

/** So many seals and anchors are listed, the latest; all others are in the JSON. */
const mostListed = 5;

const approvalWords: Readonly<Record<ApprovalFinding['verdict'], Text>> = {
  ...refusalWords,
  holds: words.holds,
  'own-allowed': words.ownAllowed,
  emergency: words.emergency,
  'no-approval': words.noApproval,
};

/** A verification as lines for people, the answer first. */
export function verificationLines(found: Verification, lang: Lang): readonly string[] {
  const { count, instant } = createFormatter(lang);
  const time = (at: string) => instant(new Date(at));
  const { header, head, state } = found;
  const span =
    found.firstAt === null ? '' : `, ${time(found.firstAt)} – ${time(found.lastAt ?? found.firstAt)}`;
  const section = (title: Text, items: readonly string[]) =>
    items.length === 0 ? [] : ['', `${title[lang]}:`, ...items.map((item) => `  ${printable(item)}`)];
  const lineAt = (line: number) => `${words.line[lang].toLowerCase()} ${line}`;
  return [
    printable(header === null ? words.unknownRun[lang] : `${header.procedure} · ${header.run}`),
    '',
    found.verdict === 'whole' ? words.whole[lang] : words.broken[lang],
    `${count(found.entries, entryWord[lang])}${span}. ${state === 'closed' ? words.closed[lang] : words.open[lang]}`,
    ...(head === null ? [] : [`${words.head[lang]}: ${head.seq} ${head.hash}`]),
    ...found.faults.flatMap(({ line, kind, expected, found: actual }) => [
      '',
      `${words.line[lang]} ${line} ${faultWords[kind][lang]}.`,
      `  ${words.expected[lang]}: ${printable(expected)}`,
      `  ${words.found[lang]}: ${printable(actual)}`,
    ]),
    ...(found.faultCount > found.faults.length
      ? ['', `${words.moreFaults[lang]}: ${found.faultCount - found.faults.length}`]
      : []),
    ...section(
      words.outside,
      found.outside.map(
        ({ head: hash, from, found: isThere }) =>
          `${hash} (${from}) ${isThere ? words.inChain[lang] : words.notInChain[lang]}`,
      ),
    ),
    ...section(
      words.seals,
      found.seals
        .slice(-mostListed)
        .map(
          ({ line, at, holder, keyId, verdict }) =>
            `${lineAt(line)}, ${time(at)}, ${holder ?? keyId.slice(0, 16)}: ${sealWords[verdict][lang]}`,
        ),
    ),
    ...section(
      words.anchors,
      found.anchors.slice(-mostListed).map(({ line, at, stampedAt, method, note, seq, verdict }) => {
        const covers = verdict === 'holds' ? `, ${words.coversTo[lang]} ${seq}` : '';
        return `${lineAt(line)}, ${time(stampedAt ?? at)}, ${method} (${note}): ${anchorWords[verdict][lang]}${covers}`;
      }),
    ),
    ...section(
      words.approvals,
      found.approvals.map(
        ({ line, approver, role, verdict }) =>
          `${lineAt(line)}${approver === null ? '' : `, ${approver} (${role})`}: ${approvalWords[verdict][lang]}`,
      ),
    ),
    ...section(
      words.looks,
      found.looks.map(
        ({ line, what, by, verdict }) =>
          `${lineAt(line)}, ${lookKinds[what][lang]}, ${by ?? '?'}: ${lookWords[verdict][lang]}`,
      ),
    ),
    ...section(words.unfinished, found.unfinished.first),
    ...section(
      words.clock,
      found.clock.first.map(({ line, from, to }) => `${lineAt(line)}: ${from} → ${to}`),
    ),
    ...(found.unproved.length === 0 && found.verdict === 'whole' ? ['', words.nothingUnproved[lang]] : []),
    ...section(
      words.unproved,
      found.unproved.map((code) => `- ${unprovedWords[code][lang]}`),
    ),
  ];
}

/** What a file says must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
