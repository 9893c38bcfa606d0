import type { RoomId } from '../../src/p2p/base/ids.ts';
import { reduceCommunity } from '../../src/p2p/community/reducer.ts';
import { membersIn } from '../../src/p2p/community/selectors.ts';
import { Author } from '../../src/p2p/document/author.ts';
import { RoomDocument } from '../../src/p2p/document/room-document.ts';
import { eventId } from '../../src/p2p/wire/event-codec.ts';
import { makePerson, signAnything } from '../fixtures/people.ts';
import { seededRandom } from '../fixtures/random.ts';
import { receive } from './newcomer.ts';
import { signCrowd } from './signed-room.ts';
import { timed } from './statistics.ts';
import { row, type Row } from './table.ts';

const MEMBERS = 1_000;

/** A community of so many members, each of whom joined and follows the one before. */
async function signCommunity(): Promise<RoomDocument> {
	const random = seededRandom(2026_11_24);
	const founder = await makePerson('Ada', random);
	const policy = { hosts: 'followers', followers: 3, speakers: 'members' } as const;
	const genesis = await signAnything(founder, {
		room: null,
		seq: 0,
		prev: null,
		type: 'community.created',
		body: { certificate: founder.certificate, name: 'Harbour radio', about: 'Everybody on the quay', policy }
	});
	const document = new RoomDocument(eventId(genesis) as string as RoomId, 'community');
	document.restore([genesis]);
	let before = founder;
	for (let i = 1; i < MEMBERS; i++) {
		const person = await makePerson(`Member ${i}`, random);
		const author = new Author(document, person.key, person.certificate);
		await author.write('follow.given', { target: before.identity.id }, { naming: before.identity.id });
		before = person;
	}
	return document;
}

/** What a newcomer to a community of 1,000 is sent and how long their page works on it, beside a room of as many people. */
export async function communityOfThousand(): Promise<Row[]> {
	const community = await signCommunity();
	const asking = new RoomDocument(community.room, 'community');
	const taken = await receive(community, asking);
	const reducing = timed(() => reduceCommunity(asking.room, asking.events)).ms;
	const state = reduceCommunity(asking.room, asking.events);
	if (!state || membersIn(state).length !== MEMBERS) throw new Error('the newcomer does not know everybody');
	const { room, events } = await signCrowd(MEMBERS, 1);
	const crowd = new RoomDocument(room);
	crowd.place(events);
	const beside = await receive(crowd, new RoomDocument(room));
	const bytes = ({ sent }: { sent: { sync: number; heads: number } }) => sent.sync + sent.heads;
	return [
		row('newcomer to a community of 1,000, sent', bytes(taken) / 1024, 'KiB', {
			note: `${community.size.toLocaleString('en-GB')} events; ${(taken.sent.heads / 1024).toFixed(0)} KiB of it are heads`
		}),
		row('  until all of it is verified and placed', taken.ms / 1000, 's', { note: 'one thread, in place' }),
		row('  what it means, reduced once', reducing, 'ms', {}),
		row('  bytes ÷ those of a room of 1,000 who signed once', bytes(taken) / bytes(beside), '×', {
			note: `${events.length.toLocaleString('en-GB')} events, since a moderator admits each`
		}),
		row('  time ÷ that of the room', taken.ms / beside.ms, '×', {})
	];
}
