/** A question that is asked before something is done to many things at once, from wherever it was requested. */
export interface Question {
  readonly title: string;
  readonly message: string;
  /** The label of the confirming button. */
  readonly confirm: string;
  readonly run: () => void;
}

export interface Confirmation {
  /** Null: nothing is asked. */
  readonly asked: Question | null;
  readonly ask: (question: Question) => void;
  readonly close: () => void;
}

export function createConfirmation(): Confirmation {
  let asked = $state.raw<Question | null>(null);
  return {
    get asked() {
      return asked;
    },
    ask: (question) => {
      asked = question;
    },
    close: () => {
      asked = null;
    },
  };
}
