import type { Service } from '#model/declaration/service.ts';
import type { Lang } from '#model/format/lang.ts';
import { type Html, html } from '../html.ts';
import { classAspects, classWords, levelWords } from '../services/vocabulary.ts';
import { missing } from './not-measured.ts';

/** K 3 R 3 T 3 S 3: levels from three on are set in bold, and each is said in full to those who hear the page. */
export function classMark(classification: Service['classification'], lang: Lang): Html {
  if (classification === undefined) return missing(lang);
  return html`<span class="class">${classAspects.map((aspect) => {
    const level = classification[aspect];
    if (level === undefined) return null;
    const said = `${classWords[aspect][lang]} ${level}, ${levelWords[level]?.[lang] ?? ''}`;
    return html`<span title="${said}"><b aria-hidden="true">${aspect.toUpperCase()}</b><span aria-hidden="true"${level >= 3 && html` class="strong"`}>${level}</span><span class="heard">${said}</span></span> `;
  })}</span>`;
}
