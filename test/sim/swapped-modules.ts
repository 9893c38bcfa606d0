import { registerHooks } from 'node:module';

/** A module of the engine (its path in `src/p2p/`), and what stands in its place (its path in this folder). */
export interface Swap {
	readonly module: string;
	readonly by: string;
}

const ENGINE = new URL('../../src/p2p/', import.meta.url).href;
/** The simulated disk keeps what it keeps in the engine's own memory store. */
const DISK = new URL('slow-store.ts', import.meta.url).href;
/** What the engine verifies signatures with, and a memo of it. */
const VERIFIER = import.meta.resolve('@noble/curves/ed25519.js');
const MEMO = new URL('seeded-ed25519.ts', import.meta.url).href;
const SIGNATURES = new URL('identity/signature.ts', ENGINE).href;

/**
 * Lets the engine load other modules than it asks for: a memo in the place of the costly verifier, and
 * whatever a test plants. The simulator itself, what it checks with included, gets the real ones. Call
 * it before the engine is loaded.
 */
export function swapModules(swaps: readonly Swap[]): void {
	const planted = new Map(
		swaps.map(({ module, by }) => [new URL(module, ENGINE).href, new URL(by, import.meta.url).href])
	);
	registerHooks({
		resolve(specifier, context, nextResolve) {
			const resolved = nextResolve(specifier, context);
			const parent = context.parentURL ?? '';
			if (parent === SIGNATURES && resolved.url === VERIFIER) return { ...resolved, url: MEMO };
			const isForEngine = parent.startsWith(ENGINE) || parent === DISK;
			return { ...resolved, url: (isForEngine && planted.get(resolved.url)) || resolved.url };
		}
	});
}
