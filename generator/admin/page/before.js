/* Runs before Decap CMS: it is told to wait for its configuration, and that nobody has to log in on this machine. */
window.CMS_MANUAL_INIT = true;
window.localStorage.setItem('decap-cms-user', JSON.stringify({ backendName: 'proxy' }));
