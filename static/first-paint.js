// Applies the kept theme and language before the first paint. A file of its own, because the
// page's content security policy allows no inline script.
(() => {
	const root = document.documentElement;
	try {
		const theme = JSON.parse(localStorage.getItem('hearsay.theme') ?? 'null');
		if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
		const language = JSON.parse(localStorage.getItem('hearsay.language') ?? 'null');
		if (typeof language === 'string') root.lang = language;
	} catch {
		/* Blocked storage: the device's own theme and English markup until the app speaks. */
	}
})();
