import * as encoding from 'lib0/encoding';
import { messageYjsSyncStep1 } from 'y-protocols/sync';
import { certifySession } from '../../src/p2p/identity/certificate.ts';
import type { RoomEvent } from '../../src/p2p/room/events.ts';
import { encodeMessage } from '../../src/p2p/wire/messages.ts';
import { makeSession } from './keys.ts';
import { SYNC_KIND, type Draft, type Mallory } from './mallory.ts';

/** Enough to spend the credit of a neighbour. */
const FLOOD = 40;

/** A way to break the rules; it says in a few words what it did. */
export type Attack = (mallory: Mallory) => Promise<string>;

/** What the rules let only some people sign, whoever signs it. */
async function usurp(mallory: Mallory): Promise<string> {
	const { chance, page, people } = mallory;
	const signer = mallory.someKey();
	const [target, myself] = [chance.pick(people), signer.identity.id];
	const event = chance.pick([...page.document.events]).id;
	const drafts: Draft[] = [
		{ type: 'role.granted', body: { target: myself, role: 'cohost' } },
		{ type: 'role.granted', body: { target, role: 'cohost' } },
		{ type: 'role.revoked', body: { target, role: 'cohost' } },
		{ type: 'person.banned', body: { target, reason: '' } },
		{ type: 'person.removed', body: { target, reason: '' } },
		{ type: 'person.unbanned', body: { target: myself } },
		{ type: 'mic.muted', body: { target } },
		{ type: 'mic.unmuted', body: {} },
		{ type: 'stage.invited', body: { target: myself } },
		{ type: 'stage.answered', body: { invite: event, accept: true } },
		{ type: 'hand.lowered', body: { target } },
		{ type: 'hand.raised', body: {} },
		{ type: 'title.changed', body: { title: 'Mine', topics: [] } },
		{ type: 'door.changed', body: { door: 'locked', inside: [] } },
		{ type: 'pin.removed', body: { pin: event } },
		{ type: 'host.offered', body: { target: myself } },
		{ type: 'host.answered', body: { offer: event, accept: true } },
		{ type: 'acting.backed', body: { target: myself } },
		{ type: 'room.ended', body: {} }
	];
	const draft = chance.pick(drafts);
	mallory.spread(await mallory.extend(signer, [draft]));
	return `signs ${draft.type}`;
}

/** Two events in one place, told to two sides. */
async function equivocate(mallory: Mallory): Promise<string> {
	const { chance } = mallory;
	const signer = mallory.someKey();
	const trunk = mallory.world.hostileFeeds.get(signer.key.id) ?? (await mallory.extend(signer, []));
	const drafts: Draft[] = [
		{ type: 'hand.raised', body: {} },
		{ type: 'mic.muted', body: { target: chance.pick(mallory.people) } }
	];
	const [one, other] = [
		await mallory.sign(signer, trunk, drafts[0]!),
		await mallory.sign(signer, trunk, drafts[1]!)
	];
	mallory.world.hostileFeeds.set(signer.key.id, [...trunk, chance.pick([one, other])]);
	const carriers = chance.shuffled(mallory.carriers());
	const half = Math.ceil(carriers.length / 2);
	mallory.spread([...trunk, one], carriers.slice(0, half));
	mallory.spread([...trunk, other], carriers.slice(half));
	return `signs two events for place ${trunk.length}`;
}

/** Bytes of others once more, to whoever listens. */
async function replay(mallory: Mallory): Promise<string> {
	const { chance } = mallory;
	const onlySync = chance.happens(0.7);
	const memory = mallory.memory.filter((message) => !onlySync || message[0] === SYNC_KIND);
	for (let i = 0; i < 5 && memory.length > 0; i++)
		for (const carrier of mallory.carriers()) carrier.pipe.inject(chance.pick(memory));
	return `replays ${onlySync ? 'sync' : 'anything'}`;
}

/** A message of somebody with one bit turned, or an event in the name of another session. */
async function mutate(mallory: Mallory): Promise<string> {
	const { chance, page } = mallory;
	if (chance.happens(0.5) && mallory.memory.length > 0) {
		for (const carrier of mallory.carriers()) {
			const turned = chance.pick(mallory.memory).slice();
			turned[chance.between(1, turned.length - 1)]! ^= 1 << chance.between(0, 7);
			carrier.pipe.inject(turned);
		}
		return 'turns a bit of a message';
	}
	const session = chance.pick([...page.document.sessions]);
	const own = await mallory.sign(page.person, page.document.feed(session), { type: 'mic.unmuted', body: {} });
	mallory.spread([{ ...own, session, raw: asIfBy(own, session) }]);
	return 'forges an event';
}

/** The raw bytes of an event with another session's key in the place of its signer's. */
function asIfBy({ raw, session }: RoomEvent, other: string): Uint8Array {
	const copy = Buffer.from(raw);
	const at = copy.indexOf(Buffer.from(session, 'hex'));
	copy.set(Buffer.from(other, 'hex'), at);
	return new Uint8Array(copy);
}

/** Tells less than its engine would, from now on. */
async function withhold(mallory: Mallory): Promise<string> {
	mallory.withholds = mallory.chance.pick([0, 0.5, 1]);
	return `withholds ${mallory.withholds}`;
}

/** An act that follows one which nobody is shown. */
async function conceal(mallory: Mallory): Promise<string> {
	const { chance, world, page } = mallory;
	const hand: Draft = { type: 'hand.raised', body: {} };
	const concealed = (await mallory.extend(chance.pick(world.hostileKeys), [hand])).at(-1)!;
	const deps = concealed.session === page.person.key.id ? [] : [concealed.id];
	mallory.spread(await mallory.extend(page.person, [{ ...hand, deps }]));
	return 'conceals an act and goes on';
}

/** Requests without end. */
async function pester(mallory: Mallory): Promise<string> {
	const ask = encoding.createEncoder();
	encoding.writeVarUint(ask, messageYjsSyncStep1);
	encoding.writeVarUint8Array(ask, Uint8Array.of(0));
	const message = encodeMessage({ kind: 'sync', payload: encoding.toUint8Array(ask) });
	for (const carrier of mallory.carriers()) for (let i = 0; i < FLOOD; i++) carrier.pipe.inject(message);
	return 'floods with requests';
}

/** Made-up sessions, and acts by the dozen. */
async function flood(mallory: Mallory): Promise<string> {
	const signer = mallory.someKey();
	const events: RoomEvent[] = [];
	for (let i = 0; i < 5; i++) {
		const key = makeSession(mallory.chance);
		const certificate = await certifySession(signer.identity, key.id, 'Sybil');
		events.push(...(await mallory.extend({ ...signer, key, certificate }, [])));
	}
	const hands = Array.from({ length: 5 }, (): Draft => ({ type: 'hand.raised', body: {} }));
	mallory.spread([...events, ...(await mallory.extend(signer, hands))]);
	return 'floods with sessions and acts';
}

/** Every attack. */
export const ATTACKS: readonly Attack[] = [
	usurp,
	usurp,
	equivocate,
	replay,
	mutate,
	withhold,
	conceal,
	pester,
	flood
];
