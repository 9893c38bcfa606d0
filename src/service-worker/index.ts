/**
 * Lets the app open offline. Pages come from the network first, so a new version is there on the
 * next navigation, and from the cache when the network is silent; files with a hash in their name
 * never change and come from the cache first. Nothing is ever swapped under a running room.
 */
import { version } from '$app/env';
import { assets, immutable, prerendered } from '$app/manifest';
import { self } from '$app/service-worker';

const SHELL = `hearsay-shell-${version}`;
const SHELLS_KEPT = 2;
/** A page that takes longer than this is opened from the cache. */
const PAGE_PATIENCE_MS = 3000;

const root = new URL('./', self.location.href);
/** Where other apps share links to. */
const OPEN = new URL('./open/', root).href;
/** Longest text that another app may share; a link stands near its beginning. */
const MAX_SHARED = 10_000;
const pages = prerendered.map(({ path }) => new URL(`.${slashed(path)}`, root).href);

function slashed(path: string): string {
	return path.startsWith('/') ? path : `/${path}`;
}

/** What runs a speech model is larger than all the rest, and kept with the model by those who fetched one. */
const MODELS_PROGRAM = /\/workers\/(transcriber\.worker|assets\/ort-wasm)/;

/**
 * Keeps the whole app, the code that pages load later included: a page that was opened once must find
 * every part of itself without a network.
 */
async function fillShell(): Promise<void> {
	const cache = await caches.open(SHELL);
	const files = [...immutable, ...assets]
		.map(({ path }) => new URL(`.${slashed(path)}`, root).href)
		.filter((file) => !MODELS_PROGRAM.test(file));
	await cache.addAll([...pages.map((page) => new Request(page, { cache: 'reload' })), ...files]);
}

async function dropOldShells(): Promise<void> {
	const shells = (await caches.keys()).filter((name) => name.startsWith('hearsay-shell-')).sort();
	/* The one before stays: a tab of it may be in a room and still ask for a page's code. */
	const old = shells.filter((name) => name !== SHELL).slice(0, -(SHELLS_KEPT - 1));
	await Promise.all(old.map((name) => caches.delete(name)));
}

self.addEventListener('install', (event) => {
	event.waitUntil(fillShell().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
	event.waitUntil(dropOldShells().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method === 'POST' && url.href === OPEN) return event.respondWith(takeShared(request));
	if (request.method !== 'GET' || url.origin !== root.origin || !url.href.startsWith(root.href)) return;
	if (request.mode === 'navigate') event.respondWith(page(request));
	else if (isImmutable(url)) event.respondWith(fromCacheFirst(request));
	else if (isAsset(url)) event.respondWith(fromNetworkFirst(request));
	/* Everything else, /relay.json and /p2p among it, is the network's alone. */
});

/** A press on a reminder opens its room: where the app is open already, there. */
self.addEventListener('notificationclick', (event) => {
	event.notification.close();
	const { page } = event.notification.data as { readonly page: string };
	event.waitUntil(openPage(new URL(page, root).href));
});

async function openPage(address: string): Promise<void> {
	if (!address.startsWith(root.href)) return;
	const windows = await self.clients.matchAll({ type: 'window' });
	/* A page that is in a room is left alone. */
	const free = windows.find(({ url }) => !url.startsWith(`${root.href}room/`) && !url.includes('/embed/'));
	if (!free) return void (await self.clients.openWindow(address));
	await free.focus();
	await free.navigate(address);
}

/** What another app shares goes on in the fragment: it names a room, and no server may learn of it. */
async function takeShared(request: Request): Promise<Response> {
	const form = await request.formData();
	const texts = ['url', 'text', 'title']
		.map((name) => form.get(name))
		.filter((text) => typeof text === 'string');
	return Response.redirect(`${OPEN}#${encodeURIComponent(texts.join('\n').slice(0, MAX_SHARED))}`, 303);
}

function isImmutable(url: URL): boolean {
	return url.href.startsWith(`${root.href}_app/immutable/`);
}

function isAsset(url: URL): boolean {
	return assets.some(({ path }) => new URL(`.${slashed(path)}`, root).href === url.href);
}

async function fromCacheFirst(request: Request): Promise<Response> {
	return (await caches.match(request.url)) ?? fetch(request);
}

async function fromNetworkFirst(request: Request): Promise<Response> {
	try {
		return await fetch(request);
	} catch (error) {
		const cached = await caches.match(request.url);
		if (cached) return cached;
		throw error;
	}
}

async function page(request: Request): Promise<Response> {
	const { href } = withoutHash(request.url);
	const cache = await caches.open(SHELL);
	const cached = (await cache.match(href)) ?? (await cache.match(href.endsWith('/') ? href : `${href}/`));
	if (!cached) return fetch(request);
	try {
		return await fetch(request, { signal: AbortSignal.timeout(PAGE_PATIENCE_MS) });
	} catch {
		return cached;
	}
}

function withoutHash(address: string): URL {
	const url = new URL(address);
	url.hash = '';
	url.search = '';
	return url;
}
