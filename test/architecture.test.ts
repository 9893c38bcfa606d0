import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Layers of the engine, and what each may import besides itself. ARCHITECTURE.md draws it. */
const MAY_IMPORT: Record<string, readonly string[]> = {
	base: [],
	identity: ['base'],
	ports: ['base'],
	room: ['base', 'ports'],
	community: ['base', 'room'],
	calendar: ['base', 'room'],
	wire: ['base', 'ports', 'identity', 'room'],
	document: ['base', 'ports', 'identity', 'room', 'wire'],
	storage: ['base', 'ports', 'room', 'wire'],
	verification: ['base', 'ports', 'room', 'wire'],
	transport: ['base', 'ports', 'identity', 'room', 'wire'],
	media: ['base', 'ports', 'api', 'room', 'wire'],
	audience: ['base', 'ports', 'identity', 'room', 'wire'],
	recording: ['base', 'ports', 'api', 'room', 'media'],
	'sound-path': ['base', 'ports', 'identity', 'room', 'wire', 'audience', 'media'],
	api: ['base', 'ports', 'room', 'community', 'calendar'],
	session: [
		'base',
		'ports',
		'api',
		'identity',
		'room',
		'community',
		'wire',
		'document',
		'audience',
		'calendar'
	],
	communities: [
		'base',
		'ports',
		'api',
		'identity',
		'room',
		'community',
		'calendar',
		'wire',
		'document',
		'session'
	],
	'kept-people': ['base', 'ports'],
	blocks: ['base', 'ports', 'api', 'identity', 'room', 'wire', 'kept-people'],
	letters: ['base', 'ports', 'api', 'room', 'wire'],
	identities: ['base', 'ports', 'api', 'identity'],
	follows: ['base', 'ports', 'api', 'room', 'wire', 'kept-people'],
	payments: ['base', 'ports'],
	directory: ['base', 'ports', 'room', 'wire'],
	'live-rooms': ['base', 'ports', 'api', 'wire', 'directory', 'blocks'],
	live: ['base', 'ports', 'api', 'wire', 'storage', 'directory', 'follows', 'live-rooms'],
	'planned-rooms': ['base', 'ports', 'calendar', 'directory', 'wire'],
	'carried-plans': ['base', 'ports', 'planned-rooms', 'wire'],
	'agenda-door': ['base', 'ports', 'api', 'blocks', 'calendar', 'carried-plans', 'follows', 'planned-rooms'],
	agenda: ['base', 'api', 'storage', 'directory', 'agenda-door'],
	'calendar-files': ['base', 'api', 'calendar', 'wire'],
	'kept-file': ['base', 'ports'],
	'room-files': ['base', 'ports', 'api', 'room', 'wire', 'session'],
	rooms: [
		'base',
		'ports',
		'api',
		'identity',
		'room',
		'wire',
		'session',
		'transport',
		'directory',
		'calendar'
	],
	engine: [
		'base',
		'ports',
		'api',
		'identity',
		'room',
		'wire',
		'document',
		'storage',
		'verification',
		'transport',
		'media',
		'audience',
		'recording',
		'sound-path',
		'session',
		'blocks',
		'letters',
		'identities',
		'rooms',
		'communities',
		'kept-file',
		'room-files',
		'calendar',
		'carried-plans',
		'follows',
		'payments'
	],
	'node-sound': ['base', 'ports', 'media', 'audience', 'sound-path', 'rooms'],
	'node-engine': [
		'node-sound',
		'base',
		'ports',
		'api',
		'identity',
		'room',
		'wire',
		'storage',
		'verification',
		'transport',
		'media',
		'audience',
		'sound-path',
		'session',
		'blocks',
		'letters',
		'rooms'
	],
	library: ['base', 'ports', 'api', 'storage', 'community'],
	devices: ['base', 'ports', 'api', 'identity', 'room', 'wire'],
	'own-devices': ['base', 'ports', 'api', 'storage', 'transport', 'directory', 'devices'],
	replay: ['base', 'api', 'recording'],
	index: ['api', 'engine', 'room', 'wire', 'base', 'ports', 'calendar'],
	relay: ['base', 'wire'],
	listener: ['node-engine', 'api', 'base'],
	bots: ['node-engine'],
	app: [
		'index',
		'library',
		'live',
		'agenda',
		'calendar-files',
		'own-devices',
		'replay',
		'api',
		'base',
		'ports',
		'room',
		'community',
		'calendar'
	],
	components: ['app', 'index', 'api', 'base', 'ports', 'room', 'community', 'calendar'],
	routes: ['app', 'components', 'index', 'api', 'base', 'ports', 'room', 'community', 'calendar']
};

