/** The theme in effect: the setting, or the desktop's if the setting says so. */
import { themes, type Theme } from '../../electron/contract/model/program.ts';

/** The last setting, so that the first paint does not wait for the engine. */
const storageKey = 'vigilmon.theme';

function readTheme(storage: Storage): Theme {
  const stored = storage.getItem(storageKey);
  return themes.find((theme) => theme === stored) ?? 'system';
}

interface ThemeSwitch {
  readonly set: (theme: Theme) => void;
}

export function createThemeSwitch(window: Window): ThemeSwitch {
  const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
  let theme = readTheme(window.localStorage);
  const show = (): void => {
    const isDark = theme === 'dark' || (theme === 'system' && prefersDark.matches);
    window.document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
  };
  prefersDark.addEventListener('change', show);
  show();
  return {
    set: (next) => {
      theme = next;
      window.localStorage.setItem(storageKey, next);
      show();
    },
  };
}
