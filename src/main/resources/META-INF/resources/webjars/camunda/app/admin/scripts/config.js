// The name in the header, no welcome message, and our own log-in in place of Camunda's.
export default {
  app: { name: 'Accounts', vendor: 'WeGO' },
  customScripts: ['scripts/wego-login.js'],
  disableWelcomeMessage: true,
  locales: { availableLocales: ['en'], fallbackLocale: 'en' }
};
