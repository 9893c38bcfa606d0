/**
 * Asks the service worker to keep the code this page has loaded so far. The first visit loads the
 * engine before any worker watches; without this, that visit could not be repeated offline.
 */
export async function keepForOffline(): Promise<void> {
	if (!('serviceWorker' in navigator)) return;
	const registration = await navigator.serviceWorker.ready;
	const urls = performance
		.getEntriesByType('resource')
		.map((entry) => entry.name)
		.filter((url) => url.startsWith(location.origin) && url.includes('/_app/immutable/'));
	registration.active?.postMessage({ keep: urls });
}
