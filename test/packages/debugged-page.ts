/** The page of a packaged program, by its debugging port: Playwright cannot attach to one, whose fuses forbid it. */
import { expect } from 'vitest';

const soon = { timeout: 30_000 };

interface DebuggedPage {
  /** The button with this text. Resolves when it is there and has been pressed. */
  readonly press: (name: string) => Promise<void>;
  /** Resolves when the page shows it. */
  readonly see: (text: string) => Promise<void>;
  readonly close: () => void;
}

export async function openDebuggedPage(port: number): Promise<DebuggedPage> {
  let address = '';
  await expect
    .poll(async () => {
      address = await pageAddress(port);
      return address;
    }, soon)
    .not.toBe('');
  const socket = new WebSocket(address);
  await new Promise((resolve) => {
    socket.addEventListener('open', resolve, { once: true });
  });
  const evaluate = (expression: string): Promise<unknown> =>
    new Promise((resolve) => {
      socket.addEventListener(
        'message',
        ({ data }) => {
          const answer = JSON.parse(String(data)) as { result?: { result?: { value?: unknown } } };
          resolve(answer.result?.result?.value);
        },
        { once: true },
      );
      socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression } }));
    });
  const pressing = (name: string): string => `(() => {
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === ${JSON.stringify(name)});
    button?.click();
    return button !== undefined;
  })()`;
  return {
    press: (name) => expect.poll(() => evaluate(pressing(name)), soon).toBe(true),
    see: (text) => expect.poll(() => evaluate('document.body.innerText'), soon).toContain(text),
    close() {
      socket.close();
    },
  };
}

/** Empty: it has none yet. */
async function pageAddress(port: number): Promise<string> {
  try {
    const answer = await fetch(`http://127.0.0.1:${String(port)}/json`);
    const targets = (await answer.json()) as readonly { type: string; webSocketDebuggerUrl: string }[];
    return targets.find(({ type }) => type === 'page')?.webSocketDebuggerUrl ?? '';
  } catch {
    return ''; // it has not opened the port yet
  }
}
