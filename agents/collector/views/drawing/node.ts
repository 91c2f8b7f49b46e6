import { fitText, wrapText } from '../../figures/measure-text.ts';
import type { Box } from '../../figures/route.ts';
import { type Html, html } from '../html.ts';

export interface NodeOptions {
  readonly box: Box;
  readonly name: string;
  /** Smaller lines below the name. */
  readonly lines?: readonly string[];
  /** Where the name leads. */
  readonly href?: string;
  /** The one that the picture is of, or one that weighs more: drawn with a heavier edge. */
  readonly strong?: boolean;
}

const nameSize = 15;
const lineSize = 13;
const lineHeight = 17;
const inset = 10;

/** A box with a name and what belongs to it; what does not fit is cut, and said in full to those who point at it. */
export function node({ box, name, lines = [], href, strong = false }: NodeOptions): Html {
  const { x, y, width, height } = box;
  const room = width - 2 * inset;
  const nameLines = wrapText(name, room, nameSize, Math.floor((height - 6) / lineHeight) - lines.length);
  const block = nameSize + (nameLines.length - 1 + lines.length) * lineHeight;
  const first = y + (height - block) / 2 + nameSize - 2;
  const at = (index: number) => round(first + index * lineHeight);
  const text = html`<text class="name">${nameLines.map(
    (line, index) =>
      html`<tspan x="${x + inset}" y="${at(index)}">${line}${index < nameLines.length - 1 && ' '}</tspan>`,
  )}</text>`;
  const isCut = nameLines.at(-1)?.endsWith('…') === true && !name.endsWith('…');
  const title = isCut && html`<title>${name}</title>`;
  return html`<g class="node${strong && ' strong'}"><rect x="${x}" y="${round(y)}" width="${width}" height="${round(height)}" rx="4"/>${
    href === undefined
      ? html`${title}${text}`
      : html`<a href="${href}"${isCut && html` aria-label="${nameLines.join(' ')}: ${name}"`}>${title}${text}</a>`
  }${lines.map(
    (line, index) =>
      html`<text class="line-text" x="${x + inset}" y="${at(nameLines.length + index)}">${fitText(line, room, lineSize)}</text>`,
  )}</g>\n`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
