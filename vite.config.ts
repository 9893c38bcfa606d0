import { fileURLToPath } from 'node:url';
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

/** With HEARSAY_STAGE_SET, screens are built on a scripted engine instead of the real one. */
const isStageSet = process.env['HEARSAY_STAGE_SET'] === '1';
const out = isStageSet ? 'dist/stage-set' : 'build';
const stageSet = {
	find: /^.*\/p2p\/(index|library)\.ts$/,
	replacement: fileURLToPath(new URL('test/fixtures/scripted-engine.ts', import.meta.url))
};

export default defineConfig({
	plugins: [
		sveltekit({
			adapter: adapter({ pages: out, assets: out, fallback: '404.html', precompress: !isStageSet }),
			...(isStageSet ? { outDir: '.svelte-kit/stage-set' } : {}),
			csp: {
				mode: 'hash',
				directives: {
					'default-src': ['self'],
					'script-src': ['self'],
					/* Style attributes, through which a component passes a measure to its CSS. */
					'style-src': ['self', 'unsafe-inline'],
					'connect-src': ['self', 'ws:', 'wss:'],
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
	resolve: { alias: isStageSet ? [stageSet] : [] },
	build: { target: 'es2023' },
	worker: { format: 'es' },
	server: {
		proxy: { '/relay.json': 'http://localhost:8787', '/p2p': { target: 'ws://localhost:8787', ws: true } }
	},
	test: {
		include: ['test/**/*.test.ts'],
		exclude: ['test/e2e/**', 'test/bench/**'],
		environment: 'node',
		testTimeout: 30_000
	}
});
