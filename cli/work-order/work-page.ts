import { compareText } from '#model/compare-text.ts';
import { createFormatter } from '#model/format/formatter.ts';
import type { Lang } from '#model/format/lang.ts';
import { formatDay } from '#model/format/time.ts';
import type { WorkItem, WorkOrder, WorkReason } from '#model/platform/work-order.ts';
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

const statuses = ['verified', 'deviates', 'not-verified'] as const;
const marks = { verified: 'x', deviates: '!', 'not-verified': ' ' } as const;
const subjectOrder = ['site', 'zone', 'service', 'server'] as const;

/** Arranges an order by who does it and what it is done to. */
export function arrangeWork(order: WorkOrder, options: PageOptions): WorkPage {
  const words = workOrderWords[options.lang];
  const format = createFormatter(options.lang);
  const { site } = order;
  const byWho = [...Map.groupBy(order.items, (item) => nameWho(item, options.lang))].sort(([a], [b]) =>
    compareText(a, b),
  );
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
      ...statuses.map((status) =>
        format.count(order.items.filter(({ last }) => last.status === status).length, words.counts[status]),
      ),
    ].join(' · '),
    sections: byWho.map(([who, items]) => ({
      who,
      count: format.count(items.length, words.item),
      subjects: arrangeSubjects(items).map(([first, of]) => ({
        name: printable(first.subject.name),
        items: of.map((item) => describeItem(item, options)),
      })),
    })),
  };
}

function arrangeSubjects(
  items: readonly WorkItem[],
): readonly (readonly [first: WorkItem, of: readonly WorkItem[]])[] {
  return [...Map.groupBy(items, ({ subject }) => `${subjectOrder.indexOf(subject.kind)} ${subject.id}`)]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([, of]) => (of[0] === undefined ? [] : [[of[0], of] as const]));
}

function nameWho({ who }: WorkItem, lang: Lang): string {
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
