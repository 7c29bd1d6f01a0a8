/** Closing the page or quitting the program asks first while a form holds changes that are not saved. */

/** @returns what ends it, with the form. */
export function askBeforeUnload(hasChanges: () => boolean): () => void {
  const ask = (event: BeforeUnloadEvent): void => {
    if (!hasChanges()) return;
    event.preventDefault();
    // What Chromium before 119 goes by.
    Reflect.set(event, 'returnValue', true);
  };
  window.addEventListener('beforeunload', ask);
  return () => window.removeEventListener('beforeunload', ask);
}
