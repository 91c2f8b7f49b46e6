import { z } from 'zod';
import { Id, Label, patterned } from './values.ts';

/** A telephone number as it is dialled in Sweden or from abroad: `070-174 06 10`, `+46 8 465 004 10`. */
const PhoneNumber = patterned(
  /^(?=(?:\D*\d){3,15}\D*$)(\+|\d)[\d -]*\d$/,
  'a telephone number such as `070-174 06 10` or `+46 70 174 06 10`',
);

/** One number to call at any hour that something stops: a function's, so that it outlives who has the telephone. */
export const OnCallContact = z.strictObject({
  name: Label.describe('Funktionen som svarar, aldrig en persons namn'),
  phone: PhoneNumber.describe('Funktionens nummer, inte en persons eget'),
  hours: Label.describe('När någon svarar: dygnet runt, vardagar 07.00–16.00'),
  services: z.array(Id).default([]).describe('Tjänsterna det gäller; alla där det utelämnas'),
});
export type OnCallContact = z.infer<typeof OnCallContact>;
