/** Wording for the fields of a definition. Missing words for a field, a choice or an option are compile errors. */
import type { Fields, ValuesOf } from '../../electron/contract/fields/field.ts';
import type { Assertion } from '../../electron/contract/model/monitor.ts';
import type { Secret } from '../../electron/contract/model/secret.ts';

export interface Label {
  readonly label: string;
  readonly hint?: string;
  /** A placeholder in place of the field's own, such as `Never`. */
  readonly placeholder?: string;
}

/** For the fields of a definition; tokens are not part of a form. */
export type FieldTexts<F extends Fields> = TextsOf<Omit<ValuesOf<F>, TokensOf<F>>>;
type TokensOf<F> = { [K in keyof F]: F[K] extends { readonly type: 'token' } ? K : never }[keyof F];

type TextsOf<Values> = { readonly [K in keyof Values]: TextOf<NonNullable<Values[K]>, Values[K]> };

/** In brackets, so that a union does not distribute. */
type TextOf<V, Given> = [V] extends [boolean]
  ? Label
  : [V] extends [string | number]
    ? TextOfScalar<V, Given>
    : [V] extends [Secret | readonly Assertion[] | readonly unknown[]]
      ? Label
      : string extends keyof V
        ? Label
        : [V] extends [{ readonly type: string }]
          ? TextOfVariant<V> & NoneText<Given>
          : Label & { readonly fields: TextsOf<V> };
type TextOfScalar<V extends string | number, Given> = string extends V
  ? Label
  : number extends V
    ? Label
    : Label & { readonly choices: Readonly<Record<V, string>> } & NoneText<Given>;
type TextOfVariant<V extends { readonly type: string }> = Label & {
  readonly options: {
    readonly [T in V['type']]: {
      readonly label: string;
      readonly fields: TextsOf<Omit<Extract<V, { readonly type: T }>, 'type'>>;
    };
  };
};
/** The label of no choice at all. */
type NoneText<Given> = null extends Given ? { readonly none: string } : unknown;

/** The same with the fields erased from its type: for components that show any field. */
export interface FieldText extends Label {
  readonly choices?: Readonly<Record<string | number, string>>;
  readonly none?: string;
  readonly fields?: FieldTextRow;
  readonly options?: Readonly<Record<string, { readonly label: string; readonly fields: FieldTextRow }>>;
}
export type FieldTextRow = Readonly<Record<string, FieldText>>;
