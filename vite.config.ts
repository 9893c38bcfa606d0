import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	plugins: [
		sveltekit({
			adapter: adapter({ pages: 'build', assets: 'build', fallback: '404.html', precompress: true })
		})
	],
	build: { target: 'es2023' },
	server: { proxy: { '/relay.json': 'http://localhost:8787', '/p2p': { target: 'ws://localhost:8787', ws: true } } },
	test: {
		include: ['test/**/*.test.ts'],
		exclude: ['test/e2e/**', 'test/bench/**'],
		environment: 'node',
		testTimeout: 30_000
	}
});
