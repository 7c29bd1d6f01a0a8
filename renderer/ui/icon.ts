/** What an icon of @lucide/svelte takes from us; it is silent, since a word stands beside it or labels its button. */
import type { Component } from 'svelte';

export type IconComponent = Component<{ size: number; strokeWidth: number; 'aria-hidden': 'true' }>;
