import type { FormField, FormPart } from '../../figures/procedure-form.ts';
import type { FieldIssue, FilledForm } from '../../figures/procedure-values.ts';
import type { ReferenceOption, ReferenceOptions } from '../../figures/reference-options.ts';
import { type Content, type Html, html } from '../html.ts';
import { capitalise } from '../parts/capitalise.ts';
import { prose } from '../parts/prose.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';

const words = {
  required: { sv: 'måste anges', en: 'required' },
  none: { sv: 'Inget valt', en: 'Nothing chosen' },
  perLine: { sv: 'En på varje rad', en: 'One on each line' },
  wrong: (found: Value, expected: Value) => ({
    sv: `Här står ${found}, men det ska vara ${expected}.`,
    en: `Found ${found}; expected ${expected}.`,
  }),
  missing: (expected: Value) => ({ sv: `Fyll i ${expected}.`, en: `Fill in ${expected}.` }),
  empty: { sv: 'Fyll i det här fältet.', en: 'Fill in this field.' },
  nearest: (name: Value) => ({ sv: `Menade du \`${name}\`?`, en: `Did you mean \`${name}\`?` }),
  secret: (flag: Value) => ({
    sv: `Hemligt, och skrivs aldrig här. Lägg det i en fil som bara du får läsa, och ange filen med \`--${flag}\`.`,
    en: `Secret, and never written here. Put it in a file that only you may read, and name the file by \`--${flag}\`.`,
  }),
  beyond: (flag: Value) => ({
    sv: `Mer än ett formulär kan fråga efter. Ange det som JSON med \`--${flag}\`.`,
    en: `More than a form can ask for. Give it as JSON by \`--${flag}\`.`,
  }),
  all: { sv: 'Fyll i alla, eller inget', en: 'Fill in all of it, or nothing' },
  mend: {
    sv: { one: 'fält behöver rättas', other: 'fält behöver rättas' },
    en: { one: 'field must be mended', other: 'fields must be mended' },
  },
  targets: { sv: 'Bara de här servrarna', en: 'Only these servers' },
  targetsHint: {
    sv: 'Id eller uttryck, som `service:treserva,!treserva-db-1`. Lämna tomt om fälten ovan räcker; alla servrar går bara med `--all`.',
    en: 'Ids or an expression, such as `service:treserva,!treserva-db-1`. Leave it empty where the fields above will do; all servers only with `--all`.',
  },
  ticket: { sv: 'Ärende', en: 'Ticket' },
  ticketHint: {
    sv: 'Ärendets nummer, så att körningen går att hitta därifrån.',
    en: 'Number of the ticket, so that the run can be found from there.',
  },
  show: { sv: 'Visa kommandot', en: 'Show the command' },
};

/** Names of the form's own fields in the address, besides those of the parameters. */
export const runFields = { targets: 'targets', ticket: 'ticket', asked: 'visa' } as const;

export interface ProcedureFormData {
  /** Path of the page, with the fragment of what is shown. */
  readonly action: string;
  readonly parts: readonly FormPart[];
  /** What stands in a field. */
  readonly text: (name: string) => string;
  readonly options: ReferenceOptions;
  /** Empty before the form was sent. */
  readonly issues: FilledForm['issues'];
}

/** The form of a procedure: a field for each parameter, whatever the procedure. */
export function procedureForm(data: ProcedureFormData, view: View): Html {
  const t = speak(words, view.lang);
  return html`<form class="ask" action="${data.action}" method="get">
${data.parts.map((part) => html`${formPart(part, data, view)}\n`)}
${ownField(runFields.targets, t.targets, t.targetsHint, '--targets', data)}
${ownField(runFields.ticket, t.ticket, t.ticketHint, '--ticket', data)}
<p><button type="submit" name="${runFields.asked}" value="kommando">${t.show}</button></p>
</form>`;
}

/** What must be mended, with links to where. */
export function issueSummary({ parts, issues }: ProcedureFormData, view: View): Content {
  if (issues.size === 0) return null;
  const t = speak(words, view.lang);
  const fields = parts.flatMap((part) => part.fields).filter(({ name }) => issues.has(name));
  return html`<div class="note finding" role="alert"><p><b>${t.mend(fields.length)}</b></p><ul>${fields.map(
    ({ name, says }) => html`<li><a href="#${idOf(name)}">${says[view.lang]}</a></li>`,
  )}</ul></div>`;
}

