import { fail, ok, type Result } from '../../../base/result.ts';

/** Longer than any address that somebody types. */
const MAX_ADDRESS = 300;
/** The public hub keeps a model's folder below `resolve/main`; everywhere else it is a plain folder. */
const HUB = 'huggingface.co';
const LOCAL = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Where models are fetched from, as somebody typed it: https, or http on this machine. No name and password, no query.
 * Returns the address without a slash at its end.
 */
export function modelAddressFrom(text: string): Result<string, 'model-address'> {
	if (text.length > MAX_ADDRESS || !URL.canParse(text.trim())) return fail('model-address');
	const url = new URL(text.trim());
	const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && LOCAL.includes(url.hostname));
	if (!isSafe || url.username || url.password || url.search || url.hash) return fail('model-address');
	return ok(url.href.replace(/\/+$/, ''));
}

/** Where one file of a model stands, below an address that `modelAddressFrom` made. */
export function fileAddress(address: string, model: string, path: string): string {
	const folder = new URL(address).hostname === HUB ? `${model}/resolve/main` : model;
	return `${address}/${folder}/${path}`;
}
