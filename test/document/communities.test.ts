import { beforeAll, describe, expect, it } from 'vitest';
import type { EventId, RoomId } from '../../src/p2p/base/ids.ts';
import { reduceCommunity } from '../../src/p2p/community/reducer.ts';
import { Author } from '../../src/p2p/document/author.ts';
import { RoomDocument } from '../../src/p2p/document/room-document.ts';
import { encodeUpdate, feedClient, feedRoot } from '../../src/p2p/document/update-codec.ts';
import { parseBody } from '../../src/p2p/room/bodies.ts';
import { eventId } from '../../src/p2p/wire/event-codec.ts';
import { MAX_FEEDS, RESERVED_FEEDS } from '../../src/p2p/wire/limits.ts';
import { admitUpdate, makePerson, makeRoom, signAnything, type TestPerson } from '../fixtures/people.ts';
import { seededRandom } from '../fixtures/random.ts';

const random = seededRandom(20261124);
const policy = { hosts: 'members', followers: 1, speakers: 'everyone' } as const;
let founder: TestPerson;
let stranger: TestPerson;
let genesis: Uint8Array;
let id: RoomId;

beforeAll(async () => {
	founder = await makePerson('Ada', random);
	stranger = await makePerson('Mallory', random);
	const body = { certificate: founder.certificate, name: 'Harbour radio', about: '', policy };
	genesis = await signAnything(founder, { room: null, seq: 0, prev: null, type: 'community.created', body });
	id = eventId(genesis) as string as RoomId;
});

function community(): RoomDocument {
	const document = new RoomDocument(id, 'community');
	document.restore([genesis]);
	return document;
}

/** The first entries of somebody's feed as an update. */
const feedOf = ({ key }: TestPerson, ...entries: Uint8Array[]) =>
	encodeUpdate([{ client: feedClient(key.id), root: feedRoot(key.id), from: 0, entries }]);

const opening = (person: TestPerson, room: RoomId) =>
	signAnything(person, {
		room,
		seq: 0,
		prev: null,
		type: 'session.opened',
		body: { certificate: person.certificate }
	});

describe('CO9 documents of two families', () => {
	it('a community takes no event of rooms, and a room none of communities', async () => {
		const first = await opening(stranger, id);
		const next = { room: id, seq: 1, prev: eventId(first) };
		const hand = await signAnything(stranger, { ...next, type: 'hand.raised', body: {} });
		expect(admitUpdate(community(), feedOf(stranger, first, hand))).toEqual({
			ok: false,
			code: 'feed-broken'
		});
		const { room, document } = await makeRoom(founder);
		const inRoom = await signAnything(founder, {
			room,
			seq: 1,
			prev: room as string as EventId,
			type: 'post.pinned',
			body: { text: 'x' }
		});
		const update = encodeUpdate([
			{ client: feedClient(founder.key.id), root: null, from: 1, entries: [inRoom] }
		]);
		expect(admitUpdate(document, update)).toEqual({ ok: false, code: 'feed-broken' });
	});

	it('neither begins with the other’s first event, nor with somebody else’s', async () => {
		const made = await makeRoom(founder);
		expect(new RoomDocument(made.room, 'community').readRaw([made.genesis]).ok).toBe(false);
		expect(new RoomDocument(id).readRaw([genesis]).ok).toBe(false);
		const body = { certificate: stranger.certificate, name: 'Harbour radio', about: '', policy };
		const other = await signAnything(stranger, {
			room: null,
			seq: 0,
			prev: null,
			type: 'community.created',
			body
		});
		expect(admitUpdate(community(), feedOf(stranger, other))).toEqual({ ok: false, code: 'feed-broken' });
		expect(reduceCommunity(made.room, made.document.events)).toBeNull();
	});

	it('a member whose certificate somebody else signed is refused', async () => {
		const { identity } = founder;
		const certificate = { ...stranger.certificate, identity: identity.id };
		const raw = await signAnything(stranger, {
			room: id,
			seq: 0,
			prev: null,
			type: 'session.opened',
			body: { certificate }
		});
		expect(admitUpdate(community(), feedOf(stranger, raw))).toEqual({ ok: false, code: 'event-signature' });
	});

	it('a flood of false members fills its places, and founder and organisers go on', async () => {
		const document = community();
		const ben = await makePerson('Ben', random);
		const author = new Author(document, founder.key, founder.certificate);
		const bens = new Author(document, ben.key, ben.certificate);
		await bens.open();
		await author.write('organiser.appointed', { target: ben.identity.id });
		const flood: Uint8Array[] = [];
		for (let i = 0; i < MAX_FEEDS; i++) {
			const { key } = await makePerson('', random);
			flood.push(await opening({ ...stranger, key }, id));
		}
		const { leftOut } = document.restore(flood);
		expect(new Set(leftOut.map(({ code }) => code))).toEqual(new Set(['too-many-feeds']));
		expect([...document.sessions]).toHaveLength(MAX_FEEDS - RESERVED_FEEDS);
		const bensPhone = await makePerson('Ben', random);
		const phone = new Author(document, bensPhone.key, { ...ben.certificate });
		await phone.open();
		expect(document.feed(bensPhone.key.id)).toHaveLength(1);
		expect(await bens.write('post.pinned', { text: 'We move.' })).not.toBeNull();
	}, 60_000);
});

describe('bodies of communities', () => {
	const key = new Uint8Array(32).fill(7);
	it.each([
		['a post that is too long', 'post.pinned', { text: 'a'.repeat(501) }],
		['an empty post', 'post.pinned', { text: '' }],
		['a post that turns the writing direction', 'post.pinned', { text: 'a\u202eb' }],
		['a name that is too long', 'community.changed', { name: 'a'.repeat(121), about: '' }],
		['no name', 'community.changed', { name: '', about: '' }],
		['a picture that is too large', 'community.pictured', { picture: new Uint8Array(3_001) }],
		['a picture that is none', 'community.pictured', { picture: 'data:' }],
		['a policy that nobody knows', 'policy.set', { ...policy, hosts: 'nobody' }],
		['no follower at all', 'policy.set', { ...policy, followers: 0 }],
		['half a follower', 'policy.set', { ...policy, followers: 1.5 }],
		['more followers than members', 'policy.set', { ...policy, followers: 2_001 }],
		['five relays', 'relays.set', { relays: Array(5).fill('/ip4/192.0.2.1/tcp/1') }],
		['a relay that is an address of the web', 'relays.set', { relays: ['https://example.org'] }],
		['a relay with a script', 'relays.set', { relays: ['/<script>'] }],
		['a follow of nobody', 'follow.given', { target: key.slice(1) }],
		['a room whose link is a script', 'room.listed', { code: 'javascript:alert(1)', title: 'x', start: 0 }],
		[
			'a room whose link is another site',
			'room.listed',
			{ code: 'https://example.org', title: 'x', start: 0 }
		],
		['a room before all time', 'room.listed', { code: 'a'.repeat(71), title: 'x', start: -1 }],
		['a room after all time', 'room.listed', { code: 'a'.repeat(71), title: 'x', start: 8.64e15 + 1 }],
		['a claim without a community', 'community.claimed', { name: 'x' }],
		['more than is asked for', 'member.left', { why: 'x' }]
	] as const)('%s is refused', (_, type, body) => {
		expect(parseBody(type, body)).toBeNull();
	});
});
