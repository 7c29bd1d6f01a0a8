/** Codes with facts: what is stored and handed around in place of words. A map of facts (code -> facts) makes a closed union. */
export type Coded<M> = { readonly [C in keyof M]: { readonly code: C; readonly facts: M[C] } }[keyof M];

/** For a code that says everything by itself. */
export type NoFacts = Readonly<Record<string, never>>;