/** The layer a source file belongs to, or null for what is not layered (styles, assets). */
function layerOf(path: string): string | null {
	const file = relative(ROOT, path).replaceAll('\\', '/');
	const engine = /^src\/p2p\/([^/]+)/.exec(file)?.[1];
	if (engine) return engine.replace(/\.ts$/, '');
	if (file.startsWith('relay/')) return 'relay';
	if (file.startsWith('listener/')) return 'listener';
	if (file.startsWith('bots/')) return 'bots';
	if (file.startsWith('src/lib/app/')) return 'app';
	if (file.startsWith('src/lib/components/')) return 'components';
	if (file.startsWith('src/routes/')) return 'routes';
	return null;
}

function filesIn(folder: string): string[] {
	return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name));
}

/** Relative and aliased imports of a file, resolved to paths. */
function importsOf(path: string): string[] {
	const source = readFileSync(path, 'utf8');
	const script = path.endsWith('.svelte')
		? [...source.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code).join('\n')
		: source;
	return ts
		.preProcessFile(script, true, true)
		.importedFiles.map(({ fileName }) => resolveImport(path, fileName))
		.filter((target) => target !== null);
}

function resolveImport(from: string, name: string): string | null {
	if (name.startsWith('.')) return resolve(dirname(from), name);
	if (name.startsWith('$lib/')) return join(ROOT, 'src/lib', name.slice(5));
	if (name === '$engine') return join(ROOT, 'src/p2p/index.ts');
	if (name === 'hearsay/engine') return join(ROOT, 'src/p2p/node-engine.ts');
	return null;
}

const FILES = ['src/p2p', 'src/lib', 'src/routes', 'relay', 'listener', 'bots'].flatMap(filesIn);

/** Everything that these files load, themselves included. */
function loadedBy(files: readonly string[]): Set<string> {
	const loaded = new Set<string>();
	const waiting = [...files];
	for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
		if (loaded.has(path) || !existsSync(path)) continue;
		loaded.add(path);
		waiting.push(...importsOf(path));
	}
	return loaded;
}

describe('A1 imports point one way', () => {
	it('finds the sources and their imports', () => {
		expect(FILES.length).toBeGreaterThan(50);
		expect(FILES.flatMap(importsOf).length).toBeGreaterThan(100);
	});

	it('gives every engine file a known layer', () => {
		const unknown = FILES.filter((path) => layerOf(path) && !(layerOf(path)! in MAY_IMPORT));
		expect(unknown.map((path) => relative(ROOT, path))).toEqual([]);
	});

	it('lets no layer import what is beside or above it', () => {
		const wrong = FILES.flatMap((path) => {
			const from = layerOf(path);
			return importsOf(path)
				.map((target) => ({ target, to: layerOf(target) }))
				.filter(({ to }) => from && to && to !== from && !MAY_IMPORT[from]!.includes(to))
				.map(({ target }) => `${relative(ROOT, path)} → ${relative(ROOT, target)}`);
		});
		expect(wrong).toEqual([]);
	});

	it('keeps what only Node has out of what a browser loads', () => {
		const isOfNode = (path: string) => /from '(node:|node-datachannel')/.test(readFileSync(path, 'utf8'));
		const pages = [
			...filesIn('src/routes'),
			join(ROOT, 'src/p2p/index.ts'),
			join(ROOT, 'src/p2p/library.ts'),
			join(ROOT, 'src/p2p/live.ts'),
			join(ROOT, 'src/p2p/agenda.ts')
		];
		expect([...loadedBy(pages)].filter(isOfNode).map((path) => relative(ROOT, path))).toEqual([]);
		expect([...loadedBy([join(ROOT, 'src/p2p/node-engine.ts')])].some(isOfNode)).toBe(true);
	});

	it('keeps Svelte out of the engine', () => {
		const svelte = filesIn('src/p2p').filter((path) => /from ['"]svelte/.test(readFileSync(path, 'utf8')));
		expect(svelte).toEqual([]);
	});
});
