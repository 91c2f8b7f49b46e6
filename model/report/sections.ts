import type { z } from 'zod';
import type { Section } from './section.ts';
import type { SectionName, sectionSchemas } from './sections/index.ts';

/** The data type of each section. */
export type SectionData = { readonly [Name in SectionName]: z.infer<(typeof sectionSchemas)[Name]> };

/** The sections known of a device; a missing one was never read. */
export type Sections = { readonly [Name in SectionName]?: Section<SectionData[Name]> };
