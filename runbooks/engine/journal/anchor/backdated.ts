/**
 * The journal's clock may be this much behind the authority's. More means that the clock was wrong, or that the
 * journal was written anew later and stamped then: both make its times worth nothing.
 */
export const backdatedSeconds = 600;
