/** Whether some text holds what somebody sought, in whatever case; anything does where nothing was sought. */
export type TextMatch = (...texts: readonly (string | null | undefined)[]) => boolean;

/** A match for what was sought, by the letters of Swedish. */
export function matchText(sought: string): TextMatch {
  const lower = sought.toLocaleLowerCase('sv');
  if (lower === '') return () => true;
  return (...texts) => texts.some((text) => text?.toLocaleLowerCase('sv').includes(lower) === true);
}
