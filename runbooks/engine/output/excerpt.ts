/** How output is cut is told in the model, since the collector shows it too. */
export { createExcerpt, type Excerpt } from '#model/runs/excerpt.ts';
