/** By then a busy page does it all the same. */
const LATEST_MS = 2_000;
/** For browsers that do not tell when they are idle. */
const SOON_MS = 200;

/** Does something in a quiet moment of the page, once; the returned function drops it. Give it to `onMount`. */
export function whenIdle(task: () => void): () => void {
	if ('requestIdleCallback' in window) {
		const handle = requestIdleCallback(task, { timeout: LATEST_MS });
		return () => cancelIdleCallback(handle);
	}
	const timer = setTimeout(task, SOON_MS);
	return () => clearTimeout(timer);
}
