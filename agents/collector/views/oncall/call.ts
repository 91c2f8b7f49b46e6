import type { OnCallContact } from '#model/declaration/on-call.ts';
import { phoneAddress } from '../../figures/phone-address.ts';
import { type Content, type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';

const words = {
  none: {
    sv: 'Ingen är angiven. Skriv jourens nummer i grundval.yaml under operations, onCall.',
    en: 'Nobody is stated. Write the numbers in grundval.yaml under operations, onCall.',
  },
};

/** A number as a button that dials it, with when it is answered; as text where it is more than a number. */
export function callButton(name: string, phone: string, under: Content): Html {
  const dialled = phoneAddress(phone);
  return html`${
    dialled === null
      ? html`<p><b>${name}</b> ${phone}</p>`
      : html`<a class="call" href="${dialled}"><span>${name}</span><span>${phone}</span></a>`
  }<span class="under">${under}</span>`;
}

/** Those on call for a service, or for all where none is named, in the order they are tried. */
export function onCallNumbers(contacts: readonly OnCallContact[], view: View): Html {
  if (contacts.length === 0) return html`<p class="note">${speak(words, view.lang).none}</p>`;
  return html`<ul>${contacts.map(({ name, phone, hours }) => html`<li>${callButton(name, phone, hours)}</li>`)}</ul>`;
}
