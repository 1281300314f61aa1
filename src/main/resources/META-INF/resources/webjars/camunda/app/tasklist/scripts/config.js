// The name in the header, no welcome message, and our own log-in in place of Camunda's.
export default {
  app: { name: 'Tasklist', vendor: 'WeGO' },
  customScripts: ['scripts/wego-login.js', 'scripts/wego-links.js'],
  disableWelcomeMessage: true,
  locales: { availableLocales: ['en'], fallbackLocale: 'en' },
  shortcuts: {
    claimTask: { key: 'ctrl+alt+c', description: 'claims the currently selected task' },
    focusFilter: { key: 'ctrl+shift+f', description: 'set the focus to the first filter in the list' },
    focusList: { key: 'ctrl+alt+l', description: 'sets the focus to the first task in the list' },
    focusForm: { key: 'ctrl+alt+f', description: 'sets the focus to the first input field in a task form' },
    startProcess: { key: 'ctrl+alt+p', description: 'opens the start process modal dialog' }
  }
};
