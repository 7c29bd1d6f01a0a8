import { mount } from 'svelte';
import App from './App.svelte';
import { connect } from './api.ts';
import { locales } from './language.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/checkbox.css';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');
document.documentElement.lang = locales.language;
mount(App, { target, props: { connection: connect(window) } });
