/** A place in a drawing, in pixels from the top left. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle of a drawing. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** How a line runs from one box to another, and where its label stands. */
export interface Route {
  /** From the edge of one box to the edge of the other. */
  readonly points: readonly Point[];
  /** A curve has two points; a bent line runs level and upright, with rounded corners. */
  readonly shape: 'curve' | 'bent';
  readonly label: Point & { readonly anchor: 'start' | 'middle' | 'end' };
}
