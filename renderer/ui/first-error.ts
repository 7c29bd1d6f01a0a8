import { tick } from 'svelte';

/** Moves to the first field of a refused form that is wrong, or to what is said above all fields. */
export async function showFirstError(form: HTMLElement): Promise<void> {
  await tick();
  const field = form.querySelector<HTMLElement>('[aria-invalid=true]');
  (field ?? form.querySelector<HTMLElement>('[role=alert]'))?.scrollIntoView({ block: 'center' });
  field?.focus();
}
