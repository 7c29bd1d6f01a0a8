/** Codes with facts, stored and passed around instead of words. A map from code to facts makes a closed union. */
export type Coded<M> = { readonly [C in keyof M]: { readonly code: C; readonly facts: M[C] } }[keyof M];

/** For a code without facts. */
export type NoFacts = Readonly<Record<string, never>>;
