declare const brand: unique symbol

/** A value that only its own parser may make: `Brand<string, "SpiffeId">` is a string that was checked. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name }
