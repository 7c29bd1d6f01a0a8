/**
 * The inbox page's script. It is served as its own text (`live.toString()`), so it must not refer to anything outside.
 * New entries are added above the others, so that an open email stays in place.
 */
export function live(): void {
  const events = new EventSource('/events');
  const parser = new DOMParser();
  const elementsOf = (html: string): readonly Element[] =>
    Array.from(parser.parseFromString(html, 'text/html').body.children);

  events.addEventListener('entry', ({ data }: MessageEvent<string>) => {
    const { kind, html } = JSON.parse(data) as { kind: string; html: string };
    document.getElementById(kind)?.prepend(...elementsOf(html));
  });
  events.addEventListener('stage', ({ data }: MessageEvent<string>) => {
    const focused = document.activeElement?.closest('p');
    const index =
      focused === null || focused === undefined
        ? -1
        : Array.from(document.querySelectorAll('#stage p')).indexOf(focused);
    document.getElementById('stage')?.replaceChildren(...elementsOf(JSON.parse(data) as string));
    if (index >= 0) document.querySelectorAll('#stage p')[index]?.querySelector('button')?.focus();
  });
  document.getElementById('stage')?.addEventListener('click', (event) => {
    if (!(event.target instanceof HTMLButtonElement)) return;
    event.preventDefault();
    void fetch(event.target.formAction, { method: 'POST', redirect: 'manual' });
  });
}
