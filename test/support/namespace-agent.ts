/**
 * What a test has running inside a network namespace, told by lines on its standard input, answered by lines of JSON.
 * `serve ADDRESS PORT`: a site with a status (a line sets it) and an anchor, `/generate_204`.
 * `call URL TOKEN`: calls the API there; a line is `group.method` and the JSON of its input.
 */
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

const [role = '', address = '', other = ''] = process.argv.slice(2);
const lines = createInterface({ input: process.stdin });
const answer = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

if (role === 'serve') serve();
else call();

function serve(): void {
  let status = 200;
  lines.on('line', (line) => {
    status = Number(line);
    answer(status);
  });
  const server = createServer(({ url }, response) => {
    response.writeHead(url === '/generate_204' ? 204 : status).end();
  });
  server.listen(Number(other), address, () => answer('ready'));
}

function call(): void {
  lines.on('line', (line) => {
    const space = line.indexOf(' ');
    void ask(line.slice(0, space), line.slice(space + 1)).then(answer);
  });
  answer('ready');
}

async function ask(method: string, body: string): Promise<unknown> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${other}` };
  const response = await fetch(`${address}/api/v1/${method}`, { method: 'POST', headers, body });
  return response.json();
}
