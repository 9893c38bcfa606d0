import { registerHooks } from 'node:module';

/** A module of the engine, and what the engine gets in its place. Paths are relative to `src/p2p/` and to this folder. */
export interface Swap {
	readonly module: string;
	readonly by: string;
}

const ENGINE = new URL('../../src/p2p/', import.meta.url).href;

/** What every run swaps: the verifier, for a memo of it. */
const VERIFIER = new URL('seeded-ed25519.ts', import.meta.url).href;

/** Lets the engine, and only the engine, load other modules than it asks for. Call it before loading it. */
export function swapModules(swaps: readonly Swap[]): void {
	const byUrl = new Map(
		swaps.map(({ module, by }) => [new URL(module, ENGINE).href, new URL(by, import.meta.url).href])
	);
	registerHooks({
		resolve(specifier, context, nextResolve) {
			const resolved = nextResolve(specifier, context);
			if (!context.parentURL?.startsWith(ENGINE)) return resolved;
			if (specifier === '@noble/curves/ed25519.js' && context.parentURL.endsWith('/signature.ts'))
				return { ...resolved, url: VERIFIER };
			return { ...resolved, url: byUrl.get(resolved.url) ?? resolved.url };
		}
	});
}
