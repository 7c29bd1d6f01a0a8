/** A container of Docker or Podman: whether it runs, and is healthy where it has a health check. */
import { assertions, optional, text } from '../fields/field.ts';
import { problem, type Problem } from '../problems.ts';
import { completeProbed, defineMonitor, localFields, probedProblems } from './definition.ts';

const form = /^(?:docker|podman|container):(?:\/\/)?([\w][\w.-]*)\/?$/iu;

export const container = defineMonitor({
  kind: 'container',
  version: 1,
  observedBy: 'probe',
  fields: {
    /** Its name or id; null: those with the label. */
    container: optional(text({ longest: 200, placeholder: 'shop-db' })),
    /** `name` or `name=value`: all containers that have it, of which there is at least one. */
    label: optional(text({ longest: 500, placeholder: 'com.docker.compose.project=shop' })),
    /** The socket of the container engine; null: where Docker and Podman have it. */
    socket: optional(text({ longest: 1_000, placeholder: '/var/run/docker.sock' })),
    ...localFields,
    assertions: assertions(['restarts', 'responseTime']),
  },
  rarely: ['socket'],
  addressWords: ['docker', 'podman', 'container'],
  fromAddress(typed) {
    const [, name] = form.exec(typed) ?? [];
    return name === undefined ? null : { container: name };
  },
  target: ({ container: name, label }) => (name === null ? `docker://?label=${label ?? ''}` : `docker://${name}`),
  shownTarget: ({ container: name, label }) => name ?? label ?? '',
  hostOf: () => null,
  defaultName: ({ container: name, label }) => name ?? label ?? '',
  unnamed: 'Container',
  figures: ['restarts'],
  hasPhases: false,
  complete: completeProbed,
  problems(values) {
    const found: Record<string, Problem> = { ...probedProblems(values) };
    if ((values.container === null) === (values.label === null)) found.container = problem('container-or-label');
    return found;
  },
});
