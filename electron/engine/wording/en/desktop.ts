/** The desktop application around its window: notifications, dialogs, application menu, updates. */
export const desktop = {
  /** `&` marks the key that opens the menu. */
  menu: { file: '&File', view: '&View', quit: 'Quit Vigilmon', help: '&Help', showLog: 'Show log folder' },
  cannotStart: 'Vigilmon cannot start',
  /** What `--help` prints, and a second start. */
  help: {
    synopsis: '[OPTIONS]',
    about: 'Opens Vigilmon with its window and its icon in the tray.',
    options: {
      data: 'data directory (default: the standard location for this system)',
      port: 'port to listen on (default: as set in the window, else 7464; 0: any free port)',
      config: 'configuration file to apply at startup',
      hidden: 'start in the tray, without the window',
      version: 'print the version',
    },
    alreadyRunning: (file: string) => `Vigilmon is already running, so ${file} was not applied: use vigilmon apply`,
  },
  /** In the list of programs that start at login. */
  autostartComment: 'Monitors web endpoints and background jobs',
  stillRunning: {
    title: 'Vigilmon keeps monitoring',
    tray: 'Its icon in the tray shows the status and reopens the window. To stop it, choose Quit there.',
    menuBar: 'Its icon in the menu bar shows the status and reopens the window. To stop it, choose Quit there.',
    taskbar:
      'This desktop shows no tray icons, so the window was minimized. To stop Vigilmon, press Ctrl+Q in its window.',
  },
  /** Before quitting with a half-filled form. */
  unsaved: {
    message: 'Quit without saving?',
    detail: 'A form in the window has changes that are not saved.',
    quit: 'Quit',
    stay: 'Keep editing',
  },
  /** Buttons of a notification that a monitor is down, or that several are. */
  notificationActions: { acknowledge: 'Acknowledge', mute: 'Mute for 1 hour', acknowledgeAll: 'Acknowledge all' },
  updates: {
    newest: { title: 'Vigilmon is up to date', body: 'There is no newer version.' },
    notFromWithin: {
      title: 'This installation does not update itself',
      body: 'Install a newer version the way you installed this one.',
    },
    unreachable: { title: 'Could not check for updates', body: 'Is this computer online? Try again later.' },
    unreadable: {
      title: 'Could not check for updates',
      body: 'The update server sent an unexpected response. The log has the details.',
    },
    fetching: (version: string) => ({
      title: `Downloading Vigilmon ${version}`,
      body: 'You will be notified when it is ready.',
    }),
    ready: (version: string) => ({
      title: `Vigilmon ${version} is ready`,
      body: 'It will be installed when you quit Vigilmon.',
    }),
    managed: (version: string) => ({
      title: `Vigilmon ${version} is available`,
      body: 'Install it with your package manager.',
    }),
    failed: (version: string) => ({ title: 'Update failed', body: `Vigilmon ${version} could not be downloaded.` }),
    available: (version: string) => ({ title: `Vigilmon ${version} is available`, body: 'Click to download it.' }),
    question: (version: string) => ({
      message: `Download Vigilmon ${version}?`,
      detail: 'It will be installed when you quit Vigilmon. Monitoring continues until then.',
      yes: 'Download',
      no: 'Not now',
    }),
  },
};
