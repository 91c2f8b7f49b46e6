/** A device's maker and model as one name; the maker is not said twice where the model begins with it (`HP EliteBook`). */
export function modelName({
  manufacturer,
  model,
}: {
  readonly manufacturer: string | null;
  readonly model: string | null;
}): string | null {
  if (manufacturer === null || model === null) return model ?? manufacturer;
  const begins = `${model} `.toLowerCase().startsWith(`${manufacturer} `.toLowerCase());
  return begins ? model : `${manufacturer} ${model}`;
}
