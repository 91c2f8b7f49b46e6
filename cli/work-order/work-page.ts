import { createFormatter } from '#model/format/formatter.ts';
import type { Lang } from '#model/format/lang.ts';
import { formatDay } from '#model/format/time.ts';
import { arrangeWork, countWork, workStatuses } from '#model/platform/arrange-work.ts';
import type { Responsible, WorkItem, WorkOrder, WorkReason } from '#model/platform/work-order.ts';
import { printable } from '../check/paint.ts';
import { workOrderWords } from './words.ts';

/** An order arranged for people: who does it, on what, and the lines of each item. */
export interface WorkPage {
  /** Site, environment and when it was written. */
  readonly title: string;
  readonly counts: string;
  readonly sections: readonly {
    readonly who: string;
    readonly count: string;
    readonly subjects: readonly { readonly name: string; readonly items: readonly WorkLines[] }[];
  }[];
}

/** One item as it is printed. */
export interface WorkLines {
  readonly mark: 'x' | '!' | ' ';
  readonly what: string;
  readonly details: readonly string[];
}

interface PageOptions {
  readonly lang: Lang;
  /** Name of the organisation. */
  readonly organisation: string;
  /** The declaration folder as it was named, so that places can be clicked. */
  readonly folder: string;
  readonly writtenAt: Date;
}

const marks = { verified: 'x', deviates: '!', 'not-verified': ' ' } as const;

/** Writes an order for people, by who does it and what it is done to. */
export function writeWorkPage(order: WorkOrder, options: PageOptions): WorkPage {
  const words = workOrderWords[options.lang];
  const format = createFormatter(options.lang);
  const { site } = order;
  const counts = countWork(order.items);
  return {
    title: printable(
      [
        words.title,
        options.organisation,
        `${site.name} (${site.id}, ${words.hypervisors[site.hypervisor ?? 'unknown']})`,
        order.environment,
        format.instant(options.writtenAt),
      ].join(' · '),
    ),
    counts: [
      format.count(order.items.length, words.item),
      ...workStatuses.map((status) => format.count(counts[status], words.counts[status])),
    ].join(' · '),
    sections: arrangeWork(order.items).map(({ who, subjects }) => ({
      who: nameWho(who, options.lang),
      count: format.count(
        subjects.reduce((sum, { items }) => sum + items.length, 0),
        words.item,
      ),
      subjects: subjects.map(({ subject, items }) => ({
        name: printable(subject.name),
        items: items.map((item) => describeItem(item, options)),
      })),
    })),
  };
}

function nameWho(who: readonly Responsible[], lang: Lang): string {
  const words = workOrderWords[lang];
  return who.length === 0 ? words.nobody : printable(who.map(({ name }) => name).join(words.together));
}

function describeItem(item: WorkItem, options: PageOptions): WorkLines {
  const { lang } = options;
  const words = workOrderWords[lang];
  const { last, verification } = item;
  const result =
    last.status === 'not-verified'
      ? `${words.how}: ${verification.method === 'agent' ? `${verification.how[lang]} ${last.reason[lang]}` : verification.how[lang]}`
      : `${words[last.status === 'verified' ? 'seen' : 'deviates'](formatDay(last.at), last.by[lang])}: ${last.seen[lang]}`;
  return {
    mark: marks[last.status],
    what: printable(item.what[lang]),
    details: [
      `${words.where}: ${item.where[lang]}`,
      `${words.why}: ${describeReason(item.why, options.folder)}`,
      result,
    ].map(printable),
  };
}

function describeReason({ controls, requirements, decisions, at }: WorkReason, folder: string): string {
  const base = folder === '.' ? '' : `${folder.replace(/\/+$/, '')}/`;
  const places = at.map(({ file, line }) => `${base}${file}${line === null ? '' : `:${line}`}`);
  return [...controls, ...requirements, ...decisions, ...places].join(' · ');
}