function formPart({ parameter, kind, fields }: FormPart, data: ProcedureFormData, view: View): Html {
  const { lang } = view;
  const t = speak(words, lang);
  const { flag, says, isRequired } = parameter;
  if (kind === 'field') return html`${fields.map((field) => fieldView(field, `--${flag}`, data, view))}`;
  if (kind === 'group') {
    return html`<fieldset><legend>${says[lang]}${isRequired && html` <span class="tag">${t.required}</span>`}</legend>
<p class="hint">${t.all} · <code>--${flag}</code></p>
${fields.map((field) => fieldView(field, null, data, view))}</fieldset>`;
  }
  const said = kind === 'secret' ? t.secret(flag) : t.beyond(flag);
  return html`<div class="untold"><b>${says[lang]}</b>${isRequired && html` <span class="tag">${t.required}</span>`}<p class="hint">${prose(said)}</p></div>`;
}

function fieldView(field: FormField, flag: string | null, data: ProcedureFormData, view: View): Html {
  const { lang } = view;
  const t = speak(words, lang);
  const id = idOf(field.name);
  const issue = data.issues.get(field.name);
  const isNeeded = field.isRequired && field.path.length === 1;
  const hint = capitalise(field.expected[lang]);
  return html`<div class="asked${issue !== undefined && ' wrong'}"><label for="${id}"><span>${field.says[lang]}${isNeeded && html` <span class="tag">${t.required}</span>`}</span></label>
<p class="hint" id="${id}-far">${field.kind === 'list' && html`${t.perLine}. `}${prose(hint)}${flag !== null && html` · <code>${flag}</code>`}</p>
${issue !== undefined && html`<p class="wrong-why" id="${id}-fel">${prose(told(issue, lang))}</p>`}
${input(field, data, issue !== undefined, view)}</div>`;
}

function told({ found, expected, nearest }: FieldIssue, lang: View['lang']): string {
  const t = speak(words, lang);
  if (found.en === 'nothing') return expected.en === 'text' ? t.empty : t.missing(expected[lang]);
  const said = t.wrong(found[lang], expected[lang]);
  return nearest === null ? said : `${said} ${t.nearest(nearest)}`;
}

function input(field: FormField, { text, options }: ProcedureFormData, isWrong: boolean, view: View): Html {
  const id = idOf(field.name);
  const value = text(field.name);
  const told = html` aria-describedby="${id}-far${isWrong && ` ${id}-fel`}"${isWrong && html` aria-invalid="true"`}`;
  const offered = field.refersTo === null ? null : options[field.refersTo];
  if (offered !== null) return choice(field, value, offered, told, view);
  if (field.kind === 'choice') {
    const values = field.choices.map((one) => ({ value: one, name: one, within: null }));
    return choice(field, value, values, told, view);
  }
  if (field.kind === 'lines' || field.kind === 'list') {
    return html`<textarea id="${id}" name="${field.name}" rows="${field.kind === 'list' ? 4 : 6}" spellcheck="false"${told}>${'\n'}${value}</textarea>`;
  }
  const { minimum, maximum, maxLength } = field.schema;
  const isNumber = field.kind === 'number';
  const type = isNumber ? 'number' : field.schema['format'] === 'date' ? 'date' : 'text';
  return html`<input id="${id}" name="${field.name}" type="${type}" value="${value}" autocomplete="off" spellcheck="false"${isNumber && typeof minimum === 'number' && html` min="${minimum}"`}${isNumber && typeof maximum === 'number' && html` max="${maximum}"`}${isNumber && field.schema['type'] === 'number' && html` step="any"`}${typeof maxLength === 'number' && html` maxlength="${maxLength}"`}${told}>`;
}

function choice(
  { name, initial }: FormField,
  value: string,
  offered: readonly ReferenceOption[],
  told: Html,
  view: View,
): Html {
  const t = speak(words, view.lang);
  const isListed = value === '' || offered.some((one) => one.value === value);
  const all = isListed ? offered : [...offered, { value, name: value, within: null }];
  const groups = Map.groupBy(all, ({ within }) => within);
  const option = (one: ReferenceOption) =>
    html`<option value="${one.value}"${one.value === value && html` selected`}>${one.name}${one.name !== one.value && html` (${one.value})`}</option>`;
  return html`<select id="${idOf(name)}" name="${name}"${told}>${initial === '' && html`<option value="">${t.none}</option>`}${[
    ...groups,
  ].map(([within, members]) =>
    within === null
      ? members.map(option)
      : html`<optgroup label="${within}">${members.map(option)}</optgroup>`,
  )}</select>`;
}

function ownField(
  name: string,
  label: string,
  hint: string,
  flag: string,
  { text }: ProcedureFormData,
): Html {
  const id = idOf(name);
  return html`<div class="asked"><label for="${id}"><span>${label}</span></label>
<p class="hint" id="${id}-far">${prose(hint)} · <code>${flag}</code></p>
<input id="${id}" name="${name}" type="text" value="${text(name)}" maxlength="300" autocomplete="off" spellcheck="false" aria-describedby="${id}-far"></div>
`;
}

const idOf = (name: string): string => `falt-${name.replaceAll('.', '-')}`;
