/**
 * The props of an icon of @lucide/svelte that we use; it is hidden from screen readers, since text next to it or the
 * button's label says the same.
 */
import type { Component } from 'svelte';

export type IconComponent = Component<{ size: number; strokeWidth: number; 'aria-hidden': 'true' }>;
