import type { EventId } from '../../p2p/base/ids.ts';
import type { Pin } from '../../p2p/room/state.ts';
import { linkParts } from './link-parts.ts';

/** Where a pin leads: somewhere, or to what somebody posted there, told by the address alone. Nothing is fetched. */
export interface PinTarget {
	readonly kind: 'link' | 'post';
	/** Host of the first link, as people write it. */
	readonly site: string;
}

/** How addresses of single posts look on the sites where people post: `/status/1`, `/@name/1`, `/post/1`, `/notes/1`. */
const POST = /\/(?:status(?:es)?|posts?|notes?|comments)\/[\w-]+|\/@[^/]+\/[\w-]+/;

/** What the first link of a pin leads to; null for words without a link. */
export function pinTarget(text: string): PinTarget | null {
	const href = linkParts(text).find((part) => part.href)?.href;
	if (!href) return null;
	const { hostname, pathname } = new URL(href);
	return { kind: POST.test(pathname) ? 'post' : 'link', site: hostname.replace(/^www\./, '') };
}

/** The order of the pins with one of them moved by so many places; null where there is no such place. */
export function orderWith(pins: readonly Pin[], pin: EventId, by: number): readonly EventId[] | null {
	const order = pins.map(({ id }) => id);
	const from = order.indexOf(pin);
	const to = from + by;
	if (from < 0 || to < 0 || to >= order.length) return null;
	return order.toSpliced(from, 1).toSpliced(to, 0, pin);
}
