/** Views that the first paint does not need, in a file of their own so that the overview appears sooner. */
export { default as AlertsView } from './alerts/AlertsView.svelte';
export { default as DiscoveryView } from './discovery/DiscoveryView.svelte';
export { default as ChannelDialog } from './alerts/ChannelDialog.svelte';
export { default as EditorView } from './editor/EditorView.svelte';
export { default as ExportDialog } from './transfer/ExportDialog.svelte';
export { default as ImportDialog } from './transfer/ImportDialog.svelte';
export { default as IncidentsView } from './incidents/IncidentsView.svelte';
export { default as IncidentView } from './incidents/IncidentView.svelte';
export { default as MaintenanceDialog } from './alerts/MaintenanceDialog.svelte';
export { default as MonitorView } from './monitor/MonitorView.svelte';
export { default as MuteUntilDialog } from './MuteUntilDialog.svelte';
export { default as SelectionBar } from './overview/SelectionBar.svelte';
export { default as SelectionView } from './overview/SelectionView.svelte';
export { default as SettingsView } from './settings/SettingsView.svelte';
