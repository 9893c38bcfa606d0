import { beforeEach, describe, expect, it } from 'vitest';
import { Emitter } from '../../src/p2p/base/emitter.ts';
import type { EventId, RoomId, SessionId } from '../../src/p2p/base/ids.ts';
import { Scope } from '../../src/p2p/base/scope.ts';
import { RoomDocument } from '../../src/p2p/document/room-document.ts';
import { CommonCommunities, type SharedCommunity } from '../../src/p2p/session/common-communities.ts';
import type { Neighbour } from '../../src/p2p/session/neighbour.ts';
import { inPlaceVerifier } from '../../src/p2p/verification/in-place-verifier.ts';
import type { CommunityMessage } from '../../src/p2p/wire/community-messages.ts';
import { eventId } from '../../src/p2p/wire/event-codec.ts';
import { doorProof } from '../../src/p2p/wire/invite.ts';
import { makePerson, signAnything, type TestPerson } from '../fixtures/people.ts';
import { seededRandom } from '../fixtures/random.ts';
import { VirtualClock } from '../fixtures/virtual-clock.ts';

const ME = '1'.repeat(64) as SessionId;
const THEM = '2'.repeat(64) as SessionId;
const OTHERS = '3'.repeat(64) as SessionId;

/** A page at the other end of a link, as far as communities see it. */
class FakeNeighbour extends Emitter<{ closed: undefined }> {
	readonly via = 'direct';
	readonly isReady = true;
	readonly session = THEM;
	readonly identity = null;
	readonly sent: CommunityMessage[] = [];

	send(message: CommunityMessage): void {
		this.sent.push(message);
	}
}

let clock: VirtualClock;
let founder: TestPerson;
let community: SharedCommunity;
let neighbour: FakeNeighbour;
let refused: string[];
let common: CommonCommunities;

beforeEach(async () => {
	const random = seededRandom(20261124);
	clock = new VirtualClock();
	founder = await makePerson('Ada', random);
	const policy = { hosts: 'members', followers: 1, speakers: 'everyone' } as const;
	const body = { certificate: founder.certificate, name: 'Harbour radio', about: '', policy };
	const genesis = await signAnything(founder, {
		room: null,
		seq: 0,
		prev: null,
		type: 'community.created',
		body
	});
	const room = eventId(genesis) as string as RoomId;
	const document = new RoomDocument(room, 'community');
	document.restore([genesis]);
	community = { invite: { room, secret: random.bytes(16) }, document, state: null };
	neighbour = new FakeNeighbour();
	refused = [];
	common = new CommonCommunities({
		scope: new Scope(clock),
		random,
		me: ME,
		communities: { shared: [community], on: () => () => {}, ended: () => {} },
		verifier: inPlaceVerifier,
		isInside: () => true,
		neighbours: () => [neighbour as unknown as Neighbour],
		refuse: (code) => refused.push(code)
	});
});

const take = (message: CommunityMessage) => common.take(message, neighbour as unknown as Neighbour);
const theirs = (from = THEM, to = ME) => doorProof(community.invite, from, to);

/** What somebody signed next in the founder's feed; `isForged`: in the founder's name, by somebody else. */
async function post({ isForged }: { readonly isForged: boolean }): Promise<Uint8Array> {
	const { room } = community.invite;
	const stranger = await makePerson('Mallory', seededRandom(7));
	const key = { ...founder.key, sign: isForged ? stranger.key.sign : founder.key.sign };
	return signAnything(
		{ ...founder, key },
		{ room, seq: 1, prev: room as string as EventId, type: 'post.pinned', body: { text: 'Hello' } }
	);
}

describe('CO11 what pages of a room say about communities', () => {
	it('a greeting always holds sixteen values, and is said once', () => {
		common.look();
		common.look();
		expect(neighbour.sent).toHaveLength(1);
		const [greeting] = neighbour.sent;
		if (greeting?.kind !== 'communities') throw new Error('the first word is a greeting');
		expect(greeting.proofs.map(({ length }) => length)).toEqual(Array(16).fill(32));
		expect(greeting.proofs[0]).toEqual(theirs(ME, THEM));
	});

	it('who shows a proof is asked, and answered; one that was made for others opens nothing', () => {
		for (const proof of [theirs(THEM, OTHERS), theirs(OTHERS, ME), theirs(ME, THEM), new Uint8Array(32)]) {
			take({ kind: 'community', proof, message: { kind: 'want', session: founder.key.id } });
			take({ kind: 'communities', proofs: [proof] });
		}
		expect(neighbour.sent).toEqual([]);
		take({ kind: 'community', proof: theirs(), message: { kind: 'want', session: founder.key.id } });
		const kinds = neighbour.sent.map((one) => (one.kind === 'community' ? one.message.kind : one.kind));
		expect(kinds).toContain('sync');
	});

	it('a forged event ends the talk about communities with its bringer, and nothing of it is kept', async () => {
		const bring = async (isForged: boolean) => {
			const message = { kind: 'branches', events: [await post({ isForged })] } as const;
			take({ kind: 'community', proof: theirs(), message });
			await clock.advance(1_000);
		};
		await bring(true);
		expect(refused).toEqual(['event-signature']);
		await bring(false);
		expect(community.document.size).toBe(1);
	});

	it('an honest one is taken', async () => {
		const message = { kind: 'branches', events: [await post({ isForged: false })] } as const;
		take({ kind: 'community', proof: theirs(), message });
		await clock.advance(1_000);
		expect(refused).toEqual([]);
		expect(community.document.size).toBe(2);
	});

	it('a flood of greetings is not read', () => {
		for (let i = 0; i < 12; i++) take({ kind: 'communities', proofs: [new Uint8Array(32)] });
		expect(refused).toEqual(Array(4).fill('message-flood'));
	});
});
