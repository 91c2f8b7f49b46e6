/**
 * Gives steps of one host their names: a name that comes back has its number, `pending#2`, so that plan, run and
 * resumed run mean the same step by the same name.
 */
export function createStepNames(): (name: string) => string {
  const seen = new Map<string, number>();
  return (name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  };
}
