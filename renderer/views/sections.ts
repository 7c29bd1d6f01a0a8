/**
 * The sections of the views that have several, by the names that addresses have for them: `#/settings/backups`. An
 * address leads to its section as soon as the view has rendered it.
 */
import type { Router } from '../state/router.svelte.ts';
import { text } from '../text/text.ts';
import { showSection } from './show-section.ts';

const { alerts, channels, digest, locations, maintenance, mutes, rules, settings, transfer } = text;

/** Their headings, from top to bottom. */
export const sections = {
  alerts: {
    channels: channels.title,
    rules: rules.title,
    mutes: mutes.title,
    maintenance: maintenance.title,
    digest: digest.title,
    deliveries: alerts.deliveries,
  },
  settings: {
    general: settings.general,
    shortcut: settings.shortcut.title,
    updates: settings.updates.title,
    listener: settings.listener.title,
    commands: settings.commands.title,
    commandLine: settings.commandLine.title,
    api: settings.api.title,
    locations: locations.title,
    pingKey: settings.pingKey.title,
    notifications: settings.notifications,
    retention: settings.keeping,
    connectivity: settings.connectivity,
    transfer: transfer.title,
    backups: settings.backups.title,
    about: settings.program,
  },
} as const;

export type SectionedView = keyof typeof sections;
export type SectionName<V extends SectionedView> = keyof (typeof sections)[V] & string;

/** Also if the address has it already and it was scrolled away. */
export function goToSection<V extends SectionedView>(
  router: Pick<Router, 'go'>,
  view: V,
  section: SectionName<V>,
): void {
  router.go({ view, section });
  showSection(titleOf(view, section));
}

/** Empty: there is no such section. */
export function titleOf(view: SectionedView, section = ''): string {
  return (sections[view] as Readonly<Record<string, string>>)[section] ?? '';
}
