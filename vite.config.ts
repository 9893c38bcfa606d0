import { fileURLToPath } from 'node:url';
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * What tests build besides the app, by HEARSAY_VARIANT: `stage-set`, screens on a scripted engine;
 * `rogue`, a client whose owner took the rules out.
 */
const variants: Readonly<Record<string, readonly { find: RegExp; replacement: string }[]>> = {
	'stage-set': [
		{
			find: /^.*\/p2p\/(index|library|live|own-devices|agenda|replay)\.ts$/,
			replacement: here('test/fixtures/scripted-engine.ts')
		}
	],
	rogue: [
		{ find: /^\.\.\/room\/reducer\.ts$/, replacement: here('test/fixtures/rogue/reducer.ts') },
		{ find: /^\.\/phase\.ts$/, replacement: here('test/fixtures/rogue/phase.ts') },
		{ find: /^\.\/petition\.ts$/, replacement: here('test/fixtures/rogue/petition.ts') },
		{
			find: /^(\.\.\/|\.\.\/\.\.\/p2p\/)room\/permissions\.ts$/,
			replacement: here('test/fixtures/rogue/permissions.ts')
		}
	]
};
const variant = process.env['HEARSAY_VARIANT'];
const out = variant ? `dist/${variant}` : 'build';

export default defineConfig({
	plugins: [
		sveltekit({
			adapter: adapter({ pages: out, assets: out, fallback: '404.html', precompress: !variant }),
			...(variant ? { outDir: `.svelte-kit/${variant}` } : {}),
			csp: {
				mode: 'hash',
				directives: {
					'default-src': ['self'],
					/* WebAssembly may be compiled (Opus, RNNoise); text may not become script. */
					'script-src': ['self', 'wasm-unsafe-eval'],
					/* Style attributes, through which a component passes a measure to its CSS. */
					'style-src': ['self', 'unsafe-inline'],
					/* Relays of one's own, which may be anywhere: their WebSockets, and the directories beside them. */
					'connect-src': ['self', 'ws:', 'wss:', 'http:', 'https:'],
					'img-src': ['self', 'data:', 'blob:'],
					'media-src': ['self', 'blob:'],
					'worker-src': ['self', 'blob:'],
					'object-src': ['none'],
					'base-uri': ['none'],
					'form-action': ['self']
				}
			}
		})
	],
	resolve: {
		alias: [
			/* Speech models run on the processor: half the weight of the runtime that also knows graphics cards. */
			{ find: 'onnxruntime-web/webgpu', replacement: 'onnxruntime-web/wasm' },
			...(variant ? variants[variant]! : [])
		]
	},
	build: { target: 'es2023' },
	worker: { format: 'es' },
	server: {
		proxy: {
			'/relay.json': 'http://localhost:8787',
			'/announcements': 'http://localhost:8787',
			'/signal': { target: 'ws://localhost:8787', ws: true },
			'/p2p': { target: 'ws://localhost:8787', ws: true }
		}
	},
	test: {
		include: ['test/**/*.test.ts'],
		exclude: ['test/e2e/**', 'test/bench/**'],
		environment: 'node',
		setupFiles: ['test/fixtures/property-seed.ts'],
		testTimeout: 120_000
	}
});
