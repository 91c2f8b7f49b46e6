import type { JsonValue, SecretInput } from '#model/platform/rendering.ts';

/**
 * The SDK's argument type of a resource as plain data: outputs and promises are not allowed, since nothing here
 * runs under an engine; an enum is its texts; a text may be a secret that only the configuration has.
 */
export type Body<T> = 0 extends 1 & T ? JsonValue : Plain<T>;

type Plain<T> = T extends string
  ? `${T}` | (string extends T ? SecretInput : never)
  : T extends number | boolean | null | undefined
    ? T
    : T extends PromiseLike<unknown> | { apply(...values: never[]): unknown; get(): unknown }
      ? never
      : T extends readonly (infer Item)[]
        ? readonly Body<Item>[]
        : T extends object
          ? { readonly [Key in keyof T]: Exclude<Body<T[Key]>, undefined> }
          : never;
